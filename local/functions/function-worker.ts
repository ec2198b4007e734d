import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import type { LambdaFunction } from '../template/functions.ts';

/** How an invocation ended, as far as API Gateway distinguishes it. */
export type Outcome =
  | { readonly kind: 'answered'; readonly answer: unknown }
  | { readonly kind: 'failed' }
  | { readonly kind: 'timed-out' };

/** @param level `quiet` for ordinary log lines of a function, `loud` for warnings and errors. */
export type FunctionLog = (functionName: string, level: 'quiet' | 'loud', line: string) => void;

type Message = Reply | { readonly isLoaded: true };

interface Reply {
  readonly id: number;
  readonly answer?: string;
  readonly error?: string;
}

const script = new URL('./worker.mjs', import.meta.url);

/** A function's worker_thread. Its invocations run concurrently. */
export class FunctionWorker {
  readonly #function: LambdaFunction;
  readonly #log: FunctionLog;
  readonly #worker: Worker;
  readonly #pending = new Map<number, (outcome: Outcome) => void>();
  readonly #loaded: Promise<void>;
  #setLoaded: () => void = () => undefined;
  #invocations = 0;
  #isRetired = false;

  constructor(lambda: LambdaFunction, environment: Readonly<Record<string, string>>, log: FunctionLog) {
    this.#function = lambda;
    this.#log = log;
    this.#worker = new Worker(script, {
      env: environment,
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: lambda.memoryMegabytes },
      workerData: {
        modulePath: lambda.modulePath,
        handlerName: lambda.handlerName,
        functionName: lambda.name,
        functionArn: lambda.arn,
        memoryMegabytes: lambda.memoryMegabytes,
      },
    });
    this.#loaded = new Promise((resolve) => {
      this.#setLoaded = resolve;
    });
    this.#worker.on('message', (message: Message) =>
      'isLoaded' in message ? this.#setLoaded() : this.#onReply(message),
    );
    this.#worker.on('error', (error) => this.#log(lambda.name, 'loud', String(error.stack ?? error)));
    this.#worker.on('exit', () => this.#onExit());
    createInterface(this.#worker.stdout).on('line', (line) => log(lambda.name, levelOf(line), line));
    createInterface(this.#worker.stderr).on('line', (line) => log(lambda.name, 'loud', line));
  }

  /** Whether it accepts invocations: it has neither crashed nor timed out. */
  get isUsable(): boolean {
    return !this.#isRetired;
  }

  invoke(event: unknown): Promise<Outcome> {
    this.#invocations += 1;
    const id = this.#invocations;
    const { timeoutMilliseconds } = this.#function;
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout | undefined;
      this.#pending.set(id, (outcome) => {
        clearTimeout(timer);
        this.#pending.delete(id);
        resolve(outcome);
      });
      void this.#loaded.then(() => {
        timer = setTimeout(() => this.#onTimeout(id), timeoutMilliseconds);
        this.#worker.postMessage({
          id,
          event: JSON.stringify(event),
          requestID: randomUUID(),
          deadlineAt: Date.now() + timeoutMilliseconds,
        });
      });
    });
  }

  async close(): Promise<void> {
    this.#isRetired = true;
    await this.#worker.terminate();
  }

  #onReply({ id, answer, error }: Reply): void {
    if (error !== undefined) this.#log(this.#function.name, 'loud', error);
    const outcome: Outcome =
      answer === undefined ? { kind: 'failed' } : { kind: 'answered', answer: JSON.parse(answer) };
    this.#pending.get(id)?.(outcome);
    this.#endIfIdle();
  }

  /** Lambda stops an invocation that timed out. Here its worker is stopped as soon as its other invocations have ended. */
  #onTimeout(id: number): void {
    this.#isRetired = true;
    const seconds = (this.#function.timeoutMilliseconds / 1000).toFixed(2);
    this.#log(this.#function.name, 'loud', `Task timed out after ${seconds} seconds`);
    this.#pending.get(id)?.({ kind: 'timed-out' });
    this.#endIfIdle();
  }

  #endIfIdle(): void {
    if (this.#isRetired && this.#pending.size === 0) void this.#worker.terminate();
  }

  #onExit(): void {
    this.#isRetired = true;
    for (const settle of [...this.#pending.values()]) settle({ kind: 'failed' });
  }
}

function levelOf(line: string): 'quiet' | 'loud' {
  return /"level":\s*"(warn|warning|error|critical|fatal)"/i.test(line) ? 'loud' : 'quiet';
}
