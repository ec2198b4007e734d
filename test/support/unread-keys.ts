import * as http from 'node:http';
import type { AddressInfo } from 'node:net';

/** A DynamoDB endpoint in front of another one that leaves keys of a batch unread, as DynamoDB does under load. */
export interface ForgetfulDynamoDB {
  readonly endpoint: string;
  /** The keys of tables whose name ends so are left unread the next so many times. */
  leaveUnread(tableSuffix: string, rounds: number): void;
  /** When batches were asked for, in milliseconds. */
  readonly askedAt: number[];
  close(): Promise<void>;
}

type Batch = { readonly RequestItems: Readonly<Record<string, unknown>> };

export async function forgetfulDynamoDB(behind: string): Promise<ForgetfulDynamoDB> {
  let left = { suffix: '', rounds: 0 };
  const askedAt: number[] = [];
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const isBatch = String(request.headers['x-amz-target']).endsWith('.BatchGetItem');
    if (isBatch) askedAt.push(performance.now());
    const asked = isBatch ? (JSON.parse(body) as Batch).RequestItems : {};
    const isUnread = ([table]: readonly [string, unknown]) => left.rounds > 0 && table.endsWith(left.suffix);
    const unread = Object.entries(asked).filter(isUnread);
    const read = Object.entries(asked).filter((entry) => !isUnread(entry));
    if (unread.length > 0) left = { ...left, rounds: left.rounds - 1 };
    const { host: _, 'content-length': __, ...headers } = request.headers;
    const rest = unread.length === 0 ? body : JSON.stringify({ RequestItems: Object.fromEntries(read) });
    const isNothing = isBatch && read.length === 0;
    const answer = isNothing
      ? { status: 200, text: '{"Responses":{}}' }
      : await forward(behind, headers as Record<string, string>, rest);
    const text =
      unread.length === 0
        ? answer.text
        : JSON.stringify({ ...JSON.parse(answer.text), UnprocessedKeys: Object.fromEntries(unread) });
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    leaveUnread: (suffix, rounds) => {
      left = { suffix, rounds };
    },
    askedAt,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function forward(behind: string, headers: Record<string, string>, body: string) {
  const answer = await fetch(behind, { method: 'POST', headers, body });
  return { status: answer.status, text: await answer.text() };
}
