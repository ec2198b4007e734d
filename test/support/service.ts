import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { digest } from '../../core/kernel/digest.ts';
import type { Random } from '../../core/kernel/random.ts';
import type { HashCost, Host } from '../../functions/host.ts';
import { lambdaHost } from '../../functions/host.ts';
import type { Event } from '../../functions/http/event.ts';
import { type Handler, toLambda } from '../../functions/http/lambda.ts';
import type { AnyStep } from '../../functions/http/step.ts';
import { type AnyJob, type JobHandler, toJob } from '../../functions/jobs/job.ts';
import type { JobName } from '../../functions/jobs.ts';
import { stepModules } from '../../functions/openapi/step-modules.ts';
import { type Step, type StepName, steps, type TableName } from '../../functions/steps.ts';
import type { Authorize } from '../../local/emulators/authorize.ts';
import {
  type Conflicts,
  createTables,
  type Emulators,
  type Mail,
  startEmulators,
} from '../../local/emulators/index.ts';
import { scheduledEvent } from '../../local/event-bridge.ts';
import { requireDocumented } from './documented-refusals.ts';
import { lambdaContext } from './lambda-context.ts';
import { origin } from './origin.ts';
import { tableDefinitions, tableEnvironment } from './tables.ts';

/** Every step and job through its real handler, on the emulators, with a clock that the test moves. */
export interface Service {
  readonly clock: { now: number };
  readonly emulators: Emulators;
  readonly host: Host;
  call(name: StepName, request?: CallRequest): Promise<CallAnswer>;
  send(name: StepName, event: Event): Promise<CallAnswer>;
  /** Runs a job; without an event, as its schedule does. @throws JobFailedError */
  run(name: JobName, event?: unknown): Promise<void>;
  /** Has the next call of a step or job find its function just started, where some variables of the environment are others. */
  restart(name: StepName | JobName, environment?: Readonly<Record<string, string>>): void;
  /** All mails to an address, oldest first. */
  mailsTo(address: string): Promise<readonly Mail[]>;
  /** What the functions wrote to their output besides the console: their counts. */
  readonly emitted: readonly string[];
  /** How many milliseconds the functions would have waited before other attempts. */
  readonly waits: number[];
  rows(table: TableName): Promise<readonly Record<string, unknown>[]>;
  close(): Promise<void>;
}

export interface CallRequest {
  /** For the step that takes any. */
  readonly method?: string;
  readonly body?: unknown;
  /** Sent as it is, in place of `body`. */
  readonly text?: string;
  readonly parameters?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly token?: string | undefined;
  readonly cookies?: readonly string[];
  readonly headers?: Record<string, string>;
  readonly address?: string;
}

export interface CallAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked at field by field in tests
  readonly body: any;
  readonly headers: Record<string, string>;
  readonly cookies: readonly string[];
  readonly slug: string | undefined;
}

export { origin };
export const edgeSecret = 'edge-secret-of-this-test';

/** A wall-clock start that no test depends on, in the middle of a time step. */
const startAt = Date.UTC(2026, 10, 24, 12, 0, 10);

export interface ServiceOptions {
  readonly random?: Random;
  /** Puts something in front of DynamoDB: is given the emulator's endpoint and gives its own. */
  readonly meter?: (endpoint: string) => Promise<string>;
  /** Puts something in front of SES, in the same way. */
  readonly ses?: (endpoint: string) => Promise<string>;
  /** What the names of the tables begin with. */
  readonly tablePrefix?: string;
  /** Judges what each step and job asks of DynamoDB, SES and KMS; the access key id is its name with dots. */
  readonly authorize?: Authorize;
  /** DynamoDB refuses a write that meets a transaction. Only a test that counts exactly what gets through a burst lets it queue. */
  readonly conflicts?: Conflicts;
  /** Hashes passwords as functions do, for tests of hashing and of the time it takes. */
  readonly hashesFully?: boolean;
  /** How many mails the service may send in a day. */
  readonly dailyMails?: number;
  /** For how many days a browser can be trusted with the second factor. */
  readonly trustedBrowserDays?: number;
  /** The domain that passkeys belong to, if it is not the host of the dashboard. */
  readonly passkeyDomain?: string;
  /** Who may register; everybody by default. */
  readonly registration?: string;
  /** The KMS keys that exist; by default one. */
  readonly keyArns?: readonly string[];
  /** Where the operations and jobs run; by default in this process, as their handlers. */
  readonly runsIn?: (place: Pick<Service, 'clock' | 'emulators'>) => Invoke;
}

