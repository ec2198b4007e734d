import { useRef, useState } from 'preact/hooks';
import { Problem } from './api/problem.ts';

/** The action of a form or a button: whether it is running, and what went wrong last. */
export interface Submission {
  busy: boolean;
  problem: Problem | undefined;
  /** Runs the action unless it is already running, so that a double click sends once. */
  run(action: () => Promise<void>): Promise<void>;
  /** Shows a problem that the page found, or clears the last one. */
  show(problem: Problem | undefined): void;
}

export function useSubmission(): Submission {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  // A ref, because two clicks can happen before the state is rendered.
  const running = useRef(false);

  async function run(action: () => Promise<void>): Promise<void> {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setProblem(undefined);
    try {
      await action();
    } catch (error) {
      if (!(error instanceof Problem)) console.error(error);
      const shown = error instanceof Problem ? error : new Problem('unexpected');
      if (shown.slug !== 'cancelled') setProblem(shown);
    } finally {
      running.current = false;
      setBusy(false);
    }
  }
  return { busy, problem, run, show: setProblem };
}
