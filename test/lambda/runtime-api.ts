import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What Lambda tells a function about an invocation, besides its event. */
export interface Invocation {
  readonly requestID: string;
  readonly functionArn: string;
  /** Epoch milliseconds. */
  readonly deadlineAt: number;
}

/** How an invocation ended, with what the runtime posted. */
export interface Reply {
  readonly kind: 'answered' | 'failed';
  /** JSON. */
  readonly text: string;
}

const failure = (why: string): Reply => ({ kind: 'failed', text: JSON.stringify({ errorMessage: why }) });

/** Lambda's limit of an answer. */
const maxAnswerBytes = 6 * 1024 * 1024;
const version = '/2018-06-01/runtime';

/**
 * Lambda's Runtime API for one function: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html. The runtime asks for an
 * event, posts the answer, and asks for the next.
 */
export class RuntimeApi {
  readonly #server: Server;
  #waiting: ServerResponse | undefined;
  #current: { requestID: string; settle: (reply: Reply) => void } | undefined;
  #isGone = false;
  #onIdle: () => void = () => undefined;
  #onReady: () => void = () => undefined;
  /** Settles when the runtime asks for its first event; rejects if it cannot load the handler. */
  readonly ready: Promise<void>;
  #onInitError: (error: Error) => void = () => undefined;

  private constructor(server: Server) {
    this.#server = server;
    this.ready = new Promise((resolve, reject) => {
      this.#onReady = resolve;
      this.#onInitError = reject;
    });
    this.ready.catch(() => undefined);
    server.keepAliveTimeout = 0;
    server.on('request', (request, response) => void this.#handle(request, response));
  }

  static async open(): Promise<RuntimeApi> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new RuntimeApi(server);
  }

  /** The host and port for `AWS_LAMBDA_RUNTIME_API`. */
  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Settles when the runtime waits for an event, or is gone. */
  async idle(): Promise<void> {
    while (!this.#waiting && !this.#isGone) await new Promise<void>((resolve) => (this.#onIdle = resolve));
  }

  /** Hands an event to the runtime, which must be waiting for one. */
  invoke(event: unknown, { requestID, functionArn, deadlineAt }: Invocation): Promise<Reply> {
    const waiting = this.#waiting;
    if (!waiting) return Promise.resolve(failure('The runtime has ended.'));
    this.#waiting = undefined;
    return new Promise((settle) => {
      this.#current = { requestID, settle };
      waiting.writeHead(200, {
        'content-type': 'application/json',
        'Lambda-Runtime-Aws-Request-Id': requestID,
        'Lambda-Runtime-Deadline-Ms': String(deadlineAt),
        'Lambda-Runtime-Invoked-Function-Arn': functionArn,
        'Lambda-Runtime-Trace-Id':
          'Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1',
      });
      waiting.end(JSON.stringify(event));
    });
  }

  /** Ends the current invocation, because the process is gone or was stopped. */
  fail(why: string): void {
    this.#isGone = true;
    this.#waiting = undefined;
    this.#onIdle();
    this.#onInitError(new Error(why));
    this.#current?.settle(failure(why));
    this.#current = undefined;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    if (request.method === 'GET' && path === `${version}/invocation/next`) {
      this.#waiting = response;
      this.#onReady();
      this.#onIdle();
      return;
    }
    const body = await text(request);
    const [, requestID, what] = /\/invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
    if (path === `${version}/init/error`) this.#onInitError(new Error(body));
    else if (requestID === undefined || requestID !== this.#current?.requestID)
      return void response.writeHead(400).end();
    else if (Buffer.byteLength(body) > maxAnswerBytes) return void response.writeHead(413).end();
    else {
      this.#current.settle({ kind: what === 'response' ? 'answered' : 'failed', text: body });
      this.#current = undefined;
    }
    response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}');
  }
}
