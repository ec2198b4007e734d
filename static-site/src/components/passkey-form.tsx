import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { type Submission, useSubmission } from '../submission.ts';
import { texts } from '../texts/index.ts';
import { Button } from './button.tsx';
import { Form } from './form.tsx';
import { ProblemMessage } from './problem-message.tsx';

const words = texts.passkey;

interface PasskeyFormProps {
  /** What the browser is about to ask for. */
  text: string;
  label: string;
  /** What the browser is doing meanwhile, and what to do about it. */
  waiting?: string;
  submission: Submission;
  /** Asks the browser, and sends what it answers. */
  ask: (value: (name: string) => string) => Promise<void>;
  children?: ComponentChildren;
}

/** Explains what the browser asks for, with a button for it. */
export function PasskeyForm({
  text,
  label,
  waiting = words.waitingFor,
  submission,
  ask,
  children,
}: PasskeyFormProps) {
  return (
    <Form submission={submission} onSubmit={ask}>
      <ProblemMessage problem={submission.problem} />
      <p>{text}</p>
      <div>
        <div class="submit-row">
          <Button type="submit" look="primary" busy={submission.busy} busyLabel={words.waiting}>
            {label}
          </Button>
          {children}
        </div>
        <Waiting busy={submission.busy} text={waiting} />
      </div>
    </Form>
  );
}

/** The region always exists, or nothing would be read out. */
function Waiting({ busy, text }: { busy: boolean; text: string }) {
  return (
    <p role="status" class="outcome">
      {busy ? text : ''}
    </p>
  );
}

/** Asks at once after a click. After a reload, nobody expects a dialog of the browser, and some browsers show none. */
export function useAtOnce(ask: () => void): void {
  useEffect(() => {
    if (navigator.userActivation?.isActive) ask();
  }, []);
}

/** The button on the sign-in page. */
export function PasskeyButton({ ask }: { ask: () => Promise<void> }) {
  const submission = useSubmission();
  return (
    <div class="stack passkey-sign-in">
      <ProblemMessage problem={submission.problem} />
      <div>
        <Button busy={submission.busy} busyLabel={words.waiting} onClick={() => void submission.run(ask)}>
          {words.signIn}
        </Button>
        <Waiting busy={submission.busy} text={words.waitingFor} />
      </div>
    </div>
  );
}
