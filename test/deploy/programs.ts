import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

/** A person can do something about it; the message says what, without a stack. */
export class Problem extends Error {
  override name = 'Problem';
}

const started = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of started) endGroup(child);
});

const orphanCheckMilliseconds = 200;

/** Ends this process, and so all it started, on a signal, and when npm is gone, which hands signals on to its shell only. */
export function endWithStarter(exitCode: number): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => process.exit(exitCode));
  const parent = process.ppid;
  if (process.env['npm_lifecycle_event'] === undefined) return;
  setInterval(() => process.ppid !== parent && process.exit(exitCode), orphanCheckMilliseconds).unref();
}

/** Ends a program that was started here, and all that it started in turn. */
export function endGroup({ pid }: ChildProcess, signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // It has ended already.
  }
}

/** Starts a program as the head of a process group of its own, which ends with this process at the latest. */
export function start(program: string, parameters: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(program, parameters, { ...options, detached: true });
  started.add(child);
  child.once('exit', () => started.delete(child));
  return child;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly environment?: NodeJS.ProcessEnv;
  /** What the program says is added to this file. */
  readonly logPath?: string;
  /** Shows what the program says while it runs. */
  readonly show?: boolean;
}

export interface Ended {
  readonly code: number;
  /** Standard output and standard error, as they came. */
  readonly output: string;
  /** Standard output alone. */
  readonly answer: string;
}

/** Runs a program to its end. */
export function run(
  program: string,
  parameters: readonly string[],
  { cwd = projectFolder, environment = process.env, logPath, show = false }: RunOptions = {},
): Promise<Ended> {
  const child = start(program, parameters, { cwd, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const log = logPath === undefined ? undefined : createWriteStream(logPath, { flags: 'a' });
  let output = '';
  let answer = '';
  const take = (chunk: Buffer) => {
    output += chunk.toString();
    log?.write(chunk);
    if (show) process.stdout.write(chunk);
  };
  child.stdout?.on('data', (chunk: Buffer) => {
    answer += chunk.toString();
    take(chunk);
  });
  child.stderr?.on('data', take);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      log?.end();
      resolve({ code: code ?? 1, output, answer });
    });
  });
}

/** Runs a program that must succeed. @throws Problem with what it said, if it does not */
export async function runOrFail(
  program: string,
  parameters: readonly string[],
  options?: RunOptions,
): Promise<Ended> {
  const ended = await run(program, parameters, options);
  if (ended.code === 0) return ended;
  const said = options?.show ? '' : `:\n${ended.output.trimEnd().split('\n').slice(-40).join('\n')}`;
  throw new Problem(`${program} ${parameters.join(' ')} ended with ${ended.code}${said}`);
}
