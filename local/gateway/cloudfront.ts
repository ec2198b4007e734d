import { randomBytes } from 'node:crypto';
import type { Behavior, Distribution, Origin } from '../template/distribution.ts';
import type { HeadersPolicy } from '../template/headers-policies.ts';
import { EdgeFunction } from './edge-function.ts';
import { type Answer, type Header, headerValues, jsonAnswer, type ViewerRequest } from './exchange.ts';
import type { HttpApiGateway } from './http-api.ts';
import { answerFromBucket } from './site.ts';

const maxUrlBytes = 8192;

/** The network address of CloudFront that API Gateway sees, from a block that is reserved for documentation. */
const edgeAddress = '192.0.2.1';

/** Headers of a single connection, which are not forwarded. */
const hopHeaders = new Set([
  'connection',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

interface PreparedBehavior {
  readonly behavior: Behavior;
  readonly path: RegExp;
  readonly edgeFunction: EdgeFunction | undefined;
}

/** CloudFront: behaviors, their functions on the viewer request, their origins and response headers policies. */
export class CloudFront {
  readonly #distribution: Distribution;
  readonly #behaviors: readonly PreparedBehavior[];
  readonly #api: HttpApiGateway;
  readonly #apiHost: string;
  readonly #onUnexpected: (error: unknown) => void;

  constructor(
    distribution: Distribution,
    api: HttpApiGateway,
    apiHost: string,
    onUnexpected: (error: unknown) => void,
  ) {
    this.#distribution = distribution;
    this.#api = api;
    this.#apiHost = apiHost;
    this.#onUnexpected = onUnexpected;
    this.#behaviors = distribution.behaviors.map((behavior) => ({
      behavior,
      path: pathExpression(behavior.pathPattern),
      edgeFunction:
        behavior.viewerRequestCode === undefined
          ? undefined
          : new EdgeFunction(behavior.viewerRequestCode, distribution),
    }));
  }

  async handle(request: ViewerRequest): Promise<Answer> {
    if (Buffer.byteLength(request.path) + Buffer.byteLength(request.queryString) > maxUrlBytes)
      return jsonAnswer(414, { message: 'Request-URI Too Long' });
    const matched = this.#behaviors.find(({ path }) => path.test(request.path));
    if (!matched) return refused;
    const answer = await this.#answer(matched, request);
    return withPolicy(answer, matched.behavior.headersPolicy);
  }

  async #answer({ behavior, edgeFunction }: PreparedBehavior, request: ViewerRequest): Promise<Answer> {
    if (!behavior.allowedMethods.includes(request.method)) return refused;
    try {
      const outcome = edgeFunction?.run(request) ?? { kind: 'request', request };
      if (outcome.kind === 'response') return outcome.answer;
      return await this.#fromOrigin(behavior.origin, outcome.request);
    } catch (error) {
      this.#onUnexpected(error);
      return htmlAnswer(503, 'The CloudFront function associated with the distribution is invalid.');
    }
  }

  async #fromOrigin(origin: Origin, request: ViewerRequest): Promise<Answer> {
    if (origin.kind === 'api')
      return this.#api.handle(this.#originRequest(request, origin.customHeaders), edgeAddress);
    const root = this.#distribution.defaultRootObject;
    const path = request.path === '/' && root !== undefined ? `/${root}` : request.path;
    return answerFromBucket(origin.bucket, path);
  }

  #originRequest(request: ViewerRequest, customHeaders: Readonly<Record<string, string>>): ViewerRequest {
    const kept = request.headers.filter(([name]) => !hopHeaders.has(name) && !(name in customHeaders));
    const forwarded = [...headerValues(kept, 'x-forwarded-for'), request.clientAddress, edgeAddress].join(
      ', ',
    );
    const own = {
      ...customHeaders,
      host: this.#apiHost,
      via: `1.1 ${this.#distribution.domainName} (CloudFront)`,
      'x-amz-cf-id': randomBytes(42).toString('base64url'),
      'x-amzn-trace-id': `Root=1-${randomBytes(4).toString('hex')}-${randomBytes(12).toString('hex')}`,
      'x-forwarded-for': forwarded,
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
    };
    return { ...request, headers: [...kept.filter(([name]) => !(name in own)), ...Object.entries(own)] };
  }
}

function pathExpression(pattern: string): RegExp {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${pattern.startsWith('/') || pattern === '*' ? '' : '/'}${escaped}$`, 's');
}

function withPolicy(answer: Answer, policy: HeadersPolicy | undefined): Answer {
  if (!policy) return answer;
  const has = (name: string) => answer.headers.some(([it]) => it === name);
  const added = policy.add.filter(({ name, override }) => override || !has(name));
  const dropped = new Set([...policy.remove, ...added.map(({ name }) => name)]);
  const headers = [
    ...answer.headers.filter(([name]) => !dropped.has(name)),
    ...added.map(({ name, value }): Header => [name, value]),
  ];
  return { ...answer, headers };
}

function htmlAnswer(status: number, text: string): Answer {
  const html = `<!DOCTYPE html><title>ERROR: The request could not be satisfied</title><h1>${status} ERROR</h1><p>${text}</p>`;
  return { status, headers: [['content-type', 'text/html']], body: Buffer.from(html) };
}

const refused = htmlAnswer(403, 'This distribution is not configured to allow the HTTP request method.');
