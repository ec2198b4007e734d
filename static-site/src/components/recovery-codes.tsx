import { useEffect, useState } from 'preact/hooks';
import { holdPage } from '../router.ts';
import { saveFile } from '../save-file.ts';
import { type NewRecoveryCodes, newRecoveryCodes } from '../session/new-recovery-codes.ts';
import { useSubmission } from '../submission.ts';
import { formatMoment, texts } from '../texts/index.ts';
import { Button } from './button.tsx';
import { CopyButton } from './copy-button.tsx';
import { ConfirmDialog } from './dialog.tsx';
import { ShieldIcon } from './icons.tsx';
import { Card } from './page.tsx';
import { ProblemMessage } from './problem-message.tsx';

const words = texts.recoveryCodes;

/** New recovery codes, which are shown only once, and ways to save them. They stay until the user says that they are saved. */
export function RecoveryCodes({ codes, email, goOn }: NewRecoveryCodes) {
  const submission = useSubmission();
  const [madeAt] = useState(() => new Date());
  const [isSaved, setIsSaved] = useState(false);
  // What to do once the user has confirmed it: leave the page, or go on.
  const [asked, setAsked] = useState<{ readonly leaves: boolean; readonly goAhead: () => void }>();
  const heading = fileHeading(email, madeAt);
  const saved = () => setIsSaved(true);
  const release = useHeldPage((leave) => setAsked({ leaves: true, goAhead: leave }));

  function finish(): void {
    setAsked(undefined);
    release();
    newRecoveryCodes.set(undefined);
  }
  const keep = () =>
    submission.run(async () => {
      finish();
      await goOn();
    });
  return (
    <Card title={words.title} icon={<ShieldIcon />}>
      <p>{words.why}</p>
      <div class="print-only">
        {heading.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      <ol class="recovery-codes" aria-label={words.list}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <p class="muted">{words.where}</p>
      <CopyButton text={codes.join('\n')} label={words.copy} onCopied={saved}>
        <Button
          onClick={() => {
            saveFile([...heading, '', ...codes, ''].join('\n'), fileName(email, madeAt), 'text/plain');
            saved();
          }}
        >
          {words.download}
        </Button>
        <Button
          onClick={() => {
            window.print();
            saved();
          }}
        >
          {words.print}
        </Button>
      </CopyButton>
      <ProblemMessage problem={submission.problem} />
      <div class="actions end">
        <Button
          look="primary"
          busy={submission.busy}
          busyLabel={texts.common.working}
          onClick={() => (isSaved ? void keep() : setAsked({ leaves: false, goAhead: () => void keep() }))}
        >
          {words.kept}
        </Button>
      </div>
      {asked && (
        <ConfirmDialog
          title={asked.leaves ? words.leaveTitle : words.notSavedTitle}
          confirm={asked.leaves ? words.leaveConfirm : words.notSavedConfirm}
          cancel={words.backToCodes}
          danger={asked.leaves}
          onConfirm={() => {
            if (asked.leaves) finish();
            asked.goAhead();
          }}
          onClose={() => setAsked(undefined)}
        >
          <p>{asked.leaves ? words.leaveText : words.notSavedText}</p>
        </ConfirmDialog>
      )}
    </Card>
  );
}

/** Asks before the page is left in any way: within the dashboard, by Back or Forward, or by closing the tab. */
function useHeldPage(ask: (leave: () => void) => void): () => void {
  const [release] = useState(() => {
    const releaseRoutes = holdPage(ask);
    const askBeforeUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', askBeforeUnload);
    return () => {
      releaseRoutes();
      window.removeEventListener('beforeunload', askBeforeUnload);
    };
  });
  useEffect(() => release, []);
  return release;
}

const fileHeading = (email: string, madeAt: Date): readonly string[] => [
  words.fileHeading(__BRAND_NAME__, email),
  words.fileOrigin(window.location.origin),
  words.fileDate(formatMoment(madeAt.toISOString())),
];

/** `example-recovery-codes-jane-2026-11-25.txt`: still recognizable among other downloads. */
function fileName(email: string, madeAt: Date): string {
  const parts = [__BRAND_NAME__, words.fileName, email.split('@')[0] ?? '', localDay(madeAt)];
  const plain = parts.map((part) => part.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-'));
  return `${plain.map((part) => part.replace(/^-|-$/g, '')).join('-')}.txt`;
}

const localDay = (at: Date): string =>
  [at.getFullYear(), at.getMonth() + 1, at.getDate()]
    .map((number) => String(number).padStart(2, '0'))
    .join('-');
