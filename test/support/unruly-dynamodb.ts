import * as http from 'node:http';
import type { AddressInfo } from 'node:net';

/** A DynamoDB endpoint in front of another one that is late, or refuses, when it is told to. */
export interface UnrulyDynamoDB {
  readonly endpoint: string;
  /** The next calls of this operation are answered with this error, which quotes them, and reach nothing, until `recover`. */
  failNext(operation: string, error: string, count?: number): void;
  recover(): void;
  /**
   * Holds the next call of this operation back until `release`.
   * `held` is fulfilled once the call is there.
   */
  holdNext(operation: string): { readonly held: Promise<void>; release(): void };
  /** How often each operation was asked for, those that failed included. */
  readonly asked: Readonly<Record<string, number>>;
  close(): Promise<void>;
}

interface Hold {
  readonly operation: string;
  readonly arrive: () => void;
  readonly released: Promise<void>;
}

export async function disturbDynamoDB(behind: string): Promise<UnrulyDynamoDB> {
  const failures: { operation: string; error: string }[] = [];
  const holds: Hold[] = [];
  const asked: Record<string, number> = {};
  const take = <T extends { operation: string }>(list: T[], operation: string): T | undefined => {
    const index = list.findIndex((entry) => entry.operation === operation);
    return index < 0 ? undefined : list.splice(index, 1)[0];
  };
  const server = http.createServer(async (request, response) => {
    const operation = String(request.headers['x-amz-target'] ?? '').split('.')[1] ?? '';
    asked[operation] = (asked[operation] ?? 0) + 1;
    const body = await bytesOf(request);
    const hold = take(holds, operation);
    hold?.arrive();
    await hold?.released;
    const failure = take(failures, operation);
    if (failure) {
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
      const __type = `com.amazonaws.dynamodb.v20120810#${failure.error}`;
      response.end(JSON.stringify({ __type, message: `Refused: ${body}` }));
      return;
    }
    const { host: _, ...headers } = request.headers;
    const forwarded = http.request(behind, { method: 'POST', headers });
    forwarded.on('response', async (answer) => {
      const text = await bytesOf(answer);
      response.writeHead(answer.statusCode ?? 500, { 'content-type': answer.headers['content-type'] ?? '' });
      response.end(text);
    });
    forwarded.on('error', () => response.destroy());
    forwarded.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    failNext: (operation, error, count = 1) => {
      for (let index = 0; index < count; index += 1) failures.push({ operation, error });
    },
    recover: () => {
      failures.length = 0;
    },
    holdNext: (operation) => {
      let arrive = () => {};
      let release = () => {};
      const held = new Promise<void>((resolve) => {
        arrive = resolve;
      });
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      holds.push({ operation, arrive, released });
      return { held, release };
    },
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
