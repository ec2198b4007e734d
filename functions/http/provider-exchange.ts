import { refuse } from '../refusal.ts';
import { authorizationCookie, holdsCookieOf, removedAuthorizationCookie } from './authorization-cookie.ts';
import type { Event } from './event.ts';
import type { NodeAnswer, NodeRequest } from './node-exchange.ts';
import type { Answer } from './step.ts';

/** The cookie by which the protocol's library finds the request that a browser comes back to. */
const resumeCookie = '_interaction_resume';

/** The path that a browser comes back to after the user decided. */
const resumed = (path: string): string | undefined => /^\/api\/oidc\/auth\/([\w-]+)$/.exec(path)?.[1];

/**
 * The request as the protocol's library gets it: at the public origin of the service, whatever the client says, and with the
 * one cookie that counts.
 */
export function toProvider(event: Event, origin: string): NodeRequest {
  const { protocol, host } = new URL(origin);
  const requestID = resumed(event.rawPath);
  const isOwn = requestID !== undefined && holdsCookieOf(event, requestID);
  const headers = Object.entries(event.headers ?? {}).filter(
    ([name, value]) =>
      value !== undefined && !/^(x-forwarded-|forwarded$|host$|cookie$|content-length$)/.test(name),
  ) as [string, string][];
  return {
    method: event.requestContext.http.method,
    url: event.rawPath + (event.rawQueryString === '' ? '' : `?${event.rawQueryString}`),
    headers: {
      ...Object.fromEntries(headers),
      host,
      'x-forwarded-proto': protocol.slice(0, -1),
      ...(isOwn && { cookie: `${resumeCookie}=${requestID}` }),
    },
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
  };
}

/** Its answer as ours. Everything that it answers is JSON or a redirect; it has no pages. */
export function fromProvider({ status, headers, text }: NodeAnswer): Answer {
  const isJson = /json/.test(String(headers['content-type'] ?? ''));
  if (status === 404 && !isJson) return refuse('unknown-operation');
  // A form that sends itself, which the library makes to refuse a request that asked for one.
  if (/html/.test(String(headers['content-type'] ?? '')) && headers['location'] === undefined)
    return { status: 303, headers: { location: '/authorize/failed?error=invalid_request' } };
  const cookies = [headers['set-cookie'] ?? []].flat().flatMap(ownCookie);
  return {
    status,
    headers: Object.fromEntries(
      keptHeaders.flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])]])),
    ),
    ...(isJson && text !== '' && { body: JSON.parse(text) as unknown }),
    ...(cookies.length > 0 && { cookies }),
  };
}

const keptHeaders = [
  'location',
  'vary',
  'www-authenticate',
  'access-control-allow-origin',
  'access-control-allow-methods',
  'access-control-allow-headers',
  'access-control-expose-headers',
  'access-control-max-age',
];

/** The library's cookie under a name that no other host can set, and that several requests of a browser do not share. */
function ownCookie(cookie: string): readonly string[] {
  const [, value, requestID] =
    new RegExp(`^${resumeCookie}=([\\w-]*);.*path=/api/oidc/auth/([\\w-]+)`, 'i').exec(cookie) ?? [];
  if (requestID === undefined) return [];
  return [value ? authorizationCookie(requestID) : removedAuthorizationCookie(requestID)];
}
