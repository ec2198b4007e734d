import { randomBytes } from 'node:crypto';
import { localAccount } from '../emulators/authorize.ts';
import type { HttpApi } from '../template/api.ts';
import { type Answer, type Header, headerValues, type ViewerRequest } from './exchange.ts';
import type { MatchedRoute } from './routes.ts';

/** The event of payload format 2.0. It is typed loosely on purpose, because it is sent over the wire. */
export type PayloadEvent = Readonly<Record<string, unknown>>;

/** API Gateway passes a body on as text for these content types, and otherwise in Base64. */
const textTypes = /^(text\/.*|application\/(.*\+)?(json|xml)|application\/javascript)$/i;

export interface EventParts {
  readonly api: Pick<HttpApi, 'id' | 'host'>;
  readonly request: ViewerRequest;
  readonly body: Buffer;
  readonly match: MatchedRoute;
  readonly sourceAddress: string;
  readonly now: Date;
}

export function payloadEvent({ api, request, body, match, sourceAddress, now }: EventParts): PayloadEvent {
  const { method, path, queryString } = request;
  const { routeKey } = match.route;
  const cookies = headerValues(request.headers, 'cookie').flatMap((value) => value.split(/;\s*/));
  const headers = joinedHeaders(request.headers.filter(([name]) => name !== 'cookie'));
  const isText = textTypes.test((headers['content-type'] ?? 'text/plain').split(';')[0]?.trim() ?? '');
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: queryString,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(queryString !== '' && { queryStringParameters: joinedParameters(queryString) }),
    requestContext: {
      accountId: localAccount.accountID,
      apiId: api.id,
      domainName: api.host,
      domainPrefix: api.host.split('.')[0],
      http: {
        method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: sourceAddress,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: `${randomBytes(11).toString('base64url')}=`,
      routeKey,
      stage: '$default',
      time: commonLogTime(now),
      timeEpoch: now.getTime(),
    },
    ...(Object.keys(match.pathParameters).length > 0 && { pathParameters: match.pathParameters }),
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

function joinedHeaders(headers: readonly Header[]): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of headers) joined[name] = name in joined ? `${joined[name]},${value}` : value;
  return joined;
}

function joinedParameters(queryString: string): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(queryString))
    joined[name] = name in joined ? `${joined[name]},${value}` : value;
  return joined;
}

/** For example `12/Mar/2026:19:03:58 +0000`. */
function commonLogTime(now: Date): string {
  const [, weekdayLess = ''] = /, (.*) GMT$/.exec(now.toUTCString()) ?? [];
  const [day, month, year, time] = weekdayLess.split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}

/** The response that API Gateway makes of what a function returned; undefined if that is not a valid response. */
export function answerOf(returned: unknown): Answer | undefined {
  if (typeof returned !== 'object' || returned === null || !('statusCode' in returned))
    return {
      status: 200,
      headers: [['content-type', 'application/json']],
      body: Buffer.from(typeof returned === 'string' ? returned : JSON.stringify(returned)),
    };
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded } = returned as FunctionAnswer;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599 || typeof body !== 'string') return undefined;
  if (typeof headers !== 'object' || !Array.isArray(cookies)) return undefined;
  const named = Object.entries(headers).map(([name, value]): Header => [name.toLowerCase(), String(value)]);
  const hasType = named.some(([name]) => name === 'content-type');
  return {
    status,
    headers: [
      ...(hasType || body === '' ? [] : [['content-type', 'text/plain;charset=UTF-8'] as const]),
      ...named,
      ...cookies.map((cookie): Header => ['set-cookie', String(cookie)]),
    ],
    body: Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8'),
  };
}

interface FunctionAnswer {
  readonly statusCode: unknown;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly cookies?: readonly unknown[];
  readonly body?: unknown;
  readonly isBase64Encoded?: unknown;
}
