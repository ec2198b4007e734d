import { Argument, Command, Option } from 'commander';
import type { FactorType } from '../contract/api.ts';
import { type Doing, type MakeCommand, seconds, wholeNumber } from './command-words.ts';
import type { Context, GlobalOptions } from './context.ts';
import { factorTypes } from './factor-words.ts';
import { addOrganizations } from './organization-program.ts';
import { version } from './version.ts';

/** The commands. What each of them does is loaded when it is asked for, so that `mfa --help` need not wait. */
export function makeProgram(environment: Context['environment']): Command {
  const program = new Command('mfa')
    .description(
      'Sign in with multi-factor authentication, and look after your account and organizations. A command that needs a session asks for your credentials when there is none.',
    )
    .version(version, '-V, --version', 'the version')
    .helpOption('-h, --help', 'how to use it')
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true, commandDescription: (command) => command.description() })
    .showHelpAfterError('(add --help for how to use it)')
    .exitOverride();
  addGlobalOptions(program);
  program.addHelpText('after', help);

  /** A command that is given its context first. */
  const doing =
    <Parameters extends unknown[]>(work: (context: Context, ...parameters: Parameters) => Promise<void>) =>
    async (...given: unknown[]) => {
      const { makeContext } = await import('./context.ts');
      const context = makeContext(program.opts<GlobalOptions>(), environment);
      // Commander adds the command itself at the end.
      try {
        await work(context, ...(given.slice(0, -1) as Parameters));
      } finally {
        context.answers.close();
      }
    };
  const command = (parent: Command, name: string, summary: string) =>
    parent.command(name).summary(summary).description(`${summary}.`).helpCommand(false);

  command(program, 'signin', 'Sign in and keep the session').action(
    doing(async (context) => (await import('./commands/sign-in.ts')).run(context)),
  );
  command(program, 'signout', 'End the session and forget it').action(
    doing(async (context) => (await import('./commands/sign-out.ts')).run(context)),
  );
  command(program, 'whoami', 'Show who is signed in, how and until when').action(
    doing(async (context) => (await import('./commands/who-am-i.ts')).run(context)),
  );
  addEnvironments(
    command(program, 'environments', 'List the environments of your organizations, or show one; create one'),
    command,
    doing,
  );
  addFactors(command(program, 'factors', 'List your factors; enable, disable or prefer one'), command, doing);
  addSessions(command(program, 'sessions', 'List your sessions; end them'), command, doing);
  addOrganizations(
    command(program, 'orgs', 'List your organizations; look after them and what they require'),
    command,
    doing,
  );
  command(program, 'events', 'List the security events of your account, newest first')
    .option('--limit <number>', 'how many, 1 to 100', wholeNumber)
    .option('--cursor <cursor>', 'go on after a page')
    .action(
      doing(async (context, options: { limit?: number; cursor?: string }) =>
        (await import('./commands/events.ts')).run(context, options),
      ),
    );
  const config = command(program, 'config', 'Show which server is used; choose it').action(
    doing(async (context) => (await import('./commands/config.ts')).show(context)),
  );
  command(config, 'server', 'Choose the server')
    .argument('<url>', 'https://mfa.example.com')
    .action(
      doing(async (context, url: string) => (await import('./commands/config.ts')).setServer(context, url)),
    );
  command(program, 'doctor', 'Check the server, the clock and the session').action(
    doing(async (context) => (await import('./commands/doctor.ts')).run(context)),
  );
  command(program, 'completion', 'Print a completion script for a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(['bash', 'zsh', 'fish']))
    .action(
      doing(async ({ output }, shell: string) => {
        const { completionScript } = await import('./commands/completion.ts');
        output.line(completionScript(shell, program).trimEnd());
      }),
    );
  return program;
}

function addGlobalOptions(program: Command): void {
  program
    .option('--server <url>', 'the server for this command (or MFA_SERVER)')
    .option('--json', 'answer in JSON')
    .option('--email <address>', 'the address to sign in with, if it comes to that')
    .addOption(
      new Option('--method <method>', 'the method for this sign-in, if it comes to that').choices(
        factorTypes,
      ),
    )
    .option('--password-stdin', 'read the password as a line of stdin')
    .option('--otp-stdin', 'read the one-time password as a line of stdin, after that of the password')
    .addOption(
      new Option('--timeout <seconds>', 'how long to wait for the server').default(15).argParser(seconds),
    );
}

function addEnvironments(environments: Command, command: MakeCommand, doing: Doing): void {
  const load = () => import('./commands/environments.ts');
  environments
    .argument('[id]', 'the id of one environment')
    .action(doing(async (context, id?: string) => (await load()).run(context, id)));
  command(environments, 'list', 'List the environments of your organizations').action(
    doing(async (context) => (await load()).run(context)),
  );
  command(environments, 'create', 'Create an environment of an organization')
    .argument('<organization>', 'its id or name')
    .argument('<name>', 'a name for the environment')
    .action(
      doing(async (context, organization: string, name: string) =>
        (await load()).create(context, organization, name),
      ),
    );
}

function addFactors(factors: Command, command: MakeCommand, doing: Doing): void {
  const load = () => import('./commands/factors.ts');
  factors.action(doing(async (context) => (await load()).list(context)));
  command(factors, 'list', 'List your factors').action(
    doing(async (context) => (await load()).list(context)),
  );
  command(factors, 'enable', 'Enable a factor')
    .addArgument(new Argument('<type>', 'the kind of factor').choices(factorTypes))
    .option('--name <name>', 'a name for it')
    .option('--no-preferred', 'leave the preferred factor as it is')
    .action(
      doing(async (context, type: FactorType, options: { name?: string; preferred: boolean }) =>
        (await load()).enable(context, type, options),
      ),
    );
  command(factors, 'disable', 'Disable a factor')
    .argument('<factor>', 'its id, its name, or its type')
    .action(doing(async (context, wanted: string) => (await load()).disable(context, wanted)));
  command(factors, 'prefer', 'Make a factor the preferred one')
    .argument('<factor>', 'its id, its name, or its type')
    .action(doing(async (context, wanted: string) => (await load()).prefer(context, wanted)));
  command(factors, 'recovery-codes', 'Make ten new recovery codes; the old ones are dead').action(
    doing(async (context) => (await load()).regenerateRecoveryCodes(context)),
  );
}

function addSessions(sessions: Command, command: MakeCommand, doing: Doing): void {
  const load = () => import('./commands/sessions.ts');
  sessions.action(doing(async (context) => (await load()).list(context)));
  command(sessions, 'list', 'List your sessions').action(
    doing(async (context) => (await load()).list(context)),
  );
  command(sessions, 'end', 'End a session, or all others')
    .argument('[id]', 'the id, or the beginning of it')
    .option('--others', 'end all sessions but this one')
    .action(
      doing(async (context, id: string | undefined, options: { others?: boolean }) =>
        (await load()).end(context, id, options),
      ),
    );
}

const help = `
At the question for a token: r and Enter has a mailed code sent again. A recovery code does in place of a token.

Environment:
  MFA_SERVER  the server, if --server does not say it
  MFA_TOKEN   the token of a session, in place of the stored one
  NO_COLOR    no colours

Exit codes: 0 done, 1 refused, 2 usage, 3 the server cannot be reached, 4 an organization requires a factor
first, 130 interrupted.`;
