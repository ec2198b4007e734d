import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DynamoDBClient, UpdateItemCommand } from '../../../functions/adapters/aws/dynamodb.ts';
import { lambdaHost } from '../../../functions/host.ts';
import { selfSignedCertificate } from '../../support/certificate.ts';
import { type ScriptedServer, startScriptedServer } from '../../support/scripted-server.ts';

const certificate = selfSignedCertificate();
const module = fileURLToPath(new URL('../../../functions/adapters/aws/dynamodb.ts', import.meta.url));

let server: ScriptedServer;
let environment: Record<string, string>;
let folder: string;
beforeAll(async () => {
  server = await startScriptedServer(certificate);
  environment = {
    AWS_ENDPOINT_URL: server.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'KEY',
    AWS_SECRET_ACCESS_KEY: 'secret',
  };
  folder = mkdtempSync(join(tmpdir(), 'serverless-mfa-tls-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await server.close();
});

describe('over TLS', () => {
  it('nothing is sent to a server whose certificate nobody trusts, and it is not tried again', async () => {
    const client = new DynamoDBClient({ host: { ...lambdaHost, environment } });
    const write = client.send(new UpdateItemCommand({ TableName: 't', Key: { id: { S: 'one' } } }));
    await expect(write).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT', mayHaveArrived: false });
    client.destroy();
    expect(server.requests).toEqual([]);
  });

  it('requests one after the other take one connection', async () => {
    const program = join(folder, 'three-requests.mts');
    const trusted = join(folder, 'certificate.pem');
    writeFileSync(trusted, certificate.cert);
    writeFileSync(
      program,
      `import { DynamoDBClient, QueryCommand, UpdateItemCommand } from ${JSON.stringify(module)};
      const client = new DynamoDBClient({});
      for (const n of [1, 2, 3])
        await client.send(new (n === 2 ? UpdateItemCommand : QueryCommand)({ TableName: String(n) }));
      process.exit();`,
    );
    // Other tests of this worker name endpoints of their own.
    const named = Object.keys(process.env).filter((name) => name.startsWith('AWS_'));
    const others = Object.fromEntries(named.map((name) => [name, undefined]));
    const env = { ...process.env, ...others, ...environment, NODE_EXTRA_CA_CERTS: trusted };
    await promisify(execFile)(process.execPath, ['--import', 'tsx', program], { env });
    expect(server.requests.map(({ connection, headers }) => [connection, headers['x-amz-target']])).toEqual([
      [0, 'DynamoDB_20120810.Query'],
      [0, 'DynamoDB_20120810.UpdateItem'],
      [0, 'DynamoDB_20120810.Query'],
    ]);
  });
});
