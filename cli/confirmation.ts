import type { Context } from './context.ts';
import { Failure } from './failure.ts';

/** What a person must agree to before it is done. */
export interface Confirmable {
  readonly yes?: boolean;
}

/**
 * A question that is asked before something is done: once for each wording, though the work is done again after a
 * proof. With `--yes` it is not asked.
 * @throws Failure at once where it would have to be asked and there is no terminal; later where the answer is no
 */
export function confirmation({ answers, output }: Context, { yes }: Confirmable) {
  if (!yes) answers.requireTerminal('A yes', 'Say it with --yes.');
  let agreedTo: string | undefined;
  return async (lines: readonly string[], question: string): Promise<void> => {
    const whole = [...lines, question].join('\n');
    if (agreedTo === whole) return;
    for (const line of lines) output.note(line);
    if (!yes && !(await answers.agreement(question))) throw new Failure('Nothing was changed.');
    agreedTo = whole;
  };
}
