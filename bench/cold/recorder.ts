import * as http from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the emulators answered, so that a stub can answer the same without any work of its own. */
export interface Recording {
  /** The items that were read, by `itemID`. A later read replaces an earlier one. */
  readonly items: Map<string, Item>;
  /** The answers of operations that depend on nothing but the request. */
  readonly answers: Map<string, string>;
}

export type Item = Readonly<Record<string, unknown>>;
export type Keys = Readonly<Record<string, { readonly Keys: readonly Item[] }>>;

export const newRecording = (): Recording => ({ items: new Map(), answers: new Map() });

/** The same for the same item, whatever the order of its key's attributes. */
export const itemID = (table: string, key: Item): string => `${table} ${canonical(key)}`;

/** Identifies a request by its operation, and by its body if that decides about the answer. */
export const answerID = (operation: string, body: string): string =>
  operation.startsWith('TrentService') ? `${operation} ${canonical(JSON.parse(body))}` : operation;

/** JSON with sorted names: clients write the fields of a request in different orders. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** An endpoint in front of an emulator that records its answers. */
export async function record(behind: string, recording: Recording): Promise<string> {
  const server = http.createServer(async (request, response) => {
    const body = (await bytesOf(request)).toString('utf8');
    const { host: _, connection: __, ...headers } = request.headers;
    const forwarded = http.request(behind, { method: 'POST', path: request.url, headers });
    forwarded.on('response', async (answer) => {
      const text = (await bytesOf(answer)).toString('utf8');
      remember(recording, String(request.headers['x-amz-target'] ?? 'mail'), body, text);
      response.writeHead(answer.statusCode ?? 500, { 'content-type': answer.headers['content-type'] ?? '' });
      response.end(text);
    });
    forwarded.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function remember({ items, answers }: Recording, operation: string, body: string, text: string): void {
  if (!operation.startsWith('DynamoDB')) return void answers.set(answerID(operation, body), text);
  if (!operation.endsWith('BatchGetItem')) return;
  const asked = (JSON.parse(body) as { RequestItems: Keys }).RequestItems;
  const found = (JSON.parse(text) as { Responses?: Record<string, Item[]> }).Responses ?? {};
  for (const [table, rows] of Object.entries(found)) {
    const names = Object.keys(asked[table]?.Keys[0] ?? {});
    for (const row of rows)
      items.set(itemID(table, Object.fromEntries(names.map((name) => [name, row[name]]))), row);
  }
}

export async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
