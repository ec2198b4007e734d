import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Submission } from '../submission.ts';

interface FormProps {
  submission: Submission;
  /** Gets the typed values by field name, trimmed except for passwords. */
  onSubmit: (values: (name: string) => string) => Promise<void>;
  children: ComponentChildren;
  labelledBy?: string;
}

/** A form that is sent only once, and that moves the focus to the first field with an error. */
export function Form({ submission, onSubmit, children, labelledBy }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (submission.problem) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [submission.problem]);
  return (
    <form
      ref={form}
      method="post"
      noValidate
      aria-labelledby={labelledBy}
      aria-busy={submission.busy}
      onSubmit={(event) => {
        event.preventDefault();
        const typed = new FormData(event.currentTarget);
        void submission.run(() =>
          onSubmit((name) => {
            const value = String(typed.get(name) ?? '');
            return /password/i.test(name) ? value : value.trim();
          }),
        );
      }}
    >
      {children}
    </form>
  );
}
