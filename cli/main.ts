import { CommanderError } from 'commander';
import { type ExitCode, exitCodes, Failure } from './failure.ts';
import { makeProgram } from './program.ts';
import { printable } from './terminal/printable.ts';

/** Runs the command that the words name. */
async function main(words: readonly string[]): Promise<ExitCode> {
  try {
    await makeProgram(process.env).parseAsync(words, { from: 'user' });
    return exitCodes.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    if (!(error instanceof Failure)) throw error;
    const lines = error.message.split('\n').map(printable);
    process.stderr.write(`mfa: ${lines.join('\n')}\n`);
    return error.exitCode;
  }
}

// A reader that has seen enough (`mfa events | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});
process.exitCode = await main(process.argv.slice(2));
