import { useState } from 'preact/hooks';
import type { Account } from '../../../../contract/api.ts';
import { deleteAccount, exportAccount } from '../../api/operations.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { KeepAccount } from '../../components/keep-account.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { showBanner } from '../../router.ts';
import { saveFile } from '../../save-file.ts';
import { accountChanged } from '../../session/session.ts';
import { withStepUp } from '../../session/step-up.ts';
import { useSubmission } from '../../submission.ts';
import { formatMoment, texts } from '../../texts/index.ts';

const words = texts.ends;

/** The user's own data as a file, and the end of the account. */
export function AccountEnds({ account }: { account: Account }) {
  const exporting = useSubmission();
  const deleting = useSubmission();
  const [asking, setAsking] = useState(false);
  const download = async () => {
    const data = await exportAccount();
    const day = data.exportedAt.slice(0, 10);
    saveFile(JSON.stringify(data, null, 2), `${words.fileName}-${day}.json`, 'application/json');
  };
  const remove = async () => {
    setAsking(false);
    const { deletionDueAt } = await withStepUp(deleteAccount);
    showBanner({ tone: 'warning', text: words.planned(formatMoment(deletionDueAt)) });
    await accountChanged();
  };
  return (
    <section class="card" aria-labelledby="data">
      <header>
        <h2 id="data">{words.title}</h2>
      </header>
      <div class="body">
        <p class="muted">{words.exportText}</p>
        <div class="actions">
          <Button
            busy={exporting.busy}
            busyLabel={words.exporting}
            onClick={() => void exporting.run(download)}
          >
            {words.export}
          </Button>
        </div>
        <ProblemMessage problem={exporting.problem} />
        {account.deletionDueAt ? (
          <KeepAccount dueAt={account.deletionDueAt} />
        ) : (
          <>
            <p class="muted">{words.deleteText}</p>
            <ProblemMessage problem={deleting.problem} />
            <div class="actions">
              <Button
                look="danger"
                busy={deleting.busy}
                busyLabel={words.deleting}
                onClick={() => setAsking(true)}
              >
                {words.delete}
              </Button>
            </div>
          </>
        )}
      </div>
      {asking && (
        <ConfirmDialog
          title={words.deleteTitle}
          confirm={words.deleteConfirm}
          danger
          onConfirm={() => void deleting.run(remove)}
          onClose={() => setAsking(false)}
        >
          <p>{words.deleteConsequences}</p>
          <p>{words.deleteWeek}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}
