import * as http from 'node:http';
import type { AddressInfo } from 'node:net';

/** A DynamoDB endpoint in front of another one that can be told to refuse, or to lose its answer. */
export interface FaultyDynamoDB {
  readonly endpoint: string;
  /** The requests so far, by operation, the refused ones too. */
  readonly requests: readonly { readonly operation: string; readonly body: Record<string, unknown> }[];
  /** The next `count` requests of an operation are answered with this error of DynamoDB's, and not carried out. */
  refuseNext(
    operation: string,
    count: number,
    error: { readonly name: string; readonly more?: object },
  ): void;
  /** The next request of an operation is carried out, and the connection breaks before its answer. */
  loseNextAnswer(operation: string): void;
  /** The next request of an operation is neither carried out nor answered. */
  ignoreNext(operation: string): void;
  close(): Promise<void>;
}

type Fault = {
  readonly operation: string;
  readonly error?: { readonly name: string; readonly more?: object };
  readonly isIgnored?: true;
};

export async function faultyDynamoDB(behind: string): Promise<FaultyDynamoDB> {
  const requests: { operation: string; body: Record<string, unknown> }[] = [];
  const faults: Fault[] = [];
  const server = http.createServer(async (request, response) => {
    const operation = String(request.headers['x-amz-target'] ?? '').split('.')[1] ?? '';
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    requests.push({ operation, body: JSON.parse(text) as Record<string, unknown> });
    const index = faults.findIndex((fault) => fault.operation === operation);
    const [fault] = index < 0 ? [] : faults.splice(index, 1);
    if (fault?.isIgnored) return;
    if (fault?.error) {
      const { name, more } = fault.error;
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(
        JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: '', ...more }),
      );
      return;
    }
    const { host: _, ...headers } = request.headers;
    const answer = await fetch(behind, {
      method: 'POST',
      headers: headers as Record<string, string>,
      body: text,
    });
    const body = Buffer.from(await answer.arrayBuffer());
    if (fault) {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    refuseNext: (operation, count, error) => {
      for (let index = 0; index < count; index += 1) faults.push({ operation, error });
    },
    loseNextAnswer: (operation) => {
      faults.push({ operation });
    },
    ignoreNext: (operation) => {
      faults.push({ operation, isIgnored: true });
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
