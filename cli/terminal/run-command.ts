import { type ExitCode, exitCodes, Failure, Interrupted } from '../failure.ts';
import { printable } from './printable.ts';

/** What is said at the end of a command that was interrupted, or that failed because of a bug. */
export interface EndingWords {
  readonly interrupted: string;
  readonly internalError: string;
}

const english: EndingWords = {
  interrupted: 'Interrupted.',
  internalError: 'internal error (please report it)',
};

/**
 * Runs a command and sets the exit code of the process. The message of a `Failure` goes to stderr; any other error is a
 * bug, so its stack trace is printed as well.
 * @param name what the command is called, printed before a message.
 * @param words in the language of the user, once it is known; English until then.
 */
export async function runCommand(
  name: string,
  work: () => Promise<ExitCode>,
  words: () => EndingWords | undefined = () => undefined,
): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // The reader has closed the pipe (`mfa events | head`), which is not an error.
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  process.exitCode = await work().catch((error: unknown) => {
    // Commander has already printed what is wrong, or the help that was asked for.
    if (isFromCommander(error)) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    const ending = words() ?? english;
    if (error instanceof Failure) {
      const message = error instanceof Interrupted ? ending.interrupted : error.message;
      process.stderr.write(`${name}: ${message.split('\n').map(printable).join('\n')}\n`);
      return error.exitCode;
    }
    // Only the stack trace: Node would also print the source line, which is the whole bundle.
    process.stderr.write(`${name}: ${ending.internalError}\n${(error as Error).stack}\n`);
    return exitCodes.refused;
  });
}

const isFromCommander = (error: unknown): error is { exitCode: number } =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');
