import { Command, InvalidArgumentError } from 'commander';
import type { ResetOptions } from './commands/reset-factors.ts';
import type { ExportOptions } from './commands/tables.ts';
import type { UnlockOptions } from './commands/unlock.ts';
import type { Context } from './context.ts';

/** The options that every command takes. */
export interface GlobalOptions {
  readonly stage: string;
  readonly region?: string;
  readonly profile?: string;
  readonly json?: boolean;
  readonly yes?: boolean;
}

/** Runs a command with what it stands on. */
export type Doing = (options: GlobalOptions, work: (context: Context) => Promise<void>) => Promise<void>;

/** The commands. Each is loaded when it is asked for. */
export function makeProgram(doing: Doing): Command {
  const program = new Command('operator')
    .description(
      "Help an account of a deployed stage, with your own AWS credentials. Its user is told by mail of all that is changed; the account's log and the operators' log say that it was you.",
    )
    .helpOption('-h, --help', 'how to use it')
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true, commandDescription: (command) => command.description() })
    .showHelpAfterError('(add --help for how to use it)')
    .addHelpText('after', help)
    .exitOverride();
  addWhere(program).option('--json', 'answer in JSON').option('--yes', 'do not ask before a change');
  const command = (name: string, summary: string) =>
    program.command(name).summary(summary).description(`${summary}.`).helpCommand(false);
  const run = (work: (context: Context) => Promise<void>) => doing(program.opts<GlobalOptions>(), work);

  command('show', 'Show an account: factors, locks, organizations, sessions, last events')
    .argument('<address>', 'the email address of the account')
    .action((address: string) =>
      run(async (context) => (await import('./commands/show.ts')).run(context, address)),
    );
  command('unlock', 'Forget the wrong codes of an account, and send mail to it again')
    .argument('<address>', 'the email address of the account')
    .option('--reason <text>', 'why, for the log and the mail')
    .action((address: string, options: UnlockOptions) =>
      run(async (context) => (await import('./commands/unlock.ts')).run(context, address, options)),
    );
  command('reset-factors', 'Remove all factors of an account, 24 hours after a mail that can cancel it')
    .argument('<address>', 'the email address of the account')
    .option('--now', 'at once; the user cannot stop it')
    .option('--withdraw', 'withdraw the reset that waits')
    .option('--reason <text>', 'why, for the log and the mail; needed with --now')
    .action((address: string, options: ResetOptions) =>
      run(async (context) => (await import('./commands/reset-factors.ts')).run(context, address, options)),
    );
  command('log', 'List what operators did, newest first')
    .option('--limit <number>', 'how many, 1 to 1000', wholeNumber, 50)
    .action(({ limit }: { limit: number }) =>
      run(async (context) => (await import('./commands/log.ts')).run(context, limit)),
    );
  command('export', 'Write the tables to a folder, without sessions and what waits for a code')
    .argument('<folder>', 'a new or empty folder')
    .option('--suffix <text>', "what the tables' names end with: those that DynamoDB restored beside them")
    .action((folder: string, options: ExportOptions) =>
      run(async (context) => (await import('./commands/tables.ts')).exportTables(context, folder, options)),
    );
  command('import', 'Write exported rows into the tables, where they are not; all sessions end')
    .argument('<folder>', 'a folder that export wrote')
    .action((folder: string) =>
      run(async (context) => (await import('./commands/tables.ts')).importTables(context, folder)),
    );
  return program;
}

/** Which deployment, and with whose credentials. */
export function addWhere(command: Command): Command {
  return command
    .option('--stage <name>', 'which stage', stageName, 'dev')
    .option('--region <name>', 'its AWS region (or AWS_REGION, or that of the profile)')
    .option('--profile <name>', 'the AWS profile (or AWS_PROFILE)');
}

function stageName(text: string): string {
  if (!/^[a-z][a-z0-9]{0,11}$/.test(text))
    throw new InvalidArgumentError('It is 1 to 12 lower-case letters and digits, such as dev or prod.');
  return text;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,4}$/.test(text) || Number(text) < 1 || Number(text) > 1000)
    throw new InvalidArgumentError('It is a whole number from 1 to 1000.');
  return Number(text);
}

const help = `
Before the command's own words npm wants two dashes: npm run operator -- show ada@example.com --stage prod
With -s npm adds no lines of its own to what a script reads: npm run -s operator -- show ada@example.com --json

Exit codes: 0 done, 1 refused, 2 usage, 3 no credentials or AWS cannot be reached, 130 interrupted.`;
