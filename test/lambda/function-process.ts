import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { LambdaFunction } from '../../local/template/functions.ts';
import { runtime } from './install.ts';
import { readFrames } from './log-frames.ts';
import { type Reply, RuntimeApi } from './runtime-api.ts';

/** A line in the log group of a function. */
export interface LogLine {
  readonly functionName: string;
  /** `console`: through the runtime, which wraps it; `output`: what the function wrote to its output itself. */
  readonly from: 'console' | 'output' | 'errors';
  readonly text: string;
}

export interface FunctionProcessOptions {
  readonly lambda: LambdaFunction;
  /** Where AWS is, and the credentials of the role. */
  readonly aws: Readonly<Record<string, string>>;
  /** The file with the time of the test. */
  readonly clockPath: string;
  readonly log: (line: LogLine) => void;
}

/** One execution environment of a function: AWS's runtime with the bundle, which gets one event after the other. */
export class FunctionProcess {
  readonly #options: FunctionProcessOptions;
  readonly #api: RuntimeApi;
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  #last: Promise<unknown> = Promise.resolve();
  /** The most memory that it has used so far. */
  peakMegabytes = 0;
  /** Whether it crashed or was stopped. */
  hasEnded = false;

  private constructor(options: FunctionProcessOptions, api: RuntimeApi) {
    this.#options = options;
    this.#api = api;
    const { lambda, log } = options;
    const clock = join(import.meta.dirname, 'runtime/clock.mjs');
    this.#child = spawn(
      runtime.node,
      [`--max-old-space-size=${Math.floor(lambda.memoryMegabytes * 0.9)}`, '--import', clock, runtime.client],
      {
        cwd: dirname(lambda.modulePath),
        env: this.#environment(),
        stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      },
    );
    const { stdout, stderr, stdio } = this.#child;
    const take = (from: LogLine['from']) => (text: string) => log({ functionName: lambda.name, from, text });
    if (stdout) createInterface(stdout).on('line', take('output'));
    if (stderr) createInterface(stderr).on('line', take('errors'));
    readFrames(stdio[3] as Readable, take('console'));
    this.#ended = new Promise((resolve) => {
      // When its output has been read as well.
      this.#child.once('close', (code) => {
        this.hasEnded = true;
        api.fail(`the process of ${lambda.name} ended with ${code}`);
        resolve();
      });
    });
  }

  /** Starts it, and waits until the runtime has loaded the handler. @throws Error if it cannot */
  static async start(options: FunctionProcessOptions): Promise<FunctionProcess> {
    const api = await RuntimeApi.open();
    const started = new FunctionProcess(options, api);
    await api.ready;
    return started;
  }

  /** Invokes the function when it has done what it was asked before. @param now epoch milliseconds */
  invoke(event: unknown, now: number): Promise<Reply> {
    const run = this.#last.then(() => this.#invoke(event, now));
    this.#last = run;
    return run;
  }

  /** Ends it when it has done what it was asked. */
  async stop(): Promise<void> {
    await this.#last;
    this.#child.kill('SIGKILL');
    await this.#ended;
    await this.#api.close();
  }

  async #invoke(event: unknown, now: number): Promise<Reply> {
    const { arn, timeoutMilliseconds } = this.#options.lambda;
    // It asks for the next event after it has answered.
    await this.#api.idle();
    const timer = setTimeout(() => {
      this.#api.fail(`Task timed out after ${(timeoutMilliseconds / 1000).toFixed(2)} seconds`);
      this.hasEnded = true;
      this.#child.kill('SIGKILL');
    }, timeoutMilliseconds);
    const deadlineAt = now + timeoutMilliseconds;
    const reply = await this.#api.invoke(event, { requestID: randomUUID(), functionArn: arn, deadlineAt });
    clearTimeout(timer);
    this.peakMegabytes = Math.max(this.peakMegabytes, peakOf(this.#child.pid));
    return reply;
  }

  /** What Lambda sets: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
  #environment(): NodeJS.ProcessEnv {
    const { lambda, aws, clockPath } = this.#options;
    return {
      TZ: ':UTC',
      LANG: 'en_US.UTF-8',
      PATH: '/usr/local/bin:/usr/bin:/bin',
      AWS_LAMBDA_RUNTIME_API: this.#api.address,
      AWS_EXECUTION_ENV: `AWS_Lambda_${lambda.runtime}`,
      AWS_LAMBDA_FUNCTION_NAME: lambda.name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(lambda.memoryMegabytes),
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${lambda.name}`,
      AWS_LAMBDA_LOG_STREAM_NAME: '2026/11/24/[$LATEST]0123456789abcdef',
      AWS_LAMBDA_LOG_FORMAT: lambda.logFormat,
      AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
      AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000',
      LAMBDA_TASK_ROOT: dirname(lambda.modulePath),
      LAMBDA_RUNTIME_DIR: dirname(runtime.client),
      _HANDLER: lambda.handler,
      _LAMBDA_TELEMETRY_LOG_FD: '3',
      ...aws,
      AWS_DEFAULT_REGION: aws['AWS_REGION'],
      AWS_SESSION_TOKEN: 'the token of a role',
      ...lambda.environment,
      TEST_CLOCK: clockPath,
    };
  }
}

/** The most memory that a process has used so far, where Linux tells it. */
function peakOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
