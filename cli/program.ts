import { Argument, Command, Option } from 'commander';
import type { FactorType } from '../contract/api.ts';
import { type Doing, type MakeCommand, seconds, wholeNumber } from './command-words.ts';
import type { Context, GlobalOptions } from './context.ts';
import { factorTypes } from './factor-words.ts';
import { addOrganizations } from './organization-program.ts';
import { texts } from './texts/index.ts';
import { version } from './version.ts';

/** The commands. What each of them does is loaded when it runs, so that `mfa --help` is fast. */
export function makeProgram(environment: Context['environment']): Command {
  const program = new Command('mfa')
    .description(texts.help.description)
    .version(version, '-V, --version', texts.help.version)
    .helpOption('-h, --help', texts.help.help)
    .helpCommand(false)
    .configureHelp({
      showGlobalOptions: true,
      commandDescription: (command) => command.description(),
      styleTitle: (title) => texts.help.titles[title] ?? title,
    })
    .showHelpAfterError(texts.help.afterError)
    .exitOverride();
  addGlobalOptions(program);
  program.addHelpText('after', texts.help.after);

  /** Turns a function that takes the context first into the action of a command. */
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

  command(program, 'signin', texts.help.commands.signin).action(
    doing(async (context) => (await import('./commands/sign-in.ts')).run(context)),
  );
  command(program, 'signout', texts.help.commands.signout).action(
    doing(async (context) => (await import('./commands/sign-out.ts')).run(context)),
  );
  command(program, 'whoami', texts.help.commands.whoami).action(
    doing(async (context) => (await import('./commands/who-am-i.ts')).run(context)),
  );
  addEnvironments(command(program, 'environments', texts.help.commands.environments), command, doing);
  addFactors(command(program, 'factors', texts.help.commands.factors), command, doing);
  addSessions(command(program, 'sessions', texts.help.commands.sessions), command, doing);
  addOrganizations(command(program, 'orgs', texts.help.commands.orgs), command, doing);
  command(program, 'events', texts.help.commands.events)
    .option('--limit <number>', texts.help.options.limit, wholeNumber)
    .option('--cursor <cursor>', texts.help.options.cursor)
    .action(
      doing(async (context, options: { limit?: number; cursor?: string }) =>
        (await import('./commands/events.ts')).run(context, options),
      ),
    );
  const config = command(program, 'config', texts.help.commands.config).action(
    doing(async (context) => (await import('./commands/config.ts')).show(context)),
  );
  command(config, 'server', texts.help.commands.configServer)
    .argument('<url>', 'https://mfa.example.com')
    .action(
      doing(async (context, url: string) => (await import('./commands/config.ts')).setServer(context, url)),
    );
  command(program, 'doctor', texts.help.commands.doctor).action(
    doing(async (context) => (await import('./commands/doctor.ts')).run(context)),
  );
  command(program, 'completion', texts.help.commands.completion)
    .addArgument(new Argument('<shell>', texts.help.arguments.shell).choices(['bash', 'zsh', 'fish']))
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
    .option('--server <url>', texts.help.options.server)
    .option('--json', texts.help.options.json)
    .option('--email <address>', texts.help.options.email)
    .addOption(new Option('--method <method>', texts.help.options.method).choices(factorTypes))
    .option('--password-stdin', texts.help.options.passwordStdin)
    .option('--otp-stdin', texts.help.options.otpStdin)
    .addOption(new Option('--timeout <seconds>', texts.help.options.timeout).default(15).argParser(seconds));
}

function addEnvironments(environments: Command, command: MakeCommand, doing: Doing): void {
  const load = () => import('./commands/environments.ts');
  environments
    .argument('[id]', texts.help.arguments.environmentID)
    .action(doing(async (context, id?: string) => (await load()).run(context, id)));
  command(environments, 'list', texts.help.commands.environmentsList).action(
    doing(async (context) => (await load()).run(context)),
  );
  command(environments, 'create', texts.help.commands.environmentsCreate)
    .argument('<organization>', texts.help.arguments.organization)
    .argument('<name>', texts.help.arguments.environmentName)
    .action(
      doing(async (context, organization: string, name: string) =>
        (await load()).create(context, organization, name),
      ),
    );
}

function addFactors(factors: Command, command: MakeCommand, doing: Doing): void {
  const load = () => import('./commands/factors.ts');
  factors.action(doing(async (context) => (await load()).list(context)));
  command(factors, 'list', texts.help.commands.factorsList).action(
    doing(async (context) => (await load()).list(context)),
  );
  command(factors, 'enable', texts.help.commands.factorsEnable)
    .addArgument(new Argument('<type>', texts.help.arguments.factorType).choices(factorTypes))
    .option('--name <name>', texts.help.options.name)
    .option('--no-preferred', texts.help.options.noPreferred)
    .action(
      doing(async (context, type: FactorType, options: { name?: string; preferred: boolean }) =>
        (await load()).enable(context, type, options),
      ),
    );
  command(factors, 'disable', texts.help.commands.factorsDisable)
    .argument('<factor>', texts.help.arguments.factor)
    .action(doing(async (context, wanted: string) => (await load()).disable(context, wanted)));
  command(factors, 'prefer', texts.help.commands.factorsPrefer)
    .argument('<factor>', texts.help.arguments.factor)
    .action(doing(async (context, wanted: string) => (await load()).prefer(context, wanted)));
  command(factors, 'recovery-codes', texts.help.commands.recoveryCodes).action(
    doing(async (context) => (await load()).regenerateRecoveryCodes(context)),
  );
}

function addSessions(sessions: Command, command: MakeCommand, doing: Doing): void {
  const load = () => import('./commands/sessions.ts');
  sessions.action(doing(async (context) => (await load()).list(context)));
  command(sessions, 'list', texts.help.commands.sessionsList).action(
    doing(async (context) => (await load()).list(context)),
  );
  command(sessions, 'end', texts.help.commands.sessionsEnd)
    .argument('[id]', texts.help.arguments.sessionID)
    .option('--others', texts.help.options.others)
    .action(
      doing(async (context, id: string | undefined, options: { others?: boolean }) =>
        (await load()).end(context, id, options),
      ),
    );
}
