import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import type { FactorType } from '../contract/api.ts';
import { addAccount } from './account-program.ts';
import {
  addPages,
  collect,
  type Doing,
  type MakeCommand,
  refuseBlanks,
  seconds,
  yes,
} from './command-words.ts';
import type { Confirmable } from './confirmation.ts';
import type { Context, GlobalOptions } from './context.ts';
import { type Page, pages } from './dashboard-pages.ts';
import { factorTypes, typesToEnable } from './factor-words.ts';
import { addOrganizations } from './organization-program.ts';
import { texts } from './texts/index.ts';
import { version } from './version.ts';

/** The commands. What each of them does is loaded when it runs, so that `mfa --help` is fast. */
export function makeProgram(environment: Context['environment'], isJson = false): Command {
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
  // The failure is then printed as JSON.
  if (isJson) program.configureOutput({ outputError: () => undefined }).showHelpAfterError(false);
  addGlobalOptions(program);
  program.addHelpText('after', afterHelp);

  /** Turns a function that takes the context first into the action of a command. */
  const doing =
    <Parameters extends unknown[]>(work: (context: Context, ...parameters: Parameters) => Promise<void>) =>
    async (...given: unknown[]) => {
      const { makeContext } = await import('./context.ts');
      const context = makeContext(program.opts<GlobalOptions>(), environment);
      try {
        refuseBlanks(program.opts(), ...given.slice(0, -1));
        // Commander adds the command itself at the end.
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
  addAccounts(command(program, 'auth', texts.help.commands.auth), command, doing);
  addEnvironments(command(program, 'environments', texts.help.commands.environments), command, doing);
  addFactors(command(program, 'factors', texts.help.commands.factors), command, doing);
  addSessions(command(program, 'sessions', texts.help.commands.sessions), command, doing);
  addDevices(command(program, 'devices', texts.help.commands.devices), command, doing);
  addOrganizations(command(program, 'orgs', texts.help.commands.orgs), command, doing);
  addAccount(program, command, doing);
  addTools(program, command, doing);
  return program;
}

/** What does not change the account. */
function addTools(program: Command, command: MakeCommand, doing: Doing): void {
  addPages(command(program, 'events', texts.help.commands.events)).action(
    doing(async (context, options: { limit?: number; cursor?: string }) =>
      (await import('./commands/events.ts')).run(context, options),
    ),
  );
  addApi(command(program, 'api', texts.help.commands.api), doing);
  command(program, 'token', texts.help.commands.token)
    .requiredOption('--audience <url>', texts.help.options.audience)
    .action(
      doing(async (context, options: { audience: string }) =>
        (await import('./commands/token.ts')).run(context, options),
      ),
    );
  command(program, 'open', texts.help.commands.open)
    .addArgument(new Argument('[page]', texts.help.arguments.page).choices(Object.keys(pages)))
    .action(doing(async (context, page?: Page) => (await import('./commands/open.ts')).run(context, page)));
  command(program, 'help', texts.help.commands.help)
    .argument('[topic...]', texts.help.arguments.topic)
    .option('--man', texts.help.options.man)
    .action(
      doing(async ({ output }, topic: readonly string[], options: { man?: boolean }) => {
        const { helpOn, manualPage } = await import('./commands/help.ts');
        output.line(options.man ? manualPage(program) : helpOn(program, topic));
      }),
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
}

/** Below the list of the commands. */
function afterHelp(): string {
  const { topics, seeTopics } = texts.help;
  return `\n${topics.prompts.text}\n\n${seeTopics}`;
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

function addApi(api: Command, doing: Doing): void {
  api
    .addArgument(
      new Argument('<method>', methods.join(', ')).argParser((text) => {
        const method = text.toUpperCase();
        if (!methods.includes(method)) throw new InvalidArgumentError(methods.join(', '));
        return method;
      }),
    )
    .argument('<path>', texts.help.arguments.apiPath)
    .option('-f, --field <name=text>', texts.help.options.field, collect)
    .option('-F, --json-field <name=json>', texts.help.options.jsonField, collect)
    .option('--input <file>', texts.help.options.input)
    .action(
      doing(async (context, method: string, path: string, options: Record<string, never>) =>
        (await import('./commands/api.ts')).run(context, method, path, options),
      ),
    );
}

function addAccounts(auth: Command, command: MakeCommand, doing: Doing): void {
  const load = () => import('./commands/auth.ts');
  auth.action(doing(async (context) => (await load()).list(context)));
  command(auth, 'list', texts.help.commands.authList).action(
    doing(async (context) => (await load()).list(context)),
  );
  command(auth, 'switch', texts.help.commands.authSwitch)
    .argument('[email]', texts.help.arguments.switchEmail)
    .action(doing(async (context, email?: string) => (await load()).switchTo(context, email)));
}

function addGlobalOptions(program: Command): void {
  program
    .option('--server <url>', texts.help.options.server)
    .option('--json', texts.help.options.json)
    .option('--email <address>', texts.help.options.email)
    .option('--account <address>', texts.help.options.account)
    .addOption(new Option('--method <method>', texts.help.options.method).choices(factorTypes))
    .option('--password-stdin', texts.help.options.passwordStdin)
    .option('--otp-stdin', texts.help.options.otpStdin)
    .option('--otp-command <command>', texts.help.options.otpCommand)
    .addOption(new Option('--timeout <seconds>', texts.help.options.timeout).default(15).argParser(seconds))
    .option('--debug', texts.help.options.debug);
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
    .addArgument(new Argument('<type>', texts.help.arguments.factorType).choices(typesToEnable))
    .option('--name <name>', texts.help.options.name)
    .option('--no-preferred', texts.help.options.noPreferred)
    .action(
      doing(async (context, type: FactorType, options: { name?: string; preferred: boolean }) =>
        (await load()).enable(context, type, options),
      ),
    );
  command(factors, 'disable', texts.help.commands.factorsDisable)
    .argument('<factor>', texts.help.arguments.factor)
    .option(...yes())
    .action(
      doing(async (context, wanted: string, options: Confirmable) =>
        (await load()).disable(context, wanted, options),
      ),
    );
  command(factors, 'prefer', texts.help.commands.factorsPrefer)
    .argument('<factor>', texts.help.arguments.factor)
    .action(doing(async (context, wanted: string) => (await load()).prefer(context, wanted)));
  command(factors, 'rename', texts.help.commands.factorsRename)
    .argument('<factor>', texts.help.arguments.factor)
    .argument('<name>', texts.help.arguments.newName)
    .action(
      doing(async (context, wanted: string, name: string) => (await load()).rename(context, wanted, name)),
    );
  command(factors, 'recovery-codes', texts.help.commands.recoveryCodes)
    .option(...yes())
    .action(
      doing(async (context, options: Confirmable) =>
        (await load()).regenerateRecoveryCodes(context, options),
      ),
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
    .option(...yes())
    .action(
      doing(async (context, id: string | undefined, options: Confirmable & { others?: boolean }) =>
        (await load()).end(context, id, options),
      ),
    );
}

function addDevices(devices: Command, command: MakeCommand, doing: Doing): void {
  const load = () => import('./commands/devices.ts');
  devices.action(doing(async (context) => (await load()).list(context)));
  command(devices, 'list', texts.help.commands.devicesList).action(
    doing(async (context) => (await load()).list(context)),
  );
  command(devices, 'remove', texts.help.commands.devicesRemove)
    .argument('<id>', texts.help.arguments.deviceID)
    .action(doing(async (context, wanted: string) => (await load()).remove(context, wanted)));
}
