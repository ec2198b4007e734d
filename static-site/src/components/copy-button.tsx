import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { texts } from '../texts/index.ts';
import { Button } from './button.tsx';

interface CopyButtonProps {
  text: string;
  label?: string;
  onCopied?: () => void;
  /** Other buttons in the same row. */
  children?: ComponentChildren;
}

/** Copies a text, and says whether that worked, below the row of buttons. */
export function CopyButton({ text, label = texts.common.copy, onCopied, children }: CopyButtonProps) {
  const [outcome, setOutcome] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome(texts.common.copied);
      onCopied?.();
    } catch {
      setOutcome(texts.common.copyFailed);
    }
  };
  return (
    <div class="copy">
      <div class="actions">
        <Button onClick={() => void copy()}>{label}</Button>
        {children}
      </div>
      <p class="outcome" role="status">
        {outcome}
      </p>
    </div>
  );
}
