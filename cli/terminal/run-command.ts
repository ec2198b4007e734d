import { type ExitCode, exitCodes, Failure } from '../failure.ts';
import { printable } from './printable.ts';

/**
 * Runs a command and sets the exit code of the process. The message of a `Failure` goes to stderr; any other error is a bug, so its
 * stack trace is printed as well.
 * @param name what the command is called, printed before a message.
 */
export async function runCommand(name: string, work: () => Promise<ExitCode>): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // The reader has closed the pipe (`mfa events | head`), which is not an error.
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  process.exitCode = await work().catch((error: unknown) => {
    // Commander has already printed what is wrong, or the help that was asked for.
    if (isFromCommander(error)) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    if (error instanceof Failure) {
      process.stderr.write(`${name}: ${error.message.split('\n').map(printable).join('\n')}\n`);
      return error.exitCode;
    }
    // Only the stack trace: Node would also print the source line, which is the whole bundle.
    process.stderr.write(`${name}: internal error (please report it)\n${(error as Error).stack}\n`);
    return exitCodes.refused;
  });
}

const isFromCommander = (error: unknown): error is { exitCode: number } =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');
