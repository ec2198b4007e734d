import type { Account, Requirement } from '../../../contract/api.ts';
import { ActivateLink, acceptedBy, acceptedWords } from '../components/activate-link.tsx';
import { Button } from '../components/button.tsx';
import { ShieldIcon } from '../components/icons.tsx';
import { KeepAccount } from '../components/keep-account.tsx';
import { LeaveOrganization } from '../components/leave-organization.tsx';
import { Card } from '../components/page.tsx';
import { ProblemMessage } from '../components/problem-message.tsx';
import { methodFacts } from '../method-types.ts';
import { addressOf, type Entry } from '../router.ts';
import { accountChanged, signInAgain } from '../session/session.ts';
import { prove } from '../session/step-up.ts';
import { useSubmission } from '../submission.ts';
import { formatChoice, formatList, texts } from '../texts/index.ts';

const words = texts.heldBack;

interface HeldBackProps {
  entry: Entry;
  requirements: readonly Requirement[];
  /** Known if the session can at least set up a factor. */
  account?: Account;
}

/** Replaces a page while the session does not meet a requirement: what is required, how to meet it, or how to leave. */
export function HeldBack({ entry, requirements, account }: HeldBackProps) {
  const submission = useSubmission();
  const goOn = addressOf(entry);
  const names = formatList(requirements.map(({ name }) => name)) || texts.anOrganization;
  const wanted = acceptedBy(requirements);
  const present = wanted.filter((type) => account?.mfa.factors.some((factor) => factor.type === type));
  /** Afterwards the session counts as made with the accepted method. */
  async function proveAccepted(): Promise<void> {
    await prove();
    await accountChanged();
  }
  const awaited = requirements.every(({ awaitsConfirmation }) => awaitsConfirmation);
  const has = present.length > 0 && requirements.every(({ accept }) => accept !== undefined);
  const leavable = requirements.filter(({ canLeave }) => canLeave !== false);
  return (
    <Card
      title={awaited ? words.confirmationTitle(names) : words.title(names, requirements.length > 1)}
      icon={<ShieldIcon />}
    >
      <p>{introFor(awaited, account !== undefined)}</p>
      <ul>
        {requirements.map(
          (requirement) =>
            requirement.accept &&
            !requirement.awaitsConfirmation && (
              <li key={requirement.id}>{words.accepts(requirement.name, acceptedWords(requirement))}</li>
            ),
        )}
      </ul>
      <ProblemMessage problem={submission.problem} />
      <div class="actions">
        {!has && !awaited && <ActivateLink requirements={requirements} goOn={goOn} />}
        {awaited && (
          <Button
            look="primary"
            busy={submission.busy}
            busyLabel={words.signingIn}
            onClick={() => void submission.run(async () => void (await accountChanged()))}
          >
            {words.confirmed}
          </Button>
        )}
        {!awaited && (has || !account) && (
          <Button
            look={has ? 'primary' : 'plain'}
            busy={submission.busy}
            busyLabel={words.signingIn}
            onClick={() => void submission.run(has ? proveAccepted : signInAgain)}
          >
            {has
              ? words.confirmWith(formatChoice(present.map((type) => texts.methods[type])))
              : words.activated}
          </Button>
        )}
      </div>
      {has && present.every((type) => !methodFacts[type].isTyped) && <p class="muted">{words.lostPasskey}</p>}
      {account?.deletionDueAt && <KeepAccount dueAt={account.deletionDueAt} />}
      {account && leavable.length > 0 && (
        <>
          <p class="muted">{words.leaveIntro}</p>
          {leavable.map((organization) => (
            <LeaveOrganization key={organization.id} organization={organization} goOn={goOn} />
          ))}
        </>
      )}
    </Card>
  );
}

function introFor(awaited: boolean, hasAccount: boolean): string {
  if (awaited) return words.confirmationIntro;
  return hasAccount ? words.introEnrolment : words.intro;
}
