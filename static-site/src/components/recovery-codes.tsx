import { useEffect } from 'preact/hooks';
import { saveFile } from '../save-file.ts';
import { useSubmission } from '../submission.ts';
import { texts } from '../texts/index.ts';
import { Button } from './button.tsx';
import { CopyButton } from './copy-button.tsx';
import { ShieldIcon } from './icons.tsx';
import { Card } from './page.tsx';
import { ProblemMessage } from './problem-message.tsx';

const words = texts.recoveryCodes;

interface RecoveryCodesProps {
  codes: readonly string[];
  email: string;
  onKept: () => void | Promise<void>;
}

/** New recovery codes, which are shown only once, and ways to save them. */
export function RecoveryCodes({ codes, email, onKept }: RecoveryCodesProps) {
  const submission = useSubmission();
  useEffect(() => {
    const askBeforeLeaving = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', askBeforeLeaving);
    return () => window.removeEventListener('beforeunload', askBeforeLeaving);
  }, []);
  return (
    <Card title={words.title} icon={<ShieldIcon />}>
      <p>{words.why}</p>
      <p class="print-only">{words.fileHeading(email)}</p>
      <ol class="recovery-codes" aria-label={words.list}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <p class="muted">{words.where}</p>
      <div class="actions">
        <CopyButton text={codes.join('\n')} label={words.copy} />
        <Button onClick={() => download(codes, email)}>{words.download}</Button>
        <Button onClick={() => window.print()}>{words.print}</Button>
      </div>
      <ProblemMessage problem={submission.problem} />
      <div class="actions end">
        <Button
          look="primary"
          busy={submission.busy}
          busyLabel={texts.common.working}
          onClick={() => void submission.run(async () => onKept())}
        >
          {words.kept}
        </Button>
      </div>
    </Card>
  );
}

function download(codes: readonly string[], email: string): void {
  saveFile(`${words.fileHeading(email)}\n\n${codes.join('\n')}\n`, words.fileName, 'text/plain');
}
