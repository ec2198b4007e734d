import { keepAccount } from '../api/operations.ts';
import { showBanner } from '../router.ts';
import { accountChanged } from '../session/session.ts';
import { useSubmission } from '../submission.ts';
import { formatMoment, texts } from '../texts/index.ts';
import { Button } from './button.tsx';
import { ProblemMessage } from './problem-message.tsx';

const words = texts.ends;

/** Says when the account is deleted, and lets the user keep it. */
export function KeepAccount({ dueAt }: { dueAt: string }) {
  const submission = useSubmission();
  const keep = async () => {
    await keepAccount();
    showBanner({ tone: 'success', text: words.kept });
    await accountChanged();
  };
  return (
    <>
      <p>{words.waiting(formatMoment(dueAt))}</p>
      <ProblemMessage problem={submission.problem} />
      <div class="actions">
        <Button
          look="primary"
          busy={submission.busy}
          busyLabel={words.keeping}
          onClick={() => void submission.run(keep)}
        >
          {words.keep}
        </Button>
      </div>
    </>
  );
}
