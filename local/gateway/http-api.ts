import { randomBytes } from 'node:crypto';
import { PayloadTooLarge } from '../emulators/http.ts';
import type { Outcome } from '../functions/index.ts';
import type { HttpApi } from '../template/api.ts';
import { type Answer, jsonAnswer, type ViewerRequest } from './exchange.ts';
import { answerOf, payloadEvent } from './payload.ts';
import { Routes } from './routes.ts';

/** The limits of API Gateway. */
const maxBodyBytes = 10 * 1024 * 1024;
const maxRequestLineAndHeaderBytes = 10_240;
/** Lambda's limit for the JSON of an event. A body below API Gateway's 10 MB can exceed it. */
const maxEventBytes = 6 * 1024 * 1024 + 100;

const tooLarge = jsonAnswer(413, { message: 'Request Entity Too Large' });

export type Invoke = (functionArn: string, event: unknown) => Promise<Outcome>;

/** The HTTP API of API Gateway. Its own refusals have its own bodies, which are not problem documents. */
export class HttpApiGateway {
  readonly #api: HttpApi;
  readonly #routes: Routes;
  readonly #invoke: Invoke;

  constructor(api: HttpApi, invoke: Invoke) {
    this.#api = api;
    this.#routes = new Routes(api.routes);
    this.#invoke = invoke;
  }

  /** @param sourceAddress the network address of the caller: CloudFront, or a client that bypasses it. */
  async handle(request: ViewerRequest, sourceAddress: string): Promise<Answer> {
    const answer = await this.#answer(request, sourceAddress);
    return {
      ...answer,
      headers: [...answer.headers, ['apigw-requestid', `${randomBytes(11).toString('base64url')}=`]],
    };
  }

  async #answer(request: ViewerRequest, sourceAddress: string): Promise<Answer> {
    if (requestLineAndHeaderBytes(request) > maxRequestLineAndHeaderBytes)
      return jsonAnswer(431, { message: 'Request Header Fields Too Large' });
    const body = await request.body(maxBodyBytes).catch((error: unknown) => {
      if (error instanceof PayloadTooLarge) return undefined;
      throw error;
    });
    if (!body) return tooLarge;
    const match = this.#routes.match(request.method, request.path);
    if (!match) return jsonAnswer(404, { message: 'Not Found' });
    const event = payloadEvent({ api: this.#api, request, body, match, sourceAddress, now: new Date() });
    if (Buffer.byteLength(JSON.stringify(event)) > maxEventBytes) return tooLarge;
    return toAnswer(await this.#invoke(match.route.functionArn, event));
  }
}

function toAnswer(outcome: Outcome): Answer {
  if (outcome.kind === 'timed-out') return jsonAnswer(503, { message: 'Service Unavailable' });
  const answer = outcome.kind === 'answered' ? answerOf(outcome.answer) : undefined;
  return answer ?? jsonAnswer(500, { message: 'Internal Server Error' });
}

function requestLineAndHeaderBytes({ method, path, queryString, headers }: ViewerRequest): number {
  const line = `${method} ${path}?${queryString} HTTP/1.1`;
  return headers.reduce((bytes, [, value]) => bytes + Buffer.byteLength(value), Buffer.byteLength(line));
}
