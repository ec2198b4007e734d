import * as http from 'node:http';
import type { AddressInfo } from 'node:net';

/** A DynamoDB endpoint in front of another one that counts calls and the capacity they consume. */
export interface MeteredDynamoDB {
  readonly endpoint: string;
  /** What was counted since the last look; looking starts anew. */
  read(): Consumption;
  close(): Promise<void>;
}

export interface Consumption {
  readonly calls: readonly string[];
  readonly readUnits: number;
  readonly writeUnits: number;
}

export async function meterDynamoDB(behind: string): Promise<MeteredDynamoDB> {
  let calls: string[] = [];
  let units = { read: 0, write: 0 };
  const server = http.createServer(async (request, response) => {
    const operation = String(request.headers['x-amz-target'] ?? '').split('.')[1] ?? '';
    const asked = JSON.parse((await bytesOf(request)).toString('utf8')) as Record<string, unknown>;
    const body = JSON.stringify({ ...asked, ReturnConsumedCapacity: 'TOTAL' });
    const { 'content-length': _, host: __, ...headers } = request.headers;
    const forwarded = http.request(behind, {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    });
    forwarded.on('response', async (answer) => {
      const text = (await bytesOf(answer)).toString('utf8');
      calls.push(operation);
      const consumed = consumedBy(operation, text, asked);
      units = { read: units.read + consumed.read, write: units.write + consumed.write };
      response.writeHead(answer.statusCode ?? 500, { 'content-type': answer.headers['content-type'] ?? '' });
      response.end(text);
    });
    forwarded.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    read: () => {
      const counted = { calls, readUnits: units.read, writeUnits: units.write };
      calls = [];
      units = { read: 0, write: 0 };
      return counted;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * The emulator says what single calls consume. A transaction costs twice a write per item (AWS's rule), and the
 * emulator does not say it; every row here is smaller than the 1 KB that a unit covers.
 */
function consumedBy(
  operation: string,
  text: string,
  asked: Record<string, unknown>,
): { read: number; write: number } {
  const items = asked['TransactItems'];
  if (Array.isArray(items)) return { read: 0, write: items.length * 2 };
  const { ConsumedCapacity: consumed } = JSON.parse(text) as { ConsumedCapacity?: Capacity | Capacity[] };
  const total = [consumed ?? []].flat().reduce((sum, { CapacityUnits }) => sum + (CapacityUnits ?? 0), 0);
  return /Get|Query/.test(operation) ? { read: total, write: 0 } : { read: 0, write: total };
}

interface Capacity {
  readonly CapacityUnits?: number;
}

async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
