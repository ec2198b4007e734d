import * as http from 'node:http';
import { isIPv4 } from 'node:net';
import { inboxPage, type MailList, storedMails } from './inbox.ts';

export interface EdgeOptions {
  readonly port: number;
  /** Where the emulator listens. */
  readonly emulatorPort: number;
  /** `….cloudfront.net`: whose viewers' requests are handed on. Asked for each request: a deployment makes it. */
  readonly distributionDomain: () => string | undefined;
}

export interface Edge {
  readonly url: string;
  readonly inboxUrl: string;
  close(): Promise<void>;
}

/**
 * The way from a browser to a deployed distribution: leads its name to the emulator and ends TLS, as far as the
 * emulator is told. What CloudFront does, the emulator does, from what was deployed. Mails that SES took are listed
 * below `/inbox`, as in the local run.
 */
export async function startEdge({ port, emulatorPort, distributionDomain }: EdgeOptions): Promise<Edge> {
  const server = http.createServer({ maxHeaderSize: 64 * 1024 }, (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    if (path === '/inbox' || path.startsWith('/inbox/')) answerInbox(path, emulatorPort, response);
    else handOn(request, response, emulatorPort, distributionDomain());
  });
  // A client may keep a connection longer than a burst of requests lasts.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const url = `http://localhost:${port}`;
  return {
    url,
    inboxUrl: `${url}/inbox/store`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What TLS and the name of the distribution stand for. */
const ownHeaders = ['host', 'x-forwarded-proto'];

function handOn(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  port: number,
  distributionDomain: string | undefined,
): void {
  if (distributionDomain === undefined) {
    response.writeHead(503, { 'content-type': 'text/plain' }).end('Nothing is deployed yet.');
    return;
  }
  const headers = ['Host', distributionDomain, 'X-Forwarded-Proto', 'https'];
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const [name = '', value = ''] = request.rawHeaders.slice(index, index + 2);
    if (!ownHeaders.includes(name.toLowerCase())) headers.push(name, value);
  }
  const { remoteAddress = '' } = request.socket;
  const outgoing = http.request({
    host: '127.0.0.1',
    port,
    // CloudFront tells the functions the viewer's address, which is that of the connection.
    localAddress: isIPv4(remoteAddress) ? remoteAddress : '127.0.0.1',
    method: request.method,
    path: request.url,
    headers,
    agent: false,
  });
  outgoing.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    answer.pipe(response);
  });
  outgoing.on('error', (error) => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502, { 'content-type': 'text/plain' }).end(`The emulator: ${error.message}`);
  });
  response.on('close', () => outgoing.destroy());
  request.pipe(outgoing);
}

async function answerInbox(path: string, emulatorPort: number, response: http.ServerResponse): Promise<void> {
  try {
    const answer = await fetch(`http://127.0.0.1:${emulatorPort}/_ministack/ses/messages`);
    const mails = storedMails((await answer.json()) as MailList);
    const isList = path === '/inbox/store';
    response.writeHead(200, {
      'content-type': isList ? 'application/json' : 'text/html; charset=utf-8',
      'cache-control': 'no-store',
    });
    response.end(isList ? JSON.stringify({ emails: mails }) : inboxPage(mails));
  } catch (error) {
    response.writeHead(502, { 'content-type': 'text/plain' }).end(`The inbox: ${(error as Error).message}`);
  }
}
