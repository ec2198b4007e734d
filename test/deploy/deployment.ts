import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Emulator } from './emulator.ts';
import { type Ended, projectFolder, runOrFail } from './programs.ts';

/** The settings of a stage, as they are given to the CDK with `-c`. */
export type Context = Readonly<Record<string, string>>;

export interface DeploymentOptions {
  readonly emulator: Emulator;
  /** With `stage`. */
  readonly context: Context & { readonly stage: string };
  /** Where assemblies and the CDK's log go. */
  readonly folder: string;
}

/** A stage of the product in the emulator's account, deployed by the plain CDK CLI. */
export class Deployment {
  readonly #options: DeploymentOptions;

  constructor(options: DeploymentOptions) {
    this.#options = options;
    mkdirSync(options.folder, { recursive: true });
  }

  /** What every name of the stage begins with. */
  get prefix(): string {
    return `serverless-mfa-${this.#options.context.stage}`;
  }

  /** What it is deployed with. */
  get context(): Context {
    return this.#options.context;
  }

  /**
   * `cdk deploy --all`
   * @param project of which to deploy the stacks: this one, or another release of it. @throws Problem
   */
  deploy(project: string = projectFolder): Promise<Ended> {
    const outputs = ['--outputs-file', this.#outputsPath];
    return this.#cdk(project, 'deploy', '--all', '--require-approval', 'never', ...outputs);
  }

  /** `cdk destroy --all` @throws Problem */
  destroy(): Promise<Ended> {
    return this.#cdk(projectFolder, 'destroy', '--all', '--force');
  }

  /** The outputs of the service stack, as of the last deployment; none before the first. */
  outputs(): Readonly<Record<string, string>> {
    if (!existsSync(this.#outputsPath)) return {};
    const all = JSON.parse(readFileSync(this.#outputsPath, 'utf8')) as Record<string, Record<string, string>>;
    return all[`${this.prefix}-service`] ?? {};
  }

  get #outputsPath(): string {
    return join(this.#options.folder, `outputs-${this.#options.context.stage}.json`);
  }

  #cdk(project: string, ...parameters: string[]): Promise<Ended> {
    const { emulator, context, folder } = this.#options;
    const settings = Object.entries(context).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    return cdk(emulator, project, folder, [
      ...parameters,
      ...settings,
      '--output',
      join(folder, `assembly-${context.stage}`),
    ]);
  }
}

/** `cdk bootstrap`, which an account needs once. @throws Problem */
export function bootstrap(emulator: Emulator, folder: string): Promise<Ended> {
  mkdirSync(folder, { recursive: true });
  return cdk(emulator, projectFolder, folder, ['bootstrap', emulator.accountAndRegion]);
}

function cdk(
  { environment }: Emulator,
  project: string,
  folder: string,
  parameters: readonly string[],
): Promise<Ended> {
  return runOrFail(join(project, 'node_modules/.bin/cdk'), [...parameters, '--ci', '--no-color'], {
    cwd: project,
    environment,
    logPath: join(folder, 'cdk.log'),
  });
}
