import { exitCodes, Failure } from '../failure.ts';
import { locale, texts } from '../texts/index.ts';
import { version } from '../version.ts';
import type { Fetch } from './fetch-type.ts';
import { isThisMachine } from './this-machine.ts';

export interface Service {
  /** The origin of the API, whose paths begin with `/api`. */
  readonly server: string;
  readonly token?: string | undefined;
  /** By what the server knows this command line; only needed to sign in. */
  readonly device?: string | undefined;
  readonly timeoutSeconds: number;
  /** Names the proxy: HTTPS_PROXY and NO_PROXY, in either case. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Gets a line for each request and answer, without anything secret. */
  readonly trace?: ((line: string) => void) | undefined;
}

export interface Exchange {
  readonly method: string;
  /** With the values of its parameters. Below the origin. */
  readonly path: string;
  /** The path as it may be shown: some parameters are secrets. */
  readonly shownPath: string;
  readonly body?: unknown;
}

export interface Received {
  readonly status: number;
  readonly text: string;
  readonly headers: { get(name: string): string | null };
}

/** Sends a request and reads the whole answer. @throws Failure with exit code 3 if there is none in time */
export async function send(service: Service, exchange: Exchange): Promise<Received> {
  const { method, path, shownPath, body } = exchange;
  const { server, timeoutSeconds, trace } = service;
  const begunAt = Date.now();
  trace?.(`> ${method} ${server}${shownPath}`);
  try {
    const fetch = await fetchFor(service);
    const response = await fetch(`${server}${path}`, {
      method,
      headers: headersFor(service, body),
      ...(body !== undefined && { body: JSON.stringify(body) }),
      // A token must not be sent to another server, even if this one redirects there.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutSeconds * 1000),
    });
    const text = await response.text();
    const { status, headers } = response;
    const request = headers.get('apigw-requestid') ?? '-';
    trace?.(`< ${status} after ${Date.now() - begunAt} ms, ${text.length} characters, request id ${request}`);
    return { status, text, headers };
  } catch (error) {
    trace?.(
      `< ${chain(error)
        .map(({ code, message }) => code ?? message)
        .join(' < ')} after ${Date.now() - begunAt} ms`,
    );
    throw unreachable(service, `${method} ${shownPath}`, error);
  }
}

function headersFor({ token, device }: Service, body: unknown): Record<string, string> {
  return {
    accept: 'application/json',
    'accept-language': locale,
    'user-agent': `mfa/${version} (${process.platform}; ${process.arch})`,
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(device !== undefined && { 'x-device': device }),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
}

/** Node 20 and 22 know no proxies, and Node 24 only those that NODE_USE_ENV_PROXY turns on. */
async function fetchFor(service: Service): Promise<Fetch> {
  const proxy = proxyOf(service);
  if (proxy === undefined) return fetch;
  const { proxiedFetch } = await import('./proxied-fetch.ts');
  return proxiedFetch(withScheme(proxy), variable(service, 'no_proxy') ?? '');
}

/** A lower-case name counts more, as in curl. The environment of Windows has no case. */
const variable = ({ environment }: Service, name: string): string | undefined =>
  environment[name] || environment[name.toUpperCase()] || undefined;

/** What is on this machine is never asked through a proxy, which would read it. */
const proxyOf = (service: Service): string | undefined =>
  isThisMachine(new URL(service.server).hostname) ? undefined : variable(service, 'https_proxy');

/** `proxy.example.com:8080` is common. */
const withScheme = (proxy: string) => (/^[a-z]+:\/\//i.test(proxy) ? proxy : `http://${proxy}`);

interface NetworkError {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
}

/** An error with its causes: fetch wraps those of the network. */
function chain(error: unknown): readonly NetworkError[] {
  const { cause } = error as { cause?: unknown };
  return cause ? [error as NetworkError, ...chain(cause)] : [error as NetworkError];
}

function unreachable(service: Service, what: string, error: unknown): Failure {
  const {
    certificateAdvice,
    networkErrors,
    noAnswerWithin,
    requestFailed,
    unreachable: sentence,
  } = texts.server;
  const errors = chain(error);
  const { code = '', message = requestFailed } = errors.at(-1) ?? {};
  const isTimeout = errors.some(({ name }) => name === 'TimeoutError');
  const why = isTimeout ? noAnswerWithin(what, service.timeoutSeconds) : (networkErrors[code] ?? message);
  const proxy = proxyOf(service);
  const hints = [
    ...(proxy === undefined ? [] : [texts.server.throughProxy(shownProxy(proxy))]),
    ...(certificateCodes.includes(code) ? [certificateAdvice] : []),
  ];
  const whole = [sentence(service.server, why), ...hints].join(' ');
  return new Failure(whole, exitCodes.unreachable, { cause: error });
}

/** Its address may have a password. */
function shownProxy(proxy: string): string {
  return URL.canParse(withScheme(proxy)) ? new URL(withScheme(proxy)).host : texts.server.malformedProxy;
}

/** Certificates that a company's own authority would make right. */
const certificateCodes = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
];
