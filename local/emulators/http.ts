import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An emulator's HTTP server on a free port of 127.0.0.1. */
export interface Listener {
  readonly endpoint: string;
  /** Refuses connections until `restore`, as a service that cannot be reached. */
  interrupt(): Promise<void>;
  restore(): Promise<void>;
  close(): Promise<void>;
}

export async function listen(handle: RequestListener): Promise<Listener> {
  const server = createServer(handle);
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

/** @throws PayloadTooLarge */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > limitBytes) throw new PayloadTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
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
