import { type ExitCode, exitCodes, Failure } from './failure.ts';
import { printable } from './terminal/printable.ts';
import { version } from './version.ts';

/** Runs the command that the words name. The version is told before anything else is loaded. */
async function main(words: readonly string[]): Promise<ExitCode> {
  if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
    process.stdout.write(`${version}\n`);
    return exitCodes.done;
  }
  const { makeProgram } = await import('./program.ts');
  try {
    await makeProgram(process.env).parseAsync(words, { from: 'user' });
    return exitCodes.done;
  } catch (error) {
    // Commander has said what is wrong, or given the help that was asked for.
    if (isFromCommander(error)) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    if (!(error instanceof Failure)) {
      // The trace alone: Node would print the bundled line of the program with it.
      process.stderr.write(`mfa: this is a defect of the command.\n${(error as Error).stack}\n`);
      return exitCodes.refused;
    }
    const lines = error.message.split('\n').map(printable);
    process.stderr.write(`mfa: ${lines.join('\n')}\n`);
    return error.exitCode;
  }
}

const isFromCommander = (error: unknown): error is { exitCode: number } =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');

// A reader that has seen enough (`mfa events | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});
process.exitCode = await main(process.argv.slice(2));
