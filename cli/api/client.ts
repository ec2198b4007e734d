import type { FieldError, Operations, Problem } from '../../contract/api.ts';
import { exitCodes, Failure, Refusal } from '../failure.ts';
import { printable } from '../terminal/printable.ts';
import { texts } from '../texts/index.ts';
import { type Reasoned, reasonText } from '../texts/reason-texts.ts';
import { howToMeet } from './requirements.ts';
import { isA, isAnswerOf } from './shape.ts';
import { type Received, type Service, send } from './transport.ts';

export type { Service };

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
  const received = await exchange(service, operation, inputs);
  const { status, headers } = received;
  if (status >= 400) throw refusalOf(service, received);
  const json = parse(received.text);
  if (!isAnswerOf(operation, status, json)) throw notOurs(service, texts.server.answered(status));
  return { value: json as AnswerOf<O>, serverDate: dateOf(headers) };
}

/** Downloads a file, without changing it. @throws as `call` */
export async function download<O extends Operation>(
  service: Service,
  operation: O,
  ...[inputs]: Given<O>
): Promise<string> {
  const received = await exchange(service, operation, inputs);
  if (received.status >= 400) throw refusalOf(service, received);
  if (received.status !== 200) throw notOurs(service, texts.server.answered(received.status));
  return received.text;
}

/** The path with its parameters, and the query. Lists are separated by commas. */
function addressOf(template: string, { path = {}, query = {} }: AnyInputs): string {
  const filled = template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(path[name] ?? ''));
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]));
  return given.length > 0 ? `${filled}?${search}` : filled;
}

function exchange(service: Service, operation: Operation, inputs: AnyInputs = {}): Promise<Received> {
  const [method = '', template = ''] = operation.split(' ');
  const path = `/api${addressOf(template, inputs)}`;
  return send(service, { method, path, shownPath: `/api${template}`, body: inputs.body });
}

/**
 * Fails if the server cannot be reached, whatever it would answer: before somebody types a password for nothing. The page
 * at the root costs the service nothing.
 * @throws Failure with exit code 3
 */
export async function reach(service: Service): Promise<void> {
  await send({ ...service, token: undefined }, { method: 'HEAD', path: '/', shownPath: '/' });
}

function dateOf(headers: Received['headers']): Date | undefined {
  const date = new Date(headers.get('date') ?? '');
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The failure that an answer of 400 or more stands for. */
export function refusalOf(service: Service, { status, text, headers }: Received): Failure {
  const json = parse(text);
  const retryAfterSeconds = waitIn(headers);
  if (isProblem(json)) return problemFailure(service, { retryAfterSeconds, ...json });
  const { failing, throttled } = texts.server;
  // API Gateway's own.
  if (status === 429)
    return new Refusal({ slug: 'too-many-attempts', reason: '', retryAfterSeconds }, throttled);
  if (status >= 500) return new Failure(failing(service.server, status), exitCodes.unreachable);
  return notOurs(service, texts.server.answered(status));
}

function problemFailure(service: Service, problem: ProblemAnswer): Failure {
  const { type, reason = '', attemptsLeft, retryAfterSeconds, activateUrl, organizations = [] } = problem;
  const slug = type.split('/').at(-1) ?? '';
  const text = problemText(problem);
  if (slug === 'unavailable') return new Failure(text, exitCodes.unreachable);
  // The text already says who to ask.
  const words =
    activateUrl && reason !== 'confirmation-awaited'
      ? [text, ...howToMeet(organizations, `${service.server}${activateUrl}`)].join('\n')
      : text;
  return new Refusal({ slug, reason, attemptsLeft, retryAfterSeconds }, words);
}

function waitIn(headers: Received['headers']): number | undefined {
  const wait = headers.get('retry-after') ?? '';
  return /^\d+$/.test(wait) ? Number(wait) : undefined;
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
  Reasoned & {
    readonly errors?: readonly FieldAnswer[];
    readonly retryAfterSeconds?: number | undefined;
  };

/** An older service may lack members that are required today. */
function isProblem(json: unknown): json is ProblemAnswer {
  const later = { title: '', status: 0, description: '', code: 0, reason: '' };
  return typeof json === 'object' && json !== null && isA('Problem', { ...later, ...json });
}

/** The answer of a server that is not this service. */
export function notOurs({ server }: Service, why: string): Failure {
  return new Failure(texts.server.notOurs(server, why), exitCodes.unreachable);
}
