import * as http from 'node:http';
import * as https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Certificate } from './certificate.ts';

/** What a server does with one request. */
export type Reaction =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
    }
  | 'resets'
  | 'breaks off'
  | 'is silent';

export interface SeenRequest {
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  /** Which of the connections it came through, by the order in which they were opened. */
  readonly connection: number;
}

/** A real server that reacts to each request as it was told to, and with an empty answer after that. */
export interface ScriptedServer {
  readonly endpoint: string;
  readonly requests: readonly SeenRequest[];
  next(...reactions: readonly Reaction[]): void;
  close(): Promise<void>;
}

export async function startScriptedServer(certificate?: Certificate): Promise<ScriptedServer> {
  const requests: SeenRequest[] = [];
  const reactions: Reaction[] = [];
  const sockets: Socket[] = [];
  const answer: http.RequestListener = async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    requests.push({ headers: request.headers, body, connection: sockets.indexOf(request.socket) });
    react(reactions.shift() ?? {}, response);
  };
  const server = certificate ? https.createServer({ ...certificate }, answer) : http.createServer(answer);
  server.keepAliveTimeout = 0;
  server.on(certificate ? 'secureConnection' : 'connection', (socket: Socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `${certificate ? 'https' : 'http'}://127.0.0.1:${port}`,
    requests,
    next: (...more) => void reactions.push(...more),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function react(reaction: Reaction, response: http.ServerResponse): void {
  const { socket } = response;
  if (reaction === 'is silent') return;
  if (reaction === 'resets') return void (socket as Socket).resetAndDestroy();
  if (reaction === 'breaks off') {
    response.writeHead(200, { 'content-length': 100 });
    response.write('{"Responses":');
    setImmediate(() => socket?.destroy());
    return;
  }
  const { status = 200, headers = {}, body = {} } = reaction;
  response.writeHead(status, headers);
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
