import type { Context } from './context.ts';
import { Failure } from './failure.ts';
import { texts } from './texts/index.ts';

/** The options of a command that asks for confirmation. */
export interface Confirmable {
  readonly yes?: boolean;
}

/**
 * Asks for confirmation before something is done. The same question is asked only once, even if the work starts again
 * after a proof. With `--yes` it is not asked.
 * @throws Failure at once if there is no terminal to ask on; later if the answer is no
 */
export function confirmation(context: Context, options: Confirmable) {
  if (!options.yes) context.answers.requireTerminal(texts.noTerminal.confirmation);
  return confirmationIfNeeded(context, options);
}

/** As `confirmation`, for what only asks in some cases: without a terminal it fails if it comes to the question. */
export function confirmationIfNeeded({ answers, output }: Context, { yes }: Confirmable) {
  let agreedTo: string | undefined;
  return async (lines: readonly string[], question: string): Promise<void> => {
    const whole = [...lines, question].join('\n');
    if (agreedTo === whole) return;
    for (const line of lines) output.note(line);
    if (!yes && !(await answers.agreement(question))) throw new Failure(texts.words.nothingChanged);
    agreedTo = whole;
  };
}
