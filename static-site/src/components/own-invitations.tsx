import { useEffect, useState } from 'preact/hooks';
import type { Account, OwnInvitation } from '../../../contract/api.ts';
import { acceptOwnInvitation, listOwnInvitations } from '../api/operations.ts';
import { navigate } from '../router.ts';
import { accountChanged } from '../session/session.ts';
import { canProve, withAcceptedMethod, withStepUp } from '../session/step-up.ts';
import { useSubmission } from '../submission.ts';
import { formatMoment, texts } from '../texts/index.ts';
import { ActivateLink, acceptedWords } from './activate-link.tsx';
import { Button } from './button.tsx';
import { EnvelopeIcon } from './icons.tsx';
import { ProblemMessage } from './problem-message.tsx';

const words = texts.ownInvitations;

/** The open invitations of the account, each with a button to accept it. Nothing if there are none. */
export function OwnInvitations({ account }: { account: Account }) {
  const [invitations, setInvitations] = useState<readonly OwnInvitation[]>([]);
  // Whoever cannot be asked for them still has the link in the mail.
  useEffect(
    () =>
      void listOwnInvitations().then(
        (found) => setInvitations(found.invitations),
        () => undefined,
      ),
    [],
  );
  if (invitations.length === 0) return null;
  return (
    <section class="card" aria-labelledby="own-invitations">
      <header>
        <EnvelopeIcon />
        <h2 id="own-invitations">{words.title}</h2>
      </header>
      {invitations.map((invitation) => (
        <Invited key={invitation.id} invitation={invitation} account={account} />
      ))}
    </section>
  );
}

function Invited({ invitation, account }: { invitation: OwnInvitation; account: Account }) {
  const { id, organization, role, expiresAt, mfaRequired } = invitation;
  const submission = useSubmission();
  const accept = async () => {
    await withStepUp(() => withAcceptedMethod(account, () => acceptOwnInvitation(id)));
    await accountChanged();
    navigate(`/organizations/${encodeURIComponent(organization.id)}`, {
      banner: { tone: 'success', text: words.joined(organization.name) },
    });
  };
  return (
    <div class="body stack">
      <p>
        <strong>{words.asks(organization.name, role)}</strong>{' '}
        <span class="muted">{words.until(formatMoment(expiresAt))}</span>
      </p>
      {mfaRequired && <p class="muted">{words.requires(organization.name, acceptedWords(invitation))}</p>}
      <ProblemMessage problem={submission.problem} />
      <div class="actions">
        <Button
          look="primary"
          busy={submission.busy}
          busyLabel={words.accepting}
          label={words.acceptOf(organization.name)}
          onClick={() => void submission.run(accept)}
        >
          {words.accept}
        </Button>
        {submission.problem?.is('mfa-required') && !canProve(account, submission.problem) && (
          <ActivateLink
            requirements={[{ ...organization, accept: invitation.accept }]}
            goOn="/account"
            label={words.activate}
          />
        )}
      </div>
    </div>
  );
}
