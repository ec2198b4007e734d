import * as crypto from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { handler } from '../../lib/custom-resources/edge-secret-digests.ts';

const secrets: Readonly<Record<string, string>> = { 'arn:1': 'first', 'arn:2': 'second' };
const answers: { readonly body: unknown; readonly type: string | undefined }[] = [];
let answerStatus = 200;

/** Takes the place of Secrets Manager, and of the URL at which CloudFormation waits for the answer. */
const server = createServer(async (request, response) => {
  const body: unknown = JSON.parse(await text(request));
  if (request.method === 'PUT') {
    answers.push({ body, type: request.headers['content-type'] });
    response.writeHead(answerStatus).end();
    return;
  }
  const value = secrets[(body as { SecretId: string }).SecretId];
  if (value !== undefined) response.end(JSON.stringify({ SecretString: value }));
  else
    response
      .writeHead(400, { 'content-type': 'application/x-amz-json-1.1' })
      .end(JSON.stringify({ __type: 'ResourceNotFoundException', message: 'There is no such secret.' }));
});
let url = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  vi.stubEnv('AWS_ENDPOINT_URL', url);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
});
afterAll(() => {
  vi.unstubAllEnvs();
  server.close();
});
beforeEach(() => {
  answers.length = 0;
  answerStatus = 200;
});

const digest = (secret: string) => crypto.createHash('sha256').update(secret).digest('hex');
const request = (type: 'Create' | 'Update' | 'Delete', ...SecretArns: string[]) => ({
  RequestType: type,
  ResponseURL: `${url}/answer?signature=1`,
  StackId: 'stack',
  RequestId: 'request',
  LogicalResourceId: 'Digests',
  ...(type === 'Create' ? {} : { PhysicalResourceId: 'made before' }),
  ResourceProperties: { SecretArns },
});
const identity = { StackId: 'stack', RequestId: 'request', LogicalResourceId: 'Digests' };

it('CloudFormation gets the digests of the secrets, in their order, and never the secrets', async () => {
  await handler(request('Create', 'arn:1', 'arn:2'));
  const Data = { Sha256: `${digest('first')},${digest('second')}` };
  const body = { ...identity, PhysicalResourceId: 'Digests', Status: 'SUCCESS', Data };
  // The URL from CloudFormation is signed for an empty content type.
  expect(answers).toEqual([{ body, type: '' }]);
});

it('an update keeps the id of the resource: with another one, CloudFormation would delete it as the old one', async () => {
  await handler(request('Update', 'arn:2'));
  expect(answers).toMatchObject([
    { body: { PhysicalResourceId: 'made before', Data: { Sha256: digest('second') } } },
  ]);
});

it('a secret that cannot be read fails the deployment at once, with the reason', async () => {
  await handler(request('Create', 'arn:1', 'arn:3'));
  expect(answers).toMatchObject([{ body: { Status: 'FAILED', Reason: 'There is no such secret.' } }]);
});

it('a deletion succeeds, also when the secrets are already gone', async () => {
  await handler(request('Delete', 'arn:3'));
  expect(answers).toMatchObject([{ body: { PhysicalResourceId: 'made before', Status: 'SUCCESS' } }]);
});

it('an answer that was not accepted ends in an error, so that Lambda tries again', async () => {
  answerStatus = 403;
  await expect(handler(request('Create', 'arn:1'))).rejects.toThrow('403');
});
