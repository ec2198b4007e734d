import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** An emulator's HTTP server on a free port of 127.0.0.1. */
export interface Listener {
  readonly endpoint: string;
  /** Refuses connections until `restore`, like a service that cannot be reached. */
  interrupt(): Promise<void>;
  restore(): Promise<void>;
  close(): Promise<void>;
}

export async function listen(handle: RequestListener): Promise<Listener> {
  const server = createServer(handle);
  keepConnections(server);
  const open = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  await open(0);
  const { port } = server.address() as AddressInfo;
  const shut = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return { endpoint: `http://127.0.0.1:${port}`, interrupt: shut, restore: () => open(port), close: shut };
}

/**
 * Leaves it to clients to close idle connections. If a server closes one while the next request is on its way, as happens
 * on a busy machine, the client sees a broken connection.
 */
export function keepConnections(server: Server): void {
  server.keepAliveTimeout = 0;
}

/** How much of a body that is too large is still read, so that its sender gets to read the response. */
const maxDrainedBytes = 64 * 1024 * 1024;

/** @throws PayloadTooLarge, or an Error if the client goes away. */
export function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= limitBytes) chunks.push(chunk);
      if (bytes > limitBytes + maxDrainedBytes) request.destroy(new PayloadTooLarge());
    });
    request.on('end', () =>
      bytes > limitBytes ? reject(new PayloadTooLarge()) : resolve(Buffer.concat(chunks)),
    );
    request.on('error', reject);
    request.on('close', () => reject(new Error('The client closed the connection.')));
  });
}

export class PayloadTooLarge extends Error {}

/** The access key id in the Credential of a SigV4 signature; the signature itself is not verified. */
export function accessKeyOf(request: IncomingMessage): string | undefined {
  return /^AWS4-HMAC-SHA256 .*Credential=([^/,\s]+)\//.exec(request.headers.authorization ?? '')?.[1];
}

export function answerJson(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: unknown,
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(text) });
  response.end(text);
}
