import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { keepConnections, readBody } from '../emulators/http.ts';
import type { SesEmulator } from '../emulators/ses.ts';
import type { LocalModel } from '../template/index.ts';
import { CloudFront } from './cloudfront.ts';
import { type Answer, type Header, headerValues, jsonAnswer, type ViewerRequest } from './exchange.ts';
import { HttpApiGateway, type Invoke } from './http-api.ts';
import { answerFromInbox, isInboxPath } from './inbox.ts';

export { inboxPath } from './inbox.ts';

/** More than any emulated limit, so that exceeding one gets the response of AWS and not that of Node. */
const maxHeaderSize = 64 * 1024;
const addresses = ['127.0.0.1', '::1'] as const;

export interface GatewayOptions {
  readonly model: Pick<LocalModel, 'api' | 'distribution'>;
  readonly invoke: Invoke;
  readonly ses: Pick<SesEmulator, 'storeEndpoint' | 'inbox'>;
  readonly onUnexpected: (error: unknown) => void;
}

export interface Gateway {
  readonly port: number;
  close(): Promise<void>;
}

/** Another program listens on the port. */
export class PortInUseError extends Error {
  readonly port: number;

  constructor(port: number) {
    super(`Port ${port} is in use`);
    this.port = port;
  }
}

/**
 * Emulates CloudFront with the HTTP API and the site behind it, on 127.0.0.1 and ::1. A request whose Host is the host name of
 * the API bypasses CloudFront, as is possible on AWS.
 * @param port 0 for any free port. @throws PortInUseError
 */
export async function startGateway(port: number, options: GatewayOptions): Promise<Gateway> {
  const handle = handler(options);
  return listenOnBoth(port, (request, response) => {
    handle(request).then(
      (answer) => send(request, response, answer),
      (error: unknown) => {
        options.onUnexpected(error);
        send(request, response, jsonAnswer(500, { message: 'Internal Server Error' }));
      },
    );
  });
}

function handler({ model, invoke, ses, onUnexpected }: GatewayOptions) {
  const api = new HttpApiGateway(model.api, invoke);
  const cloudFront = new CloudFront(model.distribution, api, model.api.host, onUnexpected);
  return async (incoming: IncomingMessage): Promise<Answer> => {
    const request = viewerRequest(incoming);
    if (!request) return jsonAnswer(400, { message: 'Bad Request' });
    const [host] = headerValues(request.headers, 'host');
    if (host === model.api.host) return api.handle(request, request.clientAddress);
    if (!isLoopback(host)) return jsonAnswer(421, { message: 'This service is at http://localhost.' });
    if (isInboxPath(request.path)) return answerFromInbox(ses, request);
    return cloudFront.handle(request);
  };
}

/**
 * Whether a Host header names this machine. Any other name leads here by DNS rebinding: a page elsewhere could read the
 * mails of the inbox through a name of its own.
 */
function isLoopback(host: string | undefined): boolean {
  const name = /^(\[[^\]]*\]|[^:]*)(:\d+)?$/.exec(host ?? '')?.[1]?.toLowerCase() ?? '';
  return ['localhost', '[::1]'].includes(name) || /^127(\.\d{1,3}){3}$|\.localhost$/.test(name);
}

function viewerRequest(incoming: IncomingMessage): ViewerRequest | undefined {
  const target = (incoming.url ?? '').replace(/^https?:\/\/[^/?]+(?=[/?])/, '').replace(/#.*$/s, '');
  if (!target.startsWith('/')) return undefined;
  const mark = target.indexOf('?');
  const headers: Header[] = [];
  for (let index = 0; index < incoming.rawHeaders.length; index += 2)
    headers.push([incoming.rawHeaders[index]?.toLowerCase() ?? '', incoming.rawHeaders[index + 1] ?? '']);
  return {
    method: incoming.method ?? '',
    path: mark < 0 ? target : target.slice(0, mark),
    queryString: mark < 0 ? '' : target.slice(mark + 1),
    headers,
    clientAddress: incoming.socket.remoteAddress ?? '',
    body: (limitBytes) => readBody(incoming, limitBytes),
  };
}

function send(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Answer): void {
  const hasBody = status !== 204 && status !== 304;
  try {
    for (const [name, value] of headers) if (name !== 'content-length') response.appendHeader(name, value);
    if (hasBody) response.setHeader('content-length', body.length);
    response.writeHead(status);
  } catch {
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    response.writeHead(500, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ message: 'Internal Server Error' }));
    return;
  }
  response.end(hasBody && request.method !== 'HEAD' ? body : undefined);
}

async function listenOnBoth(
  port: number,
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Gateway> {
  const servers: Server[] = [];
  const close = async () => {
    await Promise.all(
      servers.map(async (server) => {
        const closed = once(server, 'close');
        server.close();
        server.closeAllConnections();
        await closed;
      }),
    );
  };
  let chosen = port;
  for (const address of addresses) {
    const server = createServer({ maxHeaderSize }, handle);
    keepConnections(server);
    try {
      server.listen(chosen, address);
      await once(server, 'listening');
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (address === '::1' && (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT')) continue;
      await close();
      throw code === 'EADDRINUSE' ? new PortInUseError(chosen) : error;
    }
    chosen = (server.address() as AddressInfo).port;
    servers.push(server);
  }
  return { port: chosen, close };
}

/** @throws PortInUseError if a gateway could not listen on the port now. */
export async function checkPort(port: number): Promise<void> {
  const gateway = await listenOnBoth(port, (_, response) => response.end());
  await gateway.close();
}
