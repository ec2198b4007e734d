import type { Operations } from '../../../contract/api.ts';
import { Problem, readProblem } from './problem.ts';
import { noteServerDate } from './server-clock.ts';

type Operation = keyof Operations;
type AnswerOf<O extends Operation> = Operations[O]['answer'];

interface RequestOptions {
  path?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, unknown>>;
  body?: object;
  /** Ask for the session as a cookie that no script can read. */
  sessionAsCookie?: boolean;
  /** Say whether the browser can use passkeys. */
  usesPasskeys?: boolean;
}

/** The inputs of an operation: those of `path`, `query` and `body` that it has. */
type Inputs<O extends Operation> = Omit<Operations[O], 'answer'> &
  Pick<RequestOptions, 'sessionAsCookie' | 'usesPasskeys'>;
type Given<O extends Operation> =
  Record<never, never> extends Inputs<O> ? [inputs?: Inputs<O>] : [inputs: Inputs<O>];

/** Longer than the slowest operation (a password hash on a cold start), and not too long for a user. */
const timeoutMs = 15_000;

let whenSignedOut: () => void = () => {};
let whenAnswered: () => void = () => {};
let whenStopped: () => void = () => {};

interface Watch {
  signedOut: () => void;
  answered: () => void;
  /** The requirement of an organization stops the session. */
  stopped: () => void;
}

/** Reports what answers say about the session. */
export function watchAnswers(watch: Watch): void {
  whenStopped = watch.stopped;
  whenSignedOut = watch.signedOut;
  whenAnswered = watch.answered;
}

async function send(operation: Operation, options: RequestOptions, signal: AbortSignal): Promise<Response> {
  const [method = '', template = ''] = operation.split(' ');
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (options.body) headers['Content-Type'] = 'application/json';
  if (options.sessionAsCookie) headers['X-Session'] = 'cookie';
  if (options.usesPasskeys) headers['X-Passkeys'] = 'supported';
  return fetch(`/api${addressOf(template, options)}`, {
    method,
    headers,
    ...(options.body ? { body: JSON.stringify(options.body) } : {}),
    credentials: 'same-origin',
    cache: 'no-store',
    redirect: 'error',
    signal,
  });
}

/** The path with its parameters, and the query. Lists are separated by commas. */
function addressOf(template: string, { path = {}, query = {} }: RequestOptions): string {
  const filled = template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(path[name] ?? ''));
  const search = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return search.length > 0 ? `${filled}?${search.join('&')}` : filled;
}

async function read(response: Response): Promise<string> {
  noteServerDate(response.headers.get('date'));
  if (!response.ok) {
    const problem = await readProblem(response);
    if (problem.slug === 'signed-out') whenSignedOut();
    if (problem.slug === 'mfa-required-by-organization') whenStopped();
    throw problem;
  }
  whenAnswered();
  return response.text();
}

/** Sends a request to the API. It never retries, because most operations count tries or send mail. @throws Problem */
export async function request<O extends Operation>(
  operation: O,
  ...[inputs]: Given<O>
): Promise<AnswerOf<O>> {
  const text = await exchange(operation, inputs);
  try {
    return (text === '' ? undefined : JSON.parse(text)) as AnswerOf<O>;
  } catch {
    throw new Problem('unexpected');
  }
}

/** The same for a file, which is not JSON. */
export const requestText = <O extends Operation>(operation: O, ...[inputs]: Given<O>): Promise<string> =>
  exchange(operation, inputs);

async function exchange(operation: Operation, options: RequestOptions = {}): Promise<string> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timeoutMs);
  try {
    return await read(await send(operation, options, abort.signal));
  } catch (error) {
    if (error instanceof Problem) throw error;
    if (abort.signal.aborted) throw new Problem('timed-out');
    throw new Problem('offline');
  } finally {
    clearTimeout(timer);
  }
}
