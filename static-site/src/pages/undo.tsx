import { undoActivation } from '../api/operations.ts';
import { MailLinkPage } from '../components/mail-link-page.tsx';
import { accountChanged } from '../session/session.ts';
import { texts } from '../texts/index.ts';

const words = texts.undo;

/** Opened from the mail about a first factor. Undoes its activation, for users who did not activate it themselves. */
export function Undo() {
  return (
    <MailLinkPage
      words={words}
      act={undoActivation}
      follow={accountChanged}
      look="danger"
      afterwards={{ href: '/account', label: texts.common.backToSignIn }}
      instead={{ href: '/account/reset', label: words.toReset }}
    >
      <ul>
        {words.effects.map((effect) => (
          <li key={effect}>{effect}</li>
        ))}
      </ul>
    </MailLinkPage>
  );
}
