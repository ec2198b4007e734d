import type { Account, Requirement } from '../../../contract/api.ts';
import { ActivateLink, acceptedBy, acceptedWords } from '../components/activate-link.tsx';
import { Button } from '../components/button.tsx';
import { ShieldIcon } from '../components/icons.tsx';
import { LeaveOrganization } from '../components/leave-organization.tsx';
import { Card } from '../components/page.tsx';
import { ProblemMessage } from '../components/problem-message.tsx';
import { addressOf, type Entry } from '../router.ts';
import { accountChanged, signInAnew } from '../session/session.ts';
import { prove } from '../session/step-up.ts';
import { useSubmission } from '../submission.ts';
import { formatChoice, formatList, texts } from '../texts/index.ts';

const words = texts.heldBack;

interface HeldBackProps {
  entry: Entry;
  demands: readonly Requirement[];
  /** Known where the session is at least good for setting up a factor. */
  account?: Account;
}

/** In place of a page that organizations do not let this session see: who wants what, the way to it, and the way out. */
export function HeldBack({ entry, demands, account }: HeldBackProps) {
  const submission = useSubmission();
  const goOn = addressOf(entry);
  const names = formatList(demands.map(({ name }) => name)) || texts.anOrganization;
  const wanted = acceptedBy(demands);
  const present = wanted.filter((type) => account?.mfa.factors.some((factor) => factor.type === type));
  /** The session becomes one that was made with the accepted method as well. */
  async function proveAccepted(): Promise<void> {
    await prove();
    await accountChanged();
  }
  const awaited = demands.every(({ awaitsConfirmation }) => awaitsConfirmation);
  const has = present.length > 0 && demands.every(({ accept }) => accept !== undefined);
  return (
    <Card
      title={awaited ? words.confirmationTitle(names) : words.title(names, demands.length > 1)}
      icon={<ShieldIcon />}
    >
      <p>{introFor(awaited, account !== undefined)}</p>
      <ul>
        {demands.map(
          (demand) =>
            demand.accept &&
            !demand.awaitsConfirmation && (
              <li key={demand.id}>{words.accepts(demand.name, acceptedWords(demand))}</li>
            ),
        )}
      </ul>
      <ProblemMessage problem={submission.problem} />
      <div class="actions">
        {!has && !awaited && <ActivateLink demands={demands} goOn={goOn} />}
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
            onClick={() => void submission.run(has ? proveAccepted : signInAnew)}
          >
            {has
              ? words.confirmWith(formatChoice(present.map((type) => texts.methods[type])))
              : words.activated}
          </Button>
        )}
      </div>
      {account && (
        <>
          <p class="muted">{words.leaveIntro}</p>
          {demands.map((organization) => (
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
