import { awsEnvironment, type Emulators } from '../emulators/index.ts';
import type { LambdaFunction } from '../template/functions.ts';
import { type FunctionLog, FunctionWorker, type Outcome } from './function-worker.ts';

export type { FunctionLog, Outcome } from './function-worker.ts';

/** The functions of the template, each in its own worker, which starts at its first request. */
export class FunctionPool {
  readonly #functions: ReadonlyMap<string, LambdaFunction>;
  readonly #emulators: Pick<Emulators, 'dynamodb' | 'kms' | 'ses'>;
  readonly #log: FunctionLog;
  readonly #workers = new Map<string, FunctionWorker>();

  constructor(
    functions: readonly LambdaFunction[],
    emulators: Pick<Emulators, 'dynamodb' | 'kms' | 'ses'>,
    log: FunctionLog,
  ) {
    this.#functions = new Map(functions.map((it) => [it.arn, it]));
    this.#emulators = emulators;
    this.#log = log;
  }

  /** @throws Error if no function has the ARN. */
  invoke(functionArn: string, event: unknown): Promise<Outcome> {
    return this.#usableWorker(functionArn).invoke(event);
  }

  /** Starts the worker of a function, so that its first request does not wait for the import of the module. */
  warm(functionArn: string): void {
    this.#usableWorker(functionArn);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#workers.values()].map((worker) => worker.close()));
  }

  #usableWorker(functionArn: string): FunctionWorker {
    const running = this.#workers.get(functionArn);
    if (running?.isUsable) return running;
    const lambda = this.#functions.get(functionArn);
    if (!lambda) throw new Error(`There is no function ${functionArn}.`);
    const worker = new FunctionWorker(lambda, this.#environmentOf(lambda), this.#log);
    this.#workers.set(functionArn, worker);
    return worker;
  }

  #environmentOf({ logicalID, name, memoryMegabytes, environment }: LambdaFunction): Record<string, string> {
    return {
      ...awsEnvironment(this.#emulators, logicalID),
      AWS_LAMBDA_FUNCTION_NAME: name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMegabytes),
      // Keeps the developer's own AWS configuration, and the warning about the version of Node, away from the functions.
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      ...environment,
    };
  }
}
