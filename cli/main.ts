import { type ExitCode, exitCodes } from './failure.ts';
import { runCommand } from './terminal/run-command.ts';
import { version } from './version.ts';

let language: typeof import('./texts/index.ts') | undefined;

/** Runs `mfa` with its arguments. `--version` answers before anything else is loaded. */
async function main(words: readonly string[]): Promise<ExitCode> {
  if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
    process.stdout.write(`${version}\n`);
    return exitCodes.done;
  }
  language = await import('./texts/index.ts');
  const { storedLanguage } = await import('./stored-language.ts');
  await language.useLanguageOf(process.env, await storedLanguage(process.env));
  const { makeProgram } = await import('./program.ts');
  await makeProgram(process.env, isJson).parseAsync(words, { from: 'user' });
  return exitCodes.done;
}

const words = process.argv.slice(2);
const isJson = words.includes('--json');
void runCommand('mfa', () => main(words), { words: () => language?.texts.ending, isJson });
