import { isDeepStrictEqual } from 'node:util';
import { createContext, Script } from 'node:vm';
import type { Distribution } from '../template/distribution.ts';
import { type Answer, type Header, headerValues, type ViewerRequest } from './exchange.ts';

/** CloudFront allows a function about a millisecond of CPU time. This only stops one that never returns. */
const timeoutMilliseconds = 1000;

interface MultiValue {
  readonly value: string;
  readonly multiValue?: readonly { readonly value: string }[];
}
type MultiValues = Readonly<Record<string, MultiValue>>;

interface EdgeRequest {
  readonly method: string;
  readonly uri: string;
  readonly querystring: MultiValues;
  readonly headers: MultiValues;
  readonly cookies: MultiValues;
}

interface EdgeResponse {
  readonly statusCode: number;
  readonly headers?: MultiValues;
  readonly body?: string | { readonly encoding: 'text' | 'base64'; readonly data: string };
}

export type EdgeOutcome =
  | { readonly kind: 'request'; readonly request: ViewerRequest }
  | { readonly kind: 'response'; readonly answer: Answer };

/** A CloudFront Function on the viewer request (event structure version 1.0), run from its code in the template. */
export class EdgeFunction {
  readonly #script: Script;
  readonly #distribution: Pick<Distribution, 'id' | 'domainName'>;

  constructor(code: string, distribution: Pick<Distribution, 'id' | 'domainName'>) {
    this.#script = new Script(`${code}\n;JSON.stringify(handler(JSON.parse(input)))`);
    this.#distribution = distribution;
  }

  /** @throws whatever the function throws. */
  run(request: ViewerRequest): EdgeOutcome {
    const given = edgeRequest(request);
    const event = {
      version: '1.0',
      context: {
        distributionDomainName: this.#distribution.domainName,
        distributionId: this.#distribution.id,
        eventType: 'viewer-request',
        requestId: 'local',
      },
      viewer: { ip: request.clientAddress },
      request: given,
    };
    const context = createContext({ input: JSON.stringify(event) });
    const returned = JSON.parse(
      String(this.#script.runInContext(context, { timeout: timeoutMilliseconds })),
    ) as EdgeRequest | EdgeResponse;
    if ('statusCode' in returned) return { kind: 'response', answer: answerOf(returned) };
    return { kind: 'request', request: applyChanges(request, given, returned) };
  }
}

function edgeRequest(request: ViewerRequest): EdgeRequest {
  const cookies = headerValues(request.headers, 'cookie')
    .flatMap((line) => line.split(/;\s*/))
    .map((pair): Header => [pair.split('=')[0] ?? '', pair.slice(pair.indexOf('=') + 1)]);
  const parameters = request.queryString === '' ? [] : request.queryString.split('&');
  return {
    method: request.method,
    uri: request.path,
    querystring: multiValues(
      parameters.map((pair): Header => {
        const [name = '', ...value] = pair.split('=');
        return [name, value.join('=')];
      }),
    ),
    headers: multiValues(request.headers.filter(([name]) => name !== 'cookie')),
    cookies: multiValues(cookies),
  };
}

function multiValues(pairs: readonly Header[]): MultiValues {
  const names = new Set(pairs.map(([name]) => name));
  const entries = [...names].map((name): [string, MultiValue] => {
    const values = headerValues(pairs, name).map((value) => ({ value }));
    const first = { value: values[0]?.value ?? '' };
    return [name, values.length > 1 ? { ...first, multiValue: values } : first];
  });
  return Object.fromEntries(entries);
}

function pairsOf(values: MultiValues): Header[] {
  return Object.entries(values).flatMap(([name, { value, multiValue }]) =>
    (multiValue ?? [{ value }]).map((it): Header => [name, it.value]),
  );
}

/** What the function did not change stays exactly as the client sent it. */
function applyChanges(request: ViewerRequest, before: EdgeRequest, after: EdgeRequest): ViewerRequest {
  const rewritten = (values: MultiValues, separator: string) =>
    pairsOf(values)
      .map(([name, value]) => `${name}=${value}`)
      .join(separator);
  const sameCookies = isDeepStrictEqual(before.cookies, after.cookies);
  const cookies: Header[] = sameCookies
    ? request.headers.filter(([name]) => name === 'cookie')
    : [['cookie', rewritten(after.cookies, '; ')]];
  return {
    ...request,
    path: after.uri,
    queryString: isDeepStrictEqual(before.querystring, after.querystring)
      ? request.queryString
      : rewritten(after.querystring, '&'),
    headers: [...pairsOf(after.headers), ...cookies.filter(([, value]) => value !== '')],
  };
}

function answerOf({ statusCode, headers = {}, body = '' }: EdgeResponse): Answer {
  return {
    status: statusCode,
    headers: pairsOf(headers),
    body:
      typeof body === 'string'
        ? Buffer.from(body)
        : Buffer.from(body.data, body.encoding === 'base64' ? 'base64' : 'utf8'),
  };
}
