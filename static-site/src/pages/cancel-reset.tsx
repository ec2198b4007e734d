import { cancelReset } from '../api/operations.ts';
import { MailLinkPage } from '../components/mail-link-page.tsx';
import { texts } from '../texts/index.ts';

const words = texts.cancelReset;

/** Opened from the mail about a reset by the operator. Cancels it, for users who did not request it. */
export function CancelReset() {
  return (
    <MailLinkPage
      words={words}
      act={cancelReset}
      look="primary"
      afterwards={{ href: '/account/reset', label: words.toReset }}
      instead={{ href: '/account', label: texts.common.backToSignIn }}
    />
  );
}
