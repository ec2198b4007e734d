import { useState } from 'preact/hooks';
import { changeRole, confirmMember, removeMember, resetFactors } from '../../api/organizations.ts';
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

interface Action {
  label: string;
  look?: 'danger';
  title: string;
  text: string;
  more?: string | undefined;
  confirm: string;
  /** Returns the text of the banner. */
  run: () => Promise<string>;
}

/** The actions of an owner on a member. To leave, there is a section of its own. */
function actionsFor({ member, view, title, isSelf }: MemberView): Action[] {
  const orgID = view.organization.id;
  const role = member.role === 'owner' ? 'member' : 'owner';
  const change: Action = {
    label: role === 'owner' ? words.makeOwner : words.makeMember,
    title: role === 'owner' ? words.makeOwnerTitle(title) : words.makeMemberTitle(title),
    text: role === 'owner' ? words.makeOwnerText : isSelf ? words.makeSelfMemberText : words.makeMemberText,
    confirm: words.roleConfirm,
    run: async () => {
      await changeRole(orgID, member.id, role);
      return words.roleChanged(title, role);
    },
  };
  const reset: Action = {
    label: words.reset,
    title: words.resetTitle(title),
    text: words.resetText,
    more: member.resetNeedsSecondOwner ? words.resetOwnerText : undefined,
    confirm: words.resetConfirm,
    run: async () => {
      const waits = await resetFactors(orgID, member.id);
      return waits ? words.resetAsked(formatMoment(waits.expiresAt)) : words.resetDone(title);
    },
  };
  const confirmationOf = (undoneAt: string): Action => ({
    label: words.confirmAccount,
    title: words.confirmAccountTitle(title),
    text: words.confirmAccountText,
    more: words.undoneAt(formatMoment(undoneAt)),
    confirm: words.confirmAccountConfirm,
    run: async () => {
      await confirmMember(orgID, member.id, undoneAt);
      return words.accountConfirmed(title);
    },
  });
  const remove: Action = {
    label: words.remove,
    look: 'danger',
    title: words.removeTitle(title),
    text: words.removeText,
    confirm: words.removeConfirm,
    run: async () => {
      await removeMember(orgID, member.id);
      return words.removed(title);
    },
  };
  // Owners leave instead of removing themselves. A reset that is waiting for a second owner has its own buttons.
  return [
    ...(member.undoneAt && !isSelf ? [confirmationOf(member.undoneAt)] : []),
    ...(member.canChangeRole ? [change] : []),
    ...(member.canReset && !member.resetRequest ? [reset] : []),
    ...(member.canRemove && !isSelf ? [remove] : []),
  ];
}

export function MemberActions({ onDone, ...about }: MemberView & { onDone: () => void }) {
  const submission = useSubmission();
  const [asking, setAsking] = useState<Action>();
  const [running, setRunning] = useState<string>();
  const run = async (action: Action) => {
    setAsking(undefined);
    setRunning(action.label);
    const text = await withStepUp(action.run);
    onDone();
    showBanner({ tone: 'success', text });
    // A change of the own role changes much of the page. Changes by others are read as well.
    await accountChanged();
  };
  return (
    <div class="stack">
      <div class="actions">
        {actionsFor(about).map((action) => (
          <Button
            key={action.label}
            look={action.look ?? 'plain'}
            busy={submission.busy && running === action.label}
            busyLabel={words.working}
            onClick={() => setAsking(action)}
          >
            {action.label}
            <span class="visually-hidden">{words.of(about.title)}</span>
          </Button>
        ))}
      </div>
      <ProblemMessage problem={submission.problem} />
      {asking && (
        <ConfirmDialog
          title={asking.title}
          confirm={asking.confirm}
          danger={asking.look === 'danger'}
          onConfirm={() => void submission.run(() => run(asking))}
          onClose={() => setAsking(undefined)}
        >
          <p>{asking.text}</p>
          {asking.more && <p>{asking.more}</p>}
        </ConfirmDialog>
      )}
    </div>
  );
}