/** Runs an operation or a job. @returns what its function answers. @throws if it fails */
export type Invoke = (name: StepName | JobName, event: unknown) => Promise<unknown>;

/** The least that argon2id can cost: hashing is most of the work of a test, and seldom what it is about. */
export const cheapestHash: HashCost = { memory: 8, passes: 1 };

export async function startService(options: ServiceOptions = {}): Promise<Service> {
  const { authorize, keyArns, conflicts = 'refuse' } = options;
  const emulators = await startEmulators({
    ...(authorize && { authorize }),
    ...(keyArns && { keyArns }),
    conflicts,
  });
  const aws = { ...emulators.environment };
  if (options.meter) aws['AWS_ENDPOINT_URL_DYNAMODB'] = await options.meter(emulators.dynamodb.endpoint);
  if (options.ses) aws['AWS_ENDPOINT_URL_SES'] = await options.ses(emulators.ses.endpoint);
  // The SDK's clients read these from the process alone, those of the bundles from the host.
  Object.assign(process.env, aws);
  const prefix = options.tablePrefix ?? `t${process.pid}-${Math.floor(performance.now())}`;
  const client = new DynamoDBClient({});
  await createTables(client, tableDefinitions(prefix));
  const clock = { now: startAt };
  const emitted: string[] = [];
  const waits: number[] = [];
  const host: Host = {
    environment: {
      ...aws,
      ...environment(prefix, emulators),
      ...(options.dailyMails !== undefined && { DAILY_MAILS: String(options.dailyMails) }),
      ...(options.passkeyDomain !== undefined && { PASSKEY_DOMAIN: options.passkeyDomain }),
      ...(options.trustedBrowserDays !== undefined && {
        TRUSTED_BROWSER_DAYS: String(options.trustedBrowserDays),
      }),
      ...(options.registration !== undefined && { REGISTRATION: options.registration }),
    },
    now: () => clock.now,
    random: options.random ?? lambdaHost.random,
    // No test sleeps: what was in the way is over by then.
    wait: (milliseconds) => {
      waits.push(milliseconds);
      return emulators.dynamodb.settled();
    },
    emit: (line) => void emitted.push(line),
    ...(!options.hashesFully && { hashCost: cheapestHash }),
  };
  const handlers = new Map<StepName, Handler>();
  const jobHandlers = new Map<JobName, JobHandler>();
  const restarted = new Map<string, Readonly<Record<string, string>>>();
  // A client reads its credentials with its first request, and a host has one client: where callers are told apart, each has
  // a host of its own. So has a function that was started again.
  const within = (changed: Readonly<Record<string, string>>): Host => ({
    ...host,
    environment: { ...host.environment, ...changed },
  });
  const hostOfCaller = (name: string): Host => {
    const changed = restarted.get(name);
    if (!options.authorize) return changed ? within(changed) : host;
    return within({ ...changed, AWS_ACCESS_KEY_ID: name.replace('/', '.') });
  };
  const nameCaller = (name: string) => {
    if (options.authorize) process.env['AWS_ACCESS_KEY_ID'] = name.replace('/', '.');
  };
  const invoke = options.runsIn?.({ clock, emulators });
  const run = async (name: JobName, event: unknown = scheduledEvent(testRule, new Date(clock.now))) => {
    if (invoke) return void (await invoke(name, event));
    const handler = jobHandlers.get(name) ?? toJob(await jobOf(name), hostOfCaller(name));
    jobHandlers.set(name, handler);
    nameCaller(name);
    await handler(event, lambdaContext());
  };
  const answerOf = async (name: StepName, event: Event) => {
    if (invoke) return (await invoke(name, event)) as Awaited<ReturnType<Handler>>;
    const handler = handlers.get(name) ?? toLambda(stepModules[name] as AnyStep, hostOfCaller(name));
    handlers.set(name, handler);
    nameCaller(name);
    return handler(event, lambdaContext());
  };
  const send = async (name: StepName, event: Event) => {
    const answer = toAnswer(await answerOf(name, event));
    requireDocumented(name, answer.status, answer.body?.reason);
    return answer;
  };
  return {
    clock,
    emulators,
    host,
    emitted,
    waits,
    send,
    run,
    restart: (name, environment = {}) => {
      restarted.set(name, environment);
      handlers.delete(name as StepName);
      jobHandlers.delete(name as JobName);
    },
    call: (name, request = {}) => send(name, toEvent(name, request)),
    mailsTo: async (address) =>
      (await emulators.inbox()).filter((mail) => mail.destination.to.includes(address)),
    rows: async (table) => {
      const { Items = [] } = await client.send(
        new ScanCommand({ TableName: `${prefix}-${table}`, ConsistentRead: true }),
      );
      return Items.map((item) => unmarshall(item));
    },
    close: () => emulators.close(),
  };
}

