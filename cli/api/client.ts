import type { FieldError, Operations, Problem } from '../../contract/api.ts';
import { exitCodes, Failure, Refusal } from '../failure.ts';
import { printable } from '../terminal/printable.ts';
import { texts } from '../texts/index.ts';
import { type Reasoned, reasonText } from '../texts/reason-texts.ts';
import { version } from '../version.ts';
import { howToMeet } from './requirements.ts';
import { isA, isAnswerOf } from './shape.ts';

export interface Service {
  /** The origin of the API, whose paths begin with `/api`. */
  readonly server: string;
  readonly token?: string | undefined;
  readonly timeoutSeconds: number;
}

export interface Answer<T> {
  readonly value: T;
  /** The time of the server, to the second; undefined if it sent none. */
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
 * @throws Refusal if the service refuses; Failure with exit code 3 if the service cannot be reached, does not answer in
 *   time, or answers something else than this operation does.
 */
export async function call<O extends Operation>(
  service: Service,
  operation: O,
  ...[inputs]: Given<O>
): Promise<Answer<AnswerOf<O>>> {
  const { status, text, serverDate } = await exchange(service, operation, inputs);
  const json = parse(text);
  if (status >= 400) throw refusalOf(service, status, json);
  if (!isAnswerOf(operation, status, json)) throw notOurs(service, texts.server.answered(status));
  return { value: json as AnswerOf<O>, serverDate };
}

/** Downloads a file, without changing it. @throws as `call` */
export async function download<O extends Operation>(
  service: Service,
  operation: O,
  ...[inputs]: Given<O>
): Promise<string> {
  const { status, text } = await exchange(service, operation, inputs);
  if (status >= 400) throw refusalOf(service, status, parse(text));
  if (status !== 200) throw notOurs(service, texts.server.answered(status));
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
      // A token must not be sent to another server, even if this one redirects there.
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
    const { type, reason = '', attemptsLeft, activateUrl, organizations = [] } = json;
    const slug = type.split('/').at(-1) ?? '';
    const text = problemText(json);
    if (slug === 'unavailable') return new Failure(text, exitCodes.unreachable);
    // The text already says who to ask.
    const words =
      activateUrl && reason !== 'confirmation-awaited'
        ? [text, ...howToMeet(organizations, `${service.server}${activateUrl}`)].join('\n')
        : text;
    return new Refusal({ slug, reason, attemptsLeft }, words);
  }
  if (status === 429) return new Failure(texts.server.throttled);
  if (status >= 500) return new Failure(texts.server.failing(service.server, status), exitCodes.unreachable);
  return notOurs(service, texts.server.answered(status));
}

/** What to say about a problem; about each field if it is about fields. */
function problemText({ errors = [], ...problem }: ProblemAnswer): string {
  if (errors.length === 0) return reasonText(texts.reasons, problem);
  return errors.map(fieldText).join(' ');
}

/** A sentence such as "This is required." has to say which field it is about. */
function fieldText({ pointer, ...error }: FieldAnswer): string {
  const text = reasonText(texts.reasons, error);
  const isGeneral = error.reason?.startsWith('field-') && pointer !== '';
  return isGeneral ? `${printable(pointer.replace('/', ''))}: ${text}` : text;
}

type FieldAnswer = Pick<FieldError, 'pointer' | 'detail'> & Reasoned;

/** What the command reads of a problem document. */
type ProblemAnswer = Pick<Problem, 'type' | 'detail' | 'attemptsLeft' | 'activateUrl' | 'organizations'> &
  Reasoned & { readonly errors?: readonly FieldAnswer[] };

/** An older service may lack members that are required today. */
function isProblem(json: unknown): json is ProblemAnswer {
  const later = { title: '', status: 0, description: '', code: 0, reason: '' };
  return typeof json === 'object' && json !== null && isA('Problem', { ...later, ...json });
}

/** The answer of a server that is not this service. */
export function notOurs({ server }: Service, why: string): Failure {
  return new Failure(texts.server.notOurs(server, why), exitCodes.unreachable);
}

function unreachable({ server, timeoutSeconds }: Service, error: unknown): Failure {
  const { name, cause } = error as { name?: string; cause?: { code?: string; message?: string } };
  const { networkErrors, noAnswerWithin, requestFailed } = texts.server;
  const why =
    name === 'TimeoutError'
      ? noAnswerWithin(timeoutSeconds)
      : (networkErrors[cause?.code ?? ''] ?? cause?.message ?? requestFailed);
  return new Failure(texts.server.unreachable(server, why), exitCodes.unreachable, { cause: error });
}
