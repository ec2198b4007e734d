import { cancelReset } from '../api/operations.ts';
import { MailLinkPage } from '../components/mail-link-page.tsx';
import { texts } from '../texts/index.ts';

const words = texts.cancelReset;

/** From the mail about a reset that the operator was asked for: cancels it, for whoever did not ask for it. */
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
