import { useState } from 'preact/hooks';
import { texts } from '../texts/index.ts';
import { Button } from './button.tsx';

/** Copies a text, and says whether that worked. */
export function CopyButton({ text, label = texts.common.copy }: { text: string; label?: string }) {
  const [outcome, setOutcome] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome(texts.common.copied);
    } catch {
      setOutcome(texts.common.copyFailed);
    }
  };
  return (
    <>
      <Button onClick={() => void copy()}>{label}</Button>
      <span class="outcome" role="status">
        {outcome}
      </span>
    </>
  );
}
