import { type ExitCode, exitCodes, Failure, Interrupted } from '../failure.ts';
import { printable } from './printable.ts';

/** What is said at the end of a command that was interrupted, or that failed because of a bug. */
export interface EndingWords {
  readonly interrupted: string;
  readonly internalError: string;
  /** @param why such as `ENOSPC: no space left on device, write` */
  readonly outputFailed: (why: string) => string;
}

const english: EndingWords = {
  interrupted: 'Interrupted.',
  internalError: 'internal error (please report it)',
  outputFailed: (why) => `The output cannot be written: ${why}.`,
};

interface Ending {
  /** In the language of the user, once it is known; English until then. */
  readonly words?: () => EndingWords | undefined;
  /** Whether a failure is printed as JSON, for scripts. */
  readonly isJson?: boolean;
}

/**
 * Runs a command and sets the exit code of the process. The message of a `Failure` goes to stderr, as a sentence or as one
 * line of JSON; any other error is a bug, so its stack trace is printed as well.
 * @param name what the command is called, printed before a message.
 */
export async function runCommand(
  name: string,
  work: () => Promise<ExitCode>,
  { words = () => undefined, isJson = false }: Ending = {},
): Promise<void> {
  const report = (error: unknown): ExitCode => {
    const { exitCode, text } = ending(name, words() ?? english, isJson, error);
    process.stderr.write(text);
    return exitCode;
  };
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => endOutput(error, words() ?? english, report));
  process.exitCode = await work().catch(report);
}

/** What the output went to is closed or full. */
function endOutput(
  error: NodeJS.ErrnoException,
  { outputFailed }: EndingWords,
  report: (error: Failure) => ExitCode,
): void {
  // The reader has closed the pipe (`mfa events | head`), which is not an error.
  if (error.code === 'EPIPE') process.exit();
  process.exit(report(new Failure(outputFailed(error.message), exitCodes.thisMachine)));
}

function ending(
  name: string,
  words: EndingWords,
  isJson: boolean,
  error: unknown,
): { readonly exitCode: ExitCode; readonly text: string } {
  if (isFromCommander(error)) {
    if (error.exitCode === 0) return { exitCode: exitCodes.done, text: '' };
    const usage = new Failure(error.message.replace(/^error: /, ''), exitCodes.usage);
    // Commander has already printed what is wrong.
    return { exitCode: exitCodes.usage, text: isJson ? asJson(usage.toJSON()) : '' };
  }
  if (error instanceof Failure) {
    const message = error instanceof Interrupted ? words.interrupted : error.message;
    const shown = message.split('\n').map(printable).join('\n');
    const text = isJson ? asJson({ ...error.toJSON(), message: shown }) : `${name}: ${shown}\n`;
    return { exitCode: error.exitCode, text };
  }
  const { message, stack } = error as Error;
  const defect = { kind: 'internal', exitCode: exitCodes.refused, message, stack };
  // Only the stack trace: Node would also print the source line, which is the whole bundle.
  const text = isJson ? asJson(defect) : `${name}: ${words.internalError}\n${stack}\n`;
  return { exitCode: exitCodes.refused, text };
}

const asJson = (error: object) => `${JSON.stringify({ error })}\n`;

const isFromCommander = (error: unknown): error is { exitCode: number; message: string } =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');
