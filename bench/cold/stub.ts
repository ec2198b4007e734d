import * as https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from '../../test/support/certificate.ts';
import { answerID, bytesOf, itemID, type Keys, type Recording } from './recorder.ts';

/** DynamoDB, KMS and SES behind one TLS endpoint: answers what was recorded, and swallows writes. */
export interface Stub {
  readonly endpoint: string;
  /** The operations and the new connections since the last look. */
  readonly read: () => { readonly calls: readonly string[]; readonly connections: number };
  readonly close: () => void;
}

/** @param delay Milliseconds before each answer. */
export async function startStub(recording: Recording, certificate: Certificate, delay = 0): Promise<Stub> {
  let calls: string[] = [];
  let connections = 0;
  const server = https.createServer({ ...certificate, keepAlive: true }, async (request, response) => {
    const body = (await bytesOf(request)).toString('utf8');
    const operation = String(request.headers['x-amz-target'] ?? 'mail');
    calls.push(operation.replace(/.*\./, ''));
    const answer = Buffer.from(answerTo(recording, operation, body), 'utf8');
    const type = operation === 'mail' ? 'text/xml' : 'application/x-amz-json-1.0';
    const send = () => {
      response.writeHead(200, { 'content-type': type, 'content-length': answer.length });
      response.end(answer);
    };
    if (delay === 0) send();
    else setTimeout(send, delay);
  });
  server.on('secureConnection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    read: () => {
      const seen = { calls, connections };
      calls = [];
      connections = 0;
      return seen;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function answerTo({ items, answers }: Recording, operation: string, body: string): string {
  if (!operation.startsWith('DynamoDB')) return answers.get(answerID(operation, body)) ?? '';
  if (operation.endsWith('Query')) return '{"Items":[],"Count":0,"ScannedCount":0}';
  if (!operation.endsWith('BatchGetItem')) return '{}';
  const asked = (JSON.parse(body) as { RequestItems: Keys }).RequestItems;
  const Responses = Object.fromEntries(
    Object.entries(asked).map(([table, { Keys }]) => [
      table,
      Keys.flatMap((key) => items.get(itemID(table, key)) ?? []),
    ]),
  );
  return JSON.stringify({ Responses, UnprocessedKeys: {} });
}
