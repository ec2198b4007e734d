import { Command, InvalidArgumentError } from 'commander';
import type { AddOptions } from './commands/apps.ts';
import type { DeleteOptions } from './commands/delete.ts';
import type { ResetOptions } from './commands/reset-factors.ts';
import type { ExportOptions } from './commands/tables.ts';
import type { UnlockOptions } from './commands/unlock.ts';
import type { Context } from './context.ts';

/** The options that choose a deployment and the credentials for it. */
export interface DeploymentOptions {
  readonly stage: string;
  readonly region?: string;
  readonly profile?: string;
}

/** The options that every command takes. */
export interface GlobalOptions extends DeploymentOptions {
  readonly json?: boolean;
  readonly yes?: boolean;
}

/** Opens the stage that the options choose, and does the work of a command on it. */
export type RunOnStage = (options: GlobalOptions, work: (context: Context) => Promise<void>) => Promise<void>;

/** The operator's commands. The code of a command is loaded when it runs. */
export function makeProgram(runOnStage: RunOnStage): Command {
  const program = new Command('operator')
    .description(
      "Help the users of a deployed stage, with your own AWS credentials. Every change is mailed to the user and recorded with your name in the account's security log and in the operators' log.",
    )
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true, commandDescription: (command) => command.description() })
    .showHelpAfterError('(add --help for help)')
    .addHelpText('after', help)
    .exitOverride();
  addDeploymentOptions(program)
    .option('--json', 'print JSON')
    .option('--yes', 'make changes without asking for confirmation');
  const command = (name: string, summary: string) =>
    program.command(name).summary(summary).description(`${summary}.`).helpCommand(false);
  const run = (work: (context: Context) => Promise<void>) => runOnStage(program.opts<GlobalOptions>(), work);

  command('show', 'Show an account: factors, locks, organizations, sessions, security log')
    .argument('<email>', 'the email address of the account')
    .action((email: string) =>
      run(async (context) => (await import('./commands/show.ts')).run(context, email)),
    );
  command('unlock', 'Clear the wrong codes of an account, and send mail to it again')
    .argument('<email>', 'the email address of the account')
    .option('--reason <text>', 'the reason, for the log and the mail')
    .action((email: string, options: UnlockOptions) =>
      run(async (context) => (await import('./commands/unlock.ts')).run(context, email, options)),
    );
  command(
    'reset-factors',
    'Remove all factors of an account, 24 hours after a mail with which the user can cancel it',
  )
    .argument('<email>', 'the email address of the account')
    .option('--now', 'remove them immediately; the user cannot cancel it')
    .option('--withdraw', 'withdraw the reset that is waiting')
    .option('--reason <text>', 'the reason, for the log and the mail; required with --now')
    .action((email: string, options: ResetOptions) =>
      run(async (context) => (await import('./commands/reset-factors.ts')).run(context, email, options)),
    );
  command('log', 'List what operators did, newest first')
    .option('--limit <number>', 'how many entries, 1 to 1000', wholeNumber, 50)
    .action(({ limit }: { limit: number }) =>
      run(async (context) => (await import('./commands/log.ts')).run(context, limit)),
    );
  command('delete', 'Delete an account at once, for a request by law')
    .argument('<email>', 'the email address of the account')
    .requiredOption('--reason <text>', "the reason, for the operators' log; without the name of the person")
    .action((email: string, options: DeleteOptions) =>
      run(async (context) => (await import('./commands/delete.ts')).run(context, email, options)),
    );
  command('export', 'Print what is stored about a user, or write the tables to a folder')
    .argument('<email or folder>', 'the email address of an account, or a new or empty folder')
    .option('--suffix <text>', 'what to append to the table names, to export tables restored beside them')
    .action((folder: string, options: ExportOptions) =>
      run(async (context) =>
        isEmailAddress(folder)
          ? (await import('./commands/export-account.ts')).run(context, folder)
          : (await import('./commands/tables.ts')).exportTables(context, folder, options),
      ),
    );
  command('import', 'Write exported rows into the tables unless they exist there, and end all sessions')
    .argument('<folder>', 'a folder that export wrote')
    .action((folder: string) =>
      run(async (context) => (await import('./commands/tables.ts')).importTables(context, folder)),
    );
  addAppCommands(command('apps', 'Register apps, for which users can get tokens, and remove them'), run);
  return program;
}

/** An argument with a slash is a folder, whatever else is in it. */
const isEmailAddress = (text: string) => text.includes('@') && !/[/\\]/.test(text);

function addAppCommands(
  apps: Command,
  run: (work: (context: Context) => Promise<void>) => Promise<void>,
): void {
  const command = (name: string, summary: string) =>
    apps.command(name).summary(summary).description(`${summary}.`).helpCommand(false);
  const load = () => import('./commands/apps.ts');
  command('add', 'Register an app')
    .requiredOption('--name <text>', 'its name, as users know it')
    .requiredOption('--audience <text>', 'what its tokens are for, usually the URL of its API')
    .option(
      '--redirect-uri <uri>',
      'where browsers go after a sign-in to the app; can be repeated',
      (uri: string, before: readonly string[] = []) => [...before, uri],
    )
    .option('--confidential', 'the app runs on a server: it gets a secret, which is shown once')
    .action((options: AddOptions) => run(async (context) => (await load()).add(context, options)));
  command('list', 'List the registered apps').action(() =>
    run(async (context) => (await load()).list(context)),
  );
  command('show', 'Show an app, and what verifies its tokens')
    .argument('<id>', 'the id of the app')
    .action((id: string) => run(async (context) => (await load()).show(context, id)));
  command('rotate-secret', 'Give a confidential app another secret')
    .argument('<id>', 'the id of the app')
    .action((id: string) => run(async (context) => (await load()).rotateSecret(context, id)));
  command('remove', 'Remove an app; tokens for it expire within five minutes')
    .argument('<id>', 'the id of the app')
    .action((id: string) => run(async (context) => (await load()).remove(context, id)));
}

export function addDeploymentOptions(command: Command): Command {
  return command
    .option('--stage <name>', 'the stage', stageName, 'dev')
    .option('--region <name>', 'its AWS region (default: AWS_REGION, or the region of the profile)')
    .option('--profile <name>', 'the AWS profile (default: AWS_PROFILE)');
}

function stageName(text: string): string {
  if (!/^[a-z][a-z0-9]{0,11}$/.test(text))
    throw new InvalidArgumentError(
      'It must be 1 to 12 lower-case letters and digits, beginning with a letter: dev, prod.',
    );
  return text;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,4}$/.test(text) || Number(text) < 1 || Number(text) > 1000)
    throw new InvalidArgumentError('It must be a whole number from 1 to 1000.');
  return Number(text);
}

const help = `
npm needs two dashes before the arguments: npm run operator -- show ada@example.com --stage prod
In scripts, -s keeps npm's own output away: npm run -s operator -- show ada@example.com --json

Exit codes: 0 done, 1 refused, 2 usage, 3 no valid credentials or AWS cannot be reached, 130 interrupted.`;
