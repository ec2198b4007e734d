import { useEffect, useRef, useState } from 'preact/hooks';
import { Problem } from '../../api/problem.ts';
import { Button } from '../../components/button.tsx';
import { Loading } from '../../components/page.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { texts } from '../../texts/index.ts';

/** A value of the server, as it was when it was last read. */
export interface Loaded<Value> {
  value: Value | undefined;
  problem: Problem | undefined;
  reload: () => Promise<void>;
}

/** Reads a value now, and again when one of `inputs` changes. An answer that is outdated by then is dropped. */
export function useLoaded<Value>(read: () => Promise<Value>, inputs: readonly unknown[]): Loaded<Value> {
  const [state, setState] = useState<Omit<Loaded<Value>, 'reload'>>({ value: undefined, problem: undefined });
  const latest = useRef(0);
  async function reload(): Promise<void> {
    latest.current += 1;
    const turn = latest.current;
    try {
      const value = await read();
      if (turn === latest.current) setState({ value, problem: undefined });
    } catch (error) {
      const problem = error instanceof Problem ? error : new Problem('unexpected');
      if (turn === latest.current) setState((before) => ({ value: before.value, problem }));
    }
  }
  useEffect(() => {
    void reload();
    return () => {
      latest.current += 1;
    };
  }, inputs);
  return { ...state, reload };
}

/** Shown until a value is there: that it is loading, or what went wrong with a button to try again. */
export function LoadState({ loaded }: { loaded: Loaded<unknown> }) {
  if (loaded.problem) {
    return (
      <>
        <ProblemMessage problem={loaded.problem} />
        <Button onClick={() => void loaded.reload()}>{texts.common.tryAgain}</Button>
      </>
    );
  }
  return loaded.value === undefined ? <Loading /> : null;
}
