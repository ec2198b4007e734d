/** `npm start`: the whole service on this machine. */
import { fileURLToPath } from 'node:url';
import { BuildFailedError, buildAssembly } from './assembly-build.ts';
import { DataFolder, DataFolderError } from './data-folder.ts';
import { checkPort, PortInUseError } from './gateway/index.ts';
import { help, OptionsError, readOptions, type StartOptions } from './options.ts';
import type { LocalRun } from './run.ts';
import { demoAccounts } from './seed.ts';
import { TemplateError } from './template/index.ts';

const orphanCheckMilliseconds = 200;
/** The time since the process started. */
const seconds = () => `${(performance.now() / 1000).toFixed(1)} s`;

/** @throws as startLocalRun does. */
async function start({ port, dataFolder }: StartOptions): Promise<LocalRun> {
  await checkPort(port);
  console.log('Building ...');
  const assembly = buildAssembly(port);
  assembly.catch(() => undefined);
  // The SDK's notice about old versions of Node concerns production, where the template chooses the version.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  // Loaded while the build runs in its own process.
  const { startLocalRun } = await import('./run.ts');
  return startLocalRun({
    port,
    assembly,
    ...(dataFolder !== undefined && { dataFolder: new DataFolder(dataFolder) }),
    report: (line) => console.error(line),
    progress: (text) => console.log(text),
  });
}

function readyText({ url, inboxUrl, awsEndpoint }: LocalRun, { dataFolder }: StartOptions): string {
  const accounts = demoAccounts.map(
    ({ email, name, password }) => `  ${email.padEnd(20)}${password.padEnd(26)}${name}`,
  );
  return [
    '',
    `Dashboard and API   ${url}`,
    `Inbox               ${inboxUrl} (every mail that the service sends)`,
    `Operator's AWS      ${awsEndpoint} (docs/local-run.md)`,
    `Accounts are kept   ${dataFolder === undefined ? 'until it ends' : `in ${dataFolder}`}`,
    '',
    'Demo accounts, with their first passwords:',
    ...accounts,
    '',
    `Open ${url}/account/mfa/activate first, as member@example.com: the guide begins there.`,
    'Use Chrome, Edge or Firefox: Safari refuses the cookie of a session at http://localhost.',
    '',
    `Ready after ${seconds()}. Ctrl-C ends it.`,
  ].join('\n');
}

/** What to do about an error, in one line; undefined for a bug. */
function advice(error: unknown, { port }: StartOptions): string | undefined {
  if (error instanceof PortInUseError)
    return `Port ${port} is in use: stop the program that uses it, or choose another port with --port.`;
  if (error instanceof DataFolderError) return error.message;
  if (error instanceof BuildFailedError)
    return `${error.message}\nThe build failed: fix the errors above and start again.`;
  if (error instanceof TemplateError) return `The CDK app cannot be run on this machine: ${error.message}`;
  return undefined;
}

/** npm sends signals to the shell in which it started this process, but not to this process, so it ends when that shell is gone. */
function endWithNpm(): void {
  const parent = process.ppid;
  if (process.env['npm_lifecycle_event'] !== 'start') return;
  setInterval(() => process.ppid !== parent && process.exit(0), orphanCheckMilliseconds).unref();
}

async function main(): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(0));
  endWithNpm();
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(help);
    return;
  }
  try {
    const run = await start(options);
    console.log(readyText(run, options));
    run.warm();
  } catch (error) {
    console.error(advice(error, options) ?? error);
    process.exit(1);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await main().catch((error: unknown) => {
    if (!(error instanceof OptionsError)) throw error;
    console.error(`npm start: ${error.message}. See npm start -- --help.`);
    process.exit(2);
  });
