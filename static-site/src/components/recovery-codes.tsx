import { useEffect } from 'preact/hooks';
import { texts } from '../texts/index.ts';
import { Button } from './button.tsx';
import { CopyButton } from './copy-button.tsx';
import { ShieldIcon } from './icons.tsx';
import { Card } from './page.tsx';

const words = texts.recoveryCodes;

interface RecoveryCodesProps {
  codes: readonly string[];
  email: string;
  onKept: () => void;
}

/** New recovery codes, shown this once, and the ways to keep them. */
export function RecoveryCodes({ codes, email, onKept }: RecoveryCodesProps) {
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
      <div class="actions end">
        <Button look="primary" onClick={onKept}>
          {words.kept}
        </Button>
      </div>
    </Card>
  );
}

function download(codes: readonly string[], email: string): void {
  const text = `${words.fileHeading(email)}\n\n${codes.join('\n')}\n`;
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = words.fileName;
  link.click();
  // The download has begun by then; the codes must not stay behind in the page.
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
