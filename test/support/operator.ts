import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Output } from '../../cli/terminal/output.ts';
import { stageNames } from '../../lib/names.ts';
import { type ControlPlaneEmulator, startControlPlane } from '../../local/emulators/control-plane.ts';
import { openAws } from '../../operator/aws/clients.ts';
import type { Context } from '../../operator/context.ts';
import { stageOn } from '../../operator/stage.ts';
import { type Service, type ServiceOptions, startService } from './service.ts';
import { Terminal } from './terminal.ts';

export const stage = 'test';
export const who = 'arn:aws:iam::000000000000:user/local';

/** A stage with the names of a deployed one, its steps and jobs, and the operator's commands on it. */
export interface OperatedService extends Service {
  readonly controlPlane: ControlPlaneEmulator;
  /** What a command runs with, and the clock of the test. */
  context(output: Output, more?: Partial<Context>): Promise<Context>;
  /** A command as a process of its own, with the machine's clock. */
  command(words: readonly string[], environment?: Record<string, string>): Promise<Outcome>;
  /** The same on a terminal. */
  terminal(words: readonly string[]): Terminal;
}

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Keeps what a command says. */
export class Recorded extends Output {
  readonly lines: string[] = [];
  readonly notes: string[] = [];
  readonly values: unknown[] = [];
  constructor(isJson = true) {
    super(isJson, {});
  }
  override json(value: unknown): void {
    // As a script reads it.
    this.values.push(JSON.parse(JSON.stringify(value)));
  }
  override line(text: string): void {
    this.lines.push(text);
  }
  override note(text: string): void {
    this.notes.push(text);
  }
}

export async function startOperatedService(
  options: Pick<ServiceOptions, 'authorize' | 'conflicts' | 'meter'> = {},
): Promise<OperatedService> {
  const names = stageNames(stage);
  let metered: string | undefined;
  const meter = async (endpoint: string) => {
    metered = (await options.meter?.(endpoint)) ?? endpoint;
    return metered;
  };
  const service = await startService({ ...options, meter, tablePrefix: names.prefix });
  const environment = service.host.environment as Record<string, string>;
  const describing = names.function('mfa/carry-out-resets');
  const { dynamodb, kms, ses } = service.emulators;
  const controlPlane = await startControlPlane({
    environments: new Map([[describing, environment]]),
    others: { dynamodb: metered ?? dynamodb.endpoint, kms: kms.endpoint, ses: ses.endpoint },
  });
  const environmentOfAws = { ...service.emulators.environment, AWS_ENDPOINT_URL: controlPlane.endpoint };
  return {
    ...service,
    controlPlane,
    context: async (output, more = {}) => {
      const aws = await openAws({ endpoint: controlPlane.endpoint });
      const confirm = async () => undefined;
      return { stage: stageOn(stage, service.host, aws), aws, output, who, confirm, ...more };
    },
    command: (words, more = {}) => runCommand('operator', words, { ...environmentOfAws, ...more }),
    terminal: (words) => {
      const home = {
        folder: projectFolder,
        environment: commandEnvironment({ ...environmentOfAws, TERM: 'xterm-256color' }),
      };
      return new Terminal(home, process.execPath, [...startWords('operator'), ...words]);
    },
    close: async () => {
      await controlPlane.close();
      await service.close();
    },
  };
}

/** What `npm run <name>` starts, and the project's folder, where it does. */
export const projectFolder = fileURLToPath(new URL('../..', import.meta.url));
export const startWords = (name: 'operator' | 'doctor' | 'diff') => [
  '--import',
  'tsx',
  fileURLToPath(new URL(`../../operator/${name}.ts`, import.meta.url)),
];

/** What a command finds in its environment: nothing of whoever runs the tests. */
export function commandEnvironment(more: Record<string, string>): Record<string, string> {
  const given = {
    PATH: process.env['PATH'] ?? '',
    HOME: '/nonexistent',
    AWS_EC2_METADATA_DISABLED: 'true',
    ...more,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
}

/** Runs `npm run <name> -- …` without npm and without a terminal; where a variable is empty it is not set. */
export async function runCommand(
  name: 'operator' | 'doctor' | 'diff',
  words: readonly string[],
  environment: Record<string, string>,
): Promise<Outcome> {
  const child = spawn(process.execPath, [...startWords(name), ...words], {
    cwd: projectFolder,
    env: commandEnvironment(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err };
}
