import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Field } from './field.tsx';

/** Long enough that a click on the button right after the last digit still finds the button. */
const submitAfterMs = 400;

/**
 * Whether the field holds a code and nothing else: six digits of any script, with anything but letters and numbers between
 * them. A code within a longer text is never sent by itself, because it may be another number. The service reads both.
 */
const isCodeAlone = (text: string): boolean => /^[^\p{L}\p{N}]*(?:\p{Nd}[^\p{L}\p{N}]*){6}$/u.test(text);

interface CodeFieldProps {
  label: string;
  hint: string;
  /** The id of another text about the code. */
  describedBy?: string;
  error?: ComponentChildren;
  /** Increases with each refused code. The field is then selected, so that typing replaces the code. */
  refusals: number;
  /** Whether the form is submitted automatically now. */
  sendsItself?: boolean;
}

/** The field for a one-time password. Submits its form after the sixth digit, and keeps what was typed as it is. */
export function CodeField({ label, hint, describedBy, error, refusals, sendsItself = true }: CodeFieldProps) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const input = useRef<HTMLInputElement>(null);
  const allowed = useRef(sendsItself);
  allowed.current = sendsItself;
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (refusals > 0) input.current?.select();
  }, [refusals]);

  function onInput(element: HTMLInputElement): void {
    input.current = element;
    clearTimeout(timer.current);
    if (!isCodeAlone(element.value)) return;
    // A click within the delay sends the code; so the timer must not send it again.
    element.form?.addEventListener('submit', () => clearTimeout(timer.current), { once: true });
    timer.current = setTimeout(() => {
      if (allowed.current && element.isConnected) element.form?.requestSubmit();
    }, submitAfterMs);
  }
  return (
    <Field
      name="otp"
      label={label}
      hint={hint}
      describedBy={describedBy}
      error={error}
      class="code"
      autocomplete="one-time-code"
      inputmode="numeric"
      first
      onInput={onInput}
    />
  );
}
