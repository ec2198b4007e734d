import { useState } from 'preact/hooks';
import { leaveOrganization } from '../api/operations.ts';
import { navigate } from '../router.ts';
import { accountChanged } from '../session/session.ts';
import { withStepUp } from '../session/step-up.ts';
import { useSubmission } from '../submission.ts';
import { texts } from '../texts/index.ts';
import { Button } from './button.tsx';
import { ConfirmDialog } from './dialog.tsx';
import { ProblemMessage } from './problem-message.tsx';

const words = texts.leave;

interface LeaveOrganizationProps {
  organization: { id: string; name: string };
  /** The page to go to afterwards. */
  goOn: string;
}

/** Leaves an organization, after a confirmation. */
export function LeaveOrganization({ organization: { id, name }, goOn }: LeaveOrganizationProps) {
  const submission = useSubmission();
  const [asking, setAsking] = useState(false);
  const leave = async () => {
    setAsking(false);
    await withStepUp(() => leaveOrganization(id));
    navigate(goOn, { replace: true, banner: { tone: 'success', text: words.done(name) } });
    await accountChanged();
  };
  return (
    <>
      <ProblemMessage problem={submission.problem} />
      <div class="actions">
        <Button
          look="danger"
          busy={submission.busy}
          busyLabel={words.submitting}
          onClick={() => setAsking(true)}
        >
          {words.submit(name)}
        </Button>
      </div>
      {asking && (
        <ConfirmDialog
          title={words.title(name)}
          confirm={words.confirm}
          danger
          onConfirm={() => void submission.run(leave)}
          onClose={() => setAsking(false)}
        >
          <p>{words.text}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
