import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../../lib/app.ts';
import { stageNames } from '../../lib/names.ts';
import { awsEnvironment } from '../../local/emulators/index.ts';
import { Iam } from '../../local/iam.ts';
import type { LambdaFunction } from '../../local/template/functions.ts';
import { readModel } from '../../local/template/index.ts';
import { type Invoke, origin, type Service, startService } from '../support/service.ts';
import { FunctionProcess, type LogLine } from './function-process.ts';
import type { Reply } from './runtime-api.ts';

const stage = 'test';
/** The processes that are kept; the one that was idle for longest ends first. */
const mostProcesses = 24;

/** The service as its template declares it, each function under AWS's runtime. */
export interface LambdaService extends Service {
  /** The function of an operation or a job. */
  functionOf(name: string): LambdaFunction;
  /** The lines that the functions have logged so far. */
  readonly lines: readonly LogLine[];
  /** The most memory that a function has used so far, by its name. */
  readonly peaks: ReadonlyMap<string, number>;
  /** How an invocation ends, with what the runtime posts. */
  readonly invoke: (name: Parameters<Invoke>[0], event: unknown) => Promise<Reply>;
}

/** Keeps the functions' processes, and starts them as they are needed. */
class Processes {
  readonly lines: LogLine[] = [];
  readonly peaks = new Map<string, number>();
  readonly #running = new Map<string, Promise<FunctionProcess>>();
  readonly #changed = new Map<string, Readonly<Record<string, string>>>();
  readonly #ended: Promise<void>[] = [];
  readonly #folder = mkdtempSync(join(tmpdir(), 'lambda-'));
  readonly #clockPath = join(this.#folder, 'now');

  async invoke(
    lambda: LambdaFunction,
    { clock, emulators }: Pick<Service, 'clock' | 'emulators'>,
    event: unknown,
  ): Promise<Reply> {
    this.#setClock(clock.now);
    const aws = awsEnvironment(emulators, lambda.logicalID);
    const running =
      this.#running.get(lambda.name) ??
      FunctionProcess.start({
        lambda: { ...lambda, environment: { ...lambda.environment, ...this.#changed.get(lambda.name) } },
        aws,
        clockPath: this.#clockPath,
        log: (line) => void this.lines.push(line),
      });
    // The last one in the map is the one that was used last.
    this.#running.delete(lambda.name);
    this.#running.set(lambda.name, running);
    await this.#endOldest();
    const process = await running;
    const reply = await process.invoke(event, clock.now);
    this.peaks.set(lambda.name, Math.max(this.peaks.get(lambda.name) ?? 0, process.peakMegabytes));
    if (process.hasEnded) this.#running.delete(lambda.name);
    return reply;
  }

  /** Ends the process of a function; the next one has some variables of its environment changed. */
  restart({ name }: LambdaFunction, environment: Readonly<Record<string, string>>): void {
    this.#changed.set(name, environment);
    const running = this.#running.get(name);
    this.#running.delete(name);
    if (running) this.#ended.push(running.then((ended) => ended.stop()));
  }

  async close(): Promise<void> {
    await Promise.all(this.#ended);
    await Promise.all([...this.#running.values()].map(async (running) => (await running).stop()));
    rmSync(this.#folder, { recursive: true });
  }

  async #endOldest(): Promise<void> {
    const [oldest] = this.#running;
    if (!oldest || this.#running.size <= mostProcesses) return;
    this.#running.delete(oldest[0]);
    await (await oldest[1]).stop();
  }

  #setClock(now: number): void {
    writeFileSync(`${this.#clockPath}.new`, String(now));
    renameSync(`${this.#clockPath}.new`, this.#clockPath);
  }
}

export async function startLambdaService(): Promise<LambdaService> {
  const assembly = mkdtempSync(join(tmpdir(), 'lambda-assembly-'));
  const { directory } = await synthesize(
    {
      stage,
      publicOrigin: origin,
      brandName: 'Example',
      sender: 'no-reply@example.com',
      dailyMails: 50_000,
      signInCheck: true,
    },
    assembly,
  );
  const model = await readModel(directory);
  const names = stageNames(stage);
  const byName = new Map(model.functions.map((lambda) => [lambda.name, lambda]));
  const functionOf = (name: string) => {
    const lambda = byName.get(names.function(name as never));
    if (!lambda) throw new Error(`The template has no function for ${name}.`);
    return lambda;
  };
  const iam = new Iam(model.functions);
  const callers = new Set(model.functions.map(({ logicalID }) => logicalID));
  const processes = new Processes();
  let place: Pick<Service, 'clock' | 'emulators'> | undefined;
  const invoke: LambdaService['invoke'] = async (name, event) => {
    if (!place) throw new Error('The service has not started.');
    return processes.invoke(functionOf(name), place, event);
  };
  const service = await startService({
    tablePrefix: names.prefix,
    keyArns: model.keyArns,
    // The test and the operator's commands may do everything; functions, what their roles allow.
    authorize: (request) => (callers.has(request.accessKeyID) ? iam.authorize(request) : undefined),
    runsIn: (started) => {
      place = started;
      return async (name, event) => {
        const reply = await invoke(name, event);
        if (reply.kind === 'failed') throw new Error(`${name} failed: ${reply.text}`);
        return JSON.parse(reply.text);
      };
    },
  });
  return {
    ...service,
    functionOf,
    lines: processes.lines,
    peaks: processes.peaks,
    invoke,
    restart: (name, environment = {}) => processes.restart(functionOf(name), environment),
    async close() {
      await processes.close();
      await service.close();
      rmSync(assembly, { recursive: true });
    },
  };
}
