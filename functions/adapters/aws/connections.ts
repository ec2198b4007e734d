import type { Agent, ClientRequest, IncomingHttpHeaders, IncomingMessage, RequestOptions } from 'node:http';
import * as https from 'node:https';
import type { Socket } from 'node:net';
import type { Host } from '../../host.ts';

export interface Request {
  readonly endpoint: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether carrying it out twice is the same as once. */
  readonly isRepeatable: boolean;
}

export interface Response {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request that got no whole response. */
export class ConnectionError extends Error {
  override readonly name: 'ConnectionError' | 'TimeoutError';
  /** Node's code of the error. */
  readonly code: string;
  /** Whether the service may have got the request, and carried it out. */
  readonly mayHaveArrived: boolean;
  /** Whether an earlier request had left the connection open. It may have died unnoticed since. */
  readonly wasReused: boolean;

  constructor(cause: NodeJS.ErrnoException, state: { mayHaveArrived: boolean; wasReused: boolean }) {
    super(cause.message, { cause });
    this.code = cause.code ?? '';
    this.name = this.code === timeoutCode ? 'TimeoutError' : 'ConnectionError';
    this.mayHaveArrived = state.mayHaveArrived;
    this.wasReused = state.wasReused;
  }
}

const timeoutCode = 'ETIMEDOUT';

/** In milliseconds. A step has ten seconds, and must still be able to answer after a retry. */
export interface TimeLimits {
  /** For a new connection: name, TCP and TLS. */
  readonly connect: number;
  /** From then on, for the whole response. */
  readonly response: number;
  /** The same on a connection that was idle for longer than `fresh`, if the request is repeatable: it may be dead and silent. */
  readonly suspicious: number;
  /** How long after a response its connection certainly still works. */
  readonly fresh: number;
}

const inLambda: TimeLimits = { connect: 1000, response: 3000, suspicious: 1000, fresh: 5000 };

/** Outside Lambda nothing ends an invocation, and an emulator on a busy machine is slow, not broken. */
const elsewhere: TimeLimits = { connect: 60_000, response: 60_000, suspicious: 60_000, fresh: 5000 };

export const timeLimitsOf = ({ environment }: Pick<Host, 'environment'>): TimeLimits =>
  environment['AWS_LAMBDA_FUNCTION_NAME'] === undefined ? elsewhere : inLambda;

interface Transport {
  readonly agent: Agent;
  readonly request: (options: RequestOptions) => ClientRequest;
}

const agentOptions = { keepAlive: true, maxSockets: 50 };

/**
 * The connections to one service. Lambda freezes a function between invocations, and the other side closes idle connections
 * meanwhile. So a request that must not be carried out twice uses only a connection that answered a moment ago, or a new one;
 * a repeatable one tries an old connection.
 */
export class Connections {
  readonly #now: Host['now'];
  readonly #limits: TimeLimits;
  readonly #lastUsed = new WeakMap<Socket, number>();
  #transport: Promise<Transport> | undefined;

  constructor({ now }: Pick<Host, 'now'>, limits: TimeLimits) {
    this.#now = now;
    this.#limits = limits;
  }

  /** @throws ConnectionError */
  async send(request: Request): Promise<Response> {
    this.#transport ??= openTransport(request.endpoint);
    const transport = await this.#transport;
    if (!request.isRepeatable) this.#closeStale(transport.agent);
    return new Promise((resolve, reject) => this.#exchange(transport, request, resolve, reject));
  }

  /** Closes the connections that no request uses. */
  async closeIdle(): Promise<void> {
    for (const socket of idleSockets((await this.#transport)?.agent)) socket.destroy();
  }

  async destroy(): Promise<void> {
    (await this.#transport)?.agent.destroy();
  }

  #isFresh(socket: Socket): boolean {
    return this.#now() - (this.#lastUsed.get(socket) ?? 0) <= this.#limits.fresh;
  }

  #closeStale(agent: Agent): void {
    for (const socket of idleSockets(agent)) if (!this.#isFresh(socket)) socket.destroy();
  }

  #exchange(
    { agent, request: open }: Transport,
    { endpoint, headers, body }: Request,
    resolve: (response: Response) => void,
    reject: (error: ConnectionError) => void,
  ): void {
    const { hostname, port, pathname } = endpoint;
    const request = open({ agent, method: 'POST', hostname, port, path: pathname, headers });
    const state = { mayHaveArrived: false, wasReused: false };
    let timer: NodeJS.Timeout | undefined;
    const limit = (milliseconds: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => request.destroy(timedOut()), milliseconds);
    };
    const fail = (error: Error) => {
      clearTimeout(timer);
      reject(new ConnectionError(error, state));
    };
    request.on('error', fail);
    request.on('socket', (socket) => {
      state.wasReused = this.#lastUsed.has(socket);
      if (state.wasReused) {
        state.mayHaveArrived = true;
        limit(this.#isFresh(socket) ? this.#limits.response : this.#limits.suspicious);
        return;
      }
      limit(this.#limits.connect);
      socket.once(endpoint.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        state.mayHaveArrived = true;
        limit(this.#limits.response);
      });
    });
    request.on('response', (response) => {
      const { socket } = response;
      // At once: the agent gives the connection to the next request before anybody has the body.
      response.on('end', () => this.#lastUsed.set(socket, this.#now()));
      readBody(response).then((text) => {
        clearTimeout(timer);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      }, fail);
    });
    request.end(body);
  }
}

const timedOut = () => Object.assign(new Error('no response in time'), { code: timeoutCode });

const idleSockets = (agent: Agent | undefined): readonly Socket[] =>
  Object.values(agent?.freeSockets ?? {}).flatMap((sockets) => sockets ?? []);

/** Only emulators speak plain HTTP, and loading its module as well takes a while. */
async function openTransport({ protocol }: URL): Promise<Transport> {
  if (protocol === 'https:') return { agent: new https.Agent(agentOptions), request: https.request };
  const http = await import('node:http');
  return { agent: new http.Agent(agentOptions), request: http.request };
}

function readBody(response: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    response.on('error', reject);
  });
}
