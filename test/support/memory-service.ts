import type { Mail } from '../../core/mail/compose.ts';
import { type Keyring, keyring } from '../../functions/adapters/keyring.ts';
import type { Host } from '../../functions/host.ts';
import { type Handler, toLambda } from '../../functions/http/lambda.ts';
import type { AnyStep } from '../../functions/http/step.ts';
import { type AnyJob, toJob } from '../../functions/jobs/job.ts';
import { stepModules } from '../../functions/openapi/step-modules.ts';
import type { StepName } from '../../functions/steps.ts';
import { lambdaContext } from './lambda-context.ts';
import { type MemoryStore, memoryStore } from './memory-store.ts';
import { type CallAnswer, type CallRequest, type Service, toAnswer, toEvent } from './service.ts';

/**
 * Every operation through its real handler, on a store in memory: for models that need thousands of services. Keys are
 * those of the service that it is made from.
 */
export interface MemoryService {
  readonly clock: { now: number };
  readonly host: Host;
  readonly store: MemoryStore;
  readonly keys: Keyring;
  readonly mails: readonly Mail[];
  call(name: StepName, request?: CallRequest): Promise<CallAnswer>;
  /** Runs a scheduled job. */
  run(job: AnyJob): Promise<void>;
}

/** Makes services that share handlers and keys; each has a clock, a store and mails of its own. */
export function memoryServices(service: Service): (pause: () => Promise<unknown>) => MemoryService {
  const keys = keyring(service.host);
  return (pause) => {
    const clock = { now: service.clock.now };
    const host: Host = { ...service.host, now: () => clock.now };
    const store = memoryStore(pause);
    const mails: Mail[] = [];
    const adapters: Readonly<Record<string, () => unknown>> = {
      store: () => store,
      keyring: () => keys,
      mailer: () => ({ send: async (mail: Mail) => void mails.push(mail) }),
    };
    const inMemory = (uses: object) =>
      Object.fromEntries(Object.entries(uses).map(([use, made]) => [use, adapters[use] ?? made]));
    const handlers = new Map<StepName, Handler>();
    const handlerOf = (name: StepName) => {
      const step = stepModules[name] as AnyStep;
      const handler = handlers.get(name) ?? toLambda({ ...step, uses: inMemory(step.uses) } as AnyStep, host);
      handlers.set(name, handler);
      return handler;
    };
    return {
      clock,
      host,
      store,
      keys,
      mails,
      call: async (name, request = {}) =>
        toAnswer(await handlerOf(name)(toEvent(name, request), lambdaContext())),
      run: (job) => toJob({ ...job, uses: inMemory(job.uses) } as AnyJob, host)({}, lambdaContext()),
    };
  };
}
