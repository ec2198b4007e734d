import { Problem, readProblem } from './problem.ts';
import { noteServerDate } from './server-clock.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

interface RequestOptions {
  body?: object;
  /** Ask for the session as a cookie that no script can read. */
  sessionAsCookie?: boolean;
}

/** Longer than the slowest step (a password hash on a cold start), shorter than patience. */
const timeoutMs = 15_000;

let whenSignedOut: () => void = () => {};
let whenAnswered: () => void = () => {};
let whenStopped: () => void = () => {};

interface Watch {
  signedOut: () => void;
  answered: () => void;
  /** An organization's demand stands in the way of what was asked for. */
  stopped: () => void;
}

/** Tells the session's keeper what answers say about the session. */
export function watchAnswers(watch: Watch): void {
  whenStopped = watch.stopped;
  whenSignedOut = watch.signedOut;
  whenAnswered = watch.answered;
}

async function send(
  method: Method,
  path: string,
  options: RequestOptions,
  signal: AbortSignal,
): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (options.body) headers['Content-Type'] = 'application/json';
  if (options.sessionAsCookie) headers['X-Session'] = 'cookie';
  return fetch(`/api${path}`, {
    method,
    headers,
    ...(options.body ? { body: JSON.stringify(options.body) } : {}),
    credentials: 'same-origin',
    cache: 'no-store',
    redirect: 'error',
    signal,
  });
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

/** One request to the API. Throws a `Problem`; never tries again by itself, for most steps count tries or send mail. */
export async function request<Answer>(
  method: Method,
  path: string,
  options: RequestOptions = {},
): Promise<Answer> {
  const text = await requestText(method, path, options);
  try {
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  } catch {
    throw new Problem('unexpected');
  }
}

/** The same for an answer that is no JSON: a file to be saved. */
export async function requestText(
  method: Method,
  path: string,
  options: RequestOptions = {},
): Promise<string> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timeoutMs);
  try {
    return await read(await send(method, path, options, abort.signal));
  } catch (error) {
    if (error instanceof Problem) throw error;
    if (abort.signal.aborted) throw new Problem('timed-out');
    throw new Problem('offline');
  } finally {
    clearTimeout(timer);
  }
}
