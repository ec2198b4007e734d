import type { Operations, Problem } from '../../contract/api.ts';
import { exitCodes, Failure, Refusal } from '../failure.ts';
import { version } from '../version.ts';
import { howToMeet } from './requirements.ts';
import { isA, isAnswerOf } from './shape.ts';

export interface Service {
  /** The origin that the API lives at, below `/api`. */
  readonly server: string;
  readonly token?: string | undefined;
  readonly timeoutSeconds: number;
}

export interface Answer<T> {
  readonly value: T;
  /** The server's clock, to the second; undefined if it sent none. */
  readonly serverDate: Date | undefined;
}

export type Operation = keyof Operations;
type AnswerOf<O extends Operation> = Operations[O]['answer'];

/** What an operation is called with: `path`, `query` and `body`, as far as it takes them. */
type Inputs<O extends Operation> = Omit<Operations[O], 'answer'>;
export type Given<O extends Operation> =
  Record<never, never> extends Inputs<O> ? [inputs?: Inputs<O>] : [inputs: Inputs<O>];

interface AnyInputs {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/**
 * Calls an operation of the public API.
 * @throws Refusal if the service refuses; Failure with exit code 3 if there is no service, or none that answers in
 *   time and with an answer of this operation.
 */
export async function call<O extends Operation>(
  service: Service,
  operation: O,
  ...[inputs]: Given<O>
): Promise<Answer<AnswerOf<O>>> {
  const { status, text, serverDate } = await exchange(service, operation, inputs);
  const json = parse(text);
  if (status >= 400) throw refusalOf(service, status, json);
  if (!isAnswerOf(operation, status, json)) throw noService(service, `it answered ${status}`);
  return { value: json as AnswerOf<O>, serverDate };
}

/** A file, as it is. @throws as `call` */
export async function download<O extends Operation>(
  service: Service,
  operation: O,
  ...[inputs]: Given<O>
): Promise<string> {
  const { status, text } = await exchange(service, operation, inputs);
  if (status >= 400) throw refusalOf(service, status, parse(text));
  if (status !== 200) throw noService(service, `it answered ${status}`);
  return text;
}

/** The path with its parameters, and the query. Lists are separated by commas. */
function addressOf(template: string, { path = {}, query = {} }: AnyInputs): string {
  const filled = template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(path[name] ?? ''));
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]));
  return given.length > 0 ? `${filled}?${search}` : filled;
}

async function exchange(service: Service, operation: Operation, inputs: AnyInputs = {}) {
  const [method = '', template = ''] = operation.split(' ');
  const { body } = inputs;
  try {
    const response = await fetch(`${service.server}/api${addressOf(template, inputs)}`, {
      method,
      headers: {
        accept: 'application/json',
        'user-agent': `mfa/${version} (${process.platform}; ${process.arch})`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(service.token !== undefined && { authorization: `Bearer ${service.token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      // A token is for the server it was made by, wherever that may point.
      redirect: 'manual',
      signal: AbortSignal.timeout(service.timeoutSeconds * 1000),
    });
    const date = new Date(response.headers.get('date') ?? '');
    const serverDate = Number.isNaN(date.getTime()) ? undefined : date;
    return { status: response.status, text: await response.text(), serverDate };
  } catch (error) {
    throw unreachable(service, error);
  }
}

function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refusalOf(service: Service, status: number, json: unknown): Failure {
  if (isProblem(json)) {
    const { type, detail, attemptsLeft, activateUrl, organizations = [] } = json;
    const slug = type.split('/').at(-1) ?? '';
    if (slug === 'unavailable') return new Failure(detail, exitCodes.unreachable);
    const words = activateUrl
      ? [detail, ...howToMeet(organizations, `${service.server}${activateUrl}`)].join('\n')
      : detail;
    return new Refusal(slug, words, attemptsLeft);
  }
  if (status === 429) return new Failure('The service is asked too often at present. Try again in a minute.');
  if (status >= 500)
    return new Failure(
      `${service.server} answered ${status}: it does not work at present.`,
      exitCodes.unreachable,
    );
  return noService(service, `it answered ${status}`);
}

/** What is needed of a problem document. */
type ProblemAnswer = Pick<Problem, 'type' | 'detail' | 'attemptsLeft' | 'activateUrl' | 'organizations'>;

/** An older service may lack members that are required today. */
function isProblem(json: unknown): json is ProblemAnswer {
  const later = { title: '', status: 0, description: '', code: 0, reason: '' };
  return typeof json === 'object' && json !== null && isA('Problem', { ...later, ...json });
}

export function noService({ server }: Service, why: string): Failure {
  const advice = 'Is the address right? `mfa config` shows it.';
  return new Failure(
    `${server} is no service of this kind: ${why}, in a form that is not known. ${advice}`,
    exitCodes.unreachable,
  );
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was cut off',
  UND_ERR_SOCKET: 'the connection was cut off',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host could not be looked up',
  ETIMEDOUT: 'the connection timed out',
  UND_ERR_CONNECT_TIMEOUT: 'the connection timed out',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no way to the network',
};

function unreachable({ server, timeoutSeconds }: Service, error: unknown): Failure {
  const { name, cause } = error as { name?: string; cause?: { code?: string; message?: string } };
  const code = cause?.code ?? '';
  const reason =
    name === 'TimeoutError'
      ? `no answer within ${timeoutSeconds} s`
      : (reasons[code] ?? cause?.message ?? 'the request failed');
  return new Failure(`Cannot reach ${server}: ${reason}.`, exitCodes.unreachable, { cause: error });
}
