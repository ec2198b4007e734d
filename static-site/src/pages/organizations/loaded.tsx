import { useEffect, useRef, useState } from 'preact/hooks';
import { Problem } from '../../api/problem.ts';
import { Button } from '../../components/button.tsx';
import { Loading } from '../../components/page.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { texts } from '../../texts/index.ts';

/** Something that the server keeps, as it was when it was last read. */
export interface Loaded<Value> {
  value: Value | undefined;
  problem: Problem | undefined;
  reload: () => Promise<void>;
}

/** Reads it now, and anew when one of `inputs` changes; an answer that a later reading has overtaken is dropped. */
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

/** In place of what is not there yet: the wait, or what went wrong and another try. */
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
