import { join } from 'node:path';
import { freePort } from '../support/live-server.ts';
import { bootstrap, type Context, Deployment } from './deployment.ts';
import { type Edge, startEdge } from './edge.ts';
import { type Emulator, startEmulator } from './emulator.ts';
import { projectFolder } from './programs.ts';
import { virtualEnvironment } from './python.ts';

export const requirementsPath = join(import.meta.dirname, 'emulator/requirements.txt');

/** An emulated account into which the CDK can deploy. */
export interface Account {
  readonly emulator: Emulator;
  /** Of the virtual environment, with boto3. */
  readonly pythonPath: string;
  /** Where assemblies and logs go. */
  readonly folder: string;
}

/** A stage of it, with a way in for browsers. */
export interface Stage {
  readonly deployment: Deployment;
  readonly edge: Edge;
}

type Report = (line: string) => void;

/** Starts the emulator and bootstraps its account. @param name of the folder below `build/`. @throws Problem */
export async function openAccount(name: string, report: Report): Promise<Account> {
  const binFolder = await virtualEnvironment('ministack-venv', requirementsPath, report);
  const folder = join(projectFolder, 'build', name);
  const port = await freePort();
  report(`Starting MiniStack on port ${port}`);
  const emulator = await startEmulator({ port, binFolder, folder });
  report('cdk bootstrap');
  await bootstrap(emulator, folder);
  return { emulator, pythonPath: join(binFolder, 'python'), folder };
}

/** Prepares a stage whose site will answer on this port of localhost; nothing is deployed yet. */
export async function openStage(
  { emulator, folder }: Account,
  port: number,
  context: Context & { readonly stage: string },
): Promise<Stage> {
  const deployment = new Deployment({
    emulator,
    folder,
    // A stage with a domain has its origin there, and answers to programs alone on localhost.
    context: context['domain'] ? context : { ...context, publicOrigin: `http://localhost:${port}` },
  });
  const distributionDomain = () => deployment.outputs()['DistributionDomain'];
  const edge = await startEdge({ port, emulatorPort: emulator.port, distributionDomain });
  return { deployment, edge };
}
