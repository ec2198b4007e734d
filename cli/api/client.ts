import * as z from 'zod/mini';
import { exitCodes, Failure, Refusal } from '../failure.ts';
import { version } from '../version.ts';
import { problem } from './answers.ts';
import { howToMeet } from './demands.ts';

export interface Service {
  /** The origin that the API lives at, below `/api`. */
  readonly server: string;
  readonly token?: string | undefined;
  readonly timeoutSeconds: number;
}

export interface Answer<T> {
  readonly value: T;
  /** The server's clock, to the second; undefined where it told none. */
  readonly serverDate: Date | undefined;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * One call of the public API.
 * @throws Refusal with the service's own words; Failure with exit code 3 where there is no service, or none that
 *   answers in time and in the shape that is asked for.
 */
export async function call<T>(
  service: Service,
  method: Method,
  path: string,
  read: z.ZodMiniType<T>,
  body?: unknown,
): Promise<Answer<T>> {
  const { status, text, serverDate } = await exchange(service, method, path, body);
  const json = parse(text);
  if (status >= 400) throw refusalOf(service, status, json);
  const value = z.safeParse(read, json);
  if (status < 200 || status >= 300 || !value.success) throw noService(service, `it answered ${status}`);
  return { value: value.data, serverDate };
}

/** The shape of an answer without a body. */
export const nothing = z.undefined();

/** A file, as it is. @throws as `call` */
export async function download(service: Service, path: string): Promise<string> {
  const { status, text } = await exchange(service, 'GET', path, undefined);
  if (status >= 400) throw refusalOf(service, status, parse(text));
  if (status !== 200) throw noService(service, `it answered ${status}`);
  return text;
}

async function exchange(service: Service, method: Method, path: string, body: unknown) {
  try {
    const response = await fetch(`${service.server}/api${path}`, {
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
  const said = z.safeParse(problem, json);
  if (said.success) {
    const { type, detail, attemptsLeft, activateUrl, organizations = [] } = said.data;
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

function noService({ server }: Service, why: string): Failure {
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