const testRule = 'arn:aws:events:us-east-1:000000000000:rule/test';

async function jobOf(name: JobName): Promise<AnyJob> {
  const module = await import(new URL(`../../functions/jobs/${name}.ts`, import.meta.url).href);
  return (module as { job: AnyJob }).job;
}

function environment(prefix: string, emulators: Emulators): Record<string, string> {
  return {
    ...tableEnvironment(prefix),
    STAGE: 'test',
    PUBLIC_ORIGIN: origin,
    BRAND_NAME: 'Example',
    PASSWORD_MIN_LENGTH: '15',
    TRUSTED_BROWSER_DAYS: '0',
    REGISTRATION: 'open',
    DAILY_MAILS: '50000',
    EDGE_SECRET_SHA256: digest(edgeSecret),
    SENDER: 'no-reply@example.com',
    CONFIGURATION_SET: 'test',
    KEY_ARN: emulators.kms.keyArns[0] ?? '',
    KEY_VERSION: '1',
    KMS_KEY_ARNS: emulators.kms.keyArns.join(','),
  };
}

/** The event that API Gateway makes of a request. */
export function toEvent(name: StepName, request: CallRequest): Event {
  const row = steps.find((step) => step.name === name) as Step;
  const body = request.text ?? (request.body === undefined ? undefined : JSON.stringify(request.body));
  const path = `/api${row.path.replace(/\{(\w+)\+?\}/g, (_, key) => request.parameters?.[key] ?? 'x')}`;
  const headers: Record<string, string> = {
    ...(body !== undefined && { 'content-type': 'application/json' }),
    'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
    ...(request.token !== undefined && { authorization: `Bearer ${request.token}` }),
    ...request.headers,
  };
  const method = row.method === 'ANY' ? (request.method ?? 'GET') : row.method;
  return {
    version: '2.0',
    routeKey: `${row.method} /api${row.path}`,
    rawPath: path,
    rawQueryString: new URLSearchParams(request.query).toString(),
    headers,
    ...(request.cookies && { cookies: [...request.cookies] }),
    ...(request.query && { queryStringParameters: request.query }),
    ...(request.parameters && { pathParameters: request.parameters }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'test',
      domainName: 'test',
      domainPrefix: 'test',
      http: {
        method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: request.address ?? '192.0.2.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: 'test',
      routeKey: `${row.method} /api${row.path}`,
      stage: '$default',
      time: '',
      timeEpoch: 0,
    },
    ...(body !== undefined && { body }),
    isBase64Encoded: false,
  };
}

export function toAnswer(result: Awaited<ReturnType<Handler>>): CallAnswer {
  const isJson = /json/.test(String(result.headers?.['content-type'] ?? 'json'));
  const text = result.body === '' ? undefined : result.body;
  const body = isJson && text !== undefined ? JSON.parse(text) : text;
  const slug = typeof body?.type === 'string' ? body.type.split('/').at(-1) : undefined;
  return {
    status: result.statusCode ?? 0,
    body,
    headers: (result.headers ?? {}) as Record<string, string>,
    cookies: result.cookies ?? [],
    slug,
  };
}
