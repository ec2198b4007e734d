import { useState } from 'preact/hooks';
import type { Member } from '../../../../contract/api.ts';
import { resetFactors, withdrawReset } from '../../api/organizations.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { showBanner } from '../../router.ts';
import { accountChanged } from '../../session/session.ts';
import { withStepUp } from '../../session/step-up.ts';
import { useSubmission } from '../../submission.ts';
import { formatMoment } from '../../texts/index.ts';
import { organizationTexts } from '../../texts/organizations.ts';
import type { MemberView } from './organization-view.ts';

const words = organizationTexts.members;

interface ResetRequestProps extends MemberView {
  request: NonNullable<Member['resetRequest']>;
}

/** A reset that is waiting for a second owner. Any other owner can confirm it, and any owner can withdraw it. */
export function ResetRequest({ request, member, view, title }: ResetRequestProps) {
  const confirming = useSubmission();
  const withdrawing = useSubmission();
  const [asking, setAsking] = useState(false);
  const orgID = view.organization.id;
  const isOwn = request.by.id === view.account.id;
  const until = formatMoment(request.expiresAt);

  async function confirm(): Promise<void> {
    setAsking(false);
    const waits = await withStepUp(() => resetFactors(orgID, member.id));
    const text = waits ? words.resetAsked(formatMoment(waits.expiresAt)) : words.resetDone(title);
    showBanner({ tone: 'success', text });
    await accountChanged();
  }
  async function withdraw(): Promise<void> {
    await withdrawReset(orgID, member.id);
    showBanner({ tone: 'success', text: words.withdrawn });
    await accountChanged();
  }
  return (
    <div class="notice whole stack">
      <p>{isOwn ? words.resetWaitsYours(until) : words.resetWaits(request.by.name, until)}</p>
      <div class="actions">
        {member.canReset && !member.resetNeedsSecondOwner && (
          <Button
            look="danger"
            busy={confirming.busy}
            busyLabel={words.working}
            onClick={() => setAsking(true)}
          >
            {words.confirmReset}
            <span class="visually-hidden">{words.of(title)}</span>
          </Button>
        )}
        <Button
          busy={withdrawing.busy}
          busyLabel={words.working}
          onClick={() => void withdrawing.run(withdraw)}
        >
          {words.withdraw}
          <span class="visually-hidden">{words.of(title)}</span>
        </Button>
      </div>
      <ProblemMessage problem={confirming.problem ?? withdrawing.problem} />
      {asking && (
        <ConfirmDialog
          title={words.resetTitle(title)}
          confirm={words.resetConfirm}
          danger
          onConfirm={() => void confirming.run(confirm)}
          onClose={() => setAsking(false)}
        >
          <p>{words.resetText}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}
