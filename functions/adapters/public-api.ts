import { type Host, setting } from '../host.ts';

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below `/api`. */
  readonly path: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ApiAnswer {
  readonly status: number;
  /** Parsed; undefined if it is empty or not JSON. */
  readonly body: unknown;
}

/** The API of this stage as everybody reaches it: at its public origin, over the Internet. */
export interface PublicApi {
  /** @throws Error if there is no answer in time */
  readonly call: (request: ApiRequest) => Promise<ApiAnswer>;
}

const timeoutMilliseconds = 12_000;

export function publicApi(host: Host): PublicApi {
  const base = `${setting(host, 'PUBLIC_ORIGIN')}/api`;
  return {
    call: async ({ method, path, body, headers }) => {
      const response = await fetch(`${base}${path}`, {
        method,
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMilliseconds),
        headers: {
          // The firewall refuses requests without one.
          'user-agent': 'serverless-mfa-sign-in-check',
          ...(body && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: parse(await response.text()) };
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
