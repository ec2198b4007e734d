import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  type TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccessRequest } from '../../local/emulators/authorize.ts';
import { type DynamoDBEmulator, startDynamoDB } from '../../local/emulators/dynamodb/index.ts';
import { createTables } from '../../local/emulators/index.ts';
import { clientOf } from './dynamodb.ts';

const definition = {
  tableName: 'accounts',
  attributeDefinitions: [
    { AttributeName: 'id', AttributeType: 'S' as const },
    { AttributeName: 'owner', AttributeType: 'S' as const },
  ],
  keySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }],
  globalSecondaryIndexes: [
    {
      IndexName: 'by-owner',
      KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' as const }],
      Projection: { ProjectionType: 'ALL' as const },
    },
  ],
};
const TableName = definition.tableName;
const put = (id: string) => ({ Put: { TableName, Item: { id: { S: id }, owner: { S: 'olivia' } } } });

describe('the emulator of DynamoDB', () => {
  let emulator: DynamoDBEmulator;
  let client: DynamoDBClient;
  let unexpected: unknown[];
  let asked: AccessRequest[];
  let refuse: string | undefined;

  beforeEach(async () => {
    unexpected = [];
    asked = [];
    refuse = undefined;
    emulator = await startDynamoDB({
      onUnexpected: (error) => unexpected.push(error),
      authorize: (request) => {
        asked.push(request);
        return request.action === refuse ? 'not allowed' : undefined;
      },
    });
    client = clientOf(emulator.endpoint, 'SignInFunction');
    await createTables(client, [definition]);
    asked = [];
  });

  afterEach(async () => {
    client.destroy();
    await emulator.close();
  });

  const transact = (ids: string[], token?: string) =>
    client.send(
      new TransactWriteItemsCommand({
        TransactItems: ids.map(put),
        ...(token !== undefined && { ClientRequestToken: token }),
      }),
    );

  it('conflicts as often as it is told, and then carries the transaction out with the same token', async () => {
    emulator.conflictNext(2);
    for (const _ of [1, 2]) {
      const error: TransactionCanceledException = await transact(['one', 'two'], 'token').catch((it) => it);
      expect(error.name).toBe('TransactionCanceledException');
      expect(error.CancellationReasons).toEqual([
        { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' },
        { Code: 'None' },
      ]);
    }
    expect((await client.send(new ScanCommand({ TableName }))).Count).toBe(0);
    await transact(['one', 'two'], 'token');
    expect((await client.send(new ScanCommand({ TableName }))).Count).toBe(2);
  });

  it('answers 500 to what it cannot do, and goes on', async () => {
    await transact(['one']);
    const odd = new ScanCommand({
      TableName,
      FilterExpression: '#owner IN (:other, absent)',
      ExpressionAttributeNames: { '#owner': 'owner' },
      ExpressionAttributeValues: { ':other': { S: 'max' } },
    });
    const error = await client.send(odd).catch((it) => it);
    expect(error.name).toBe('InternalFailure');
    expect(error.$metadata.httpStatusCode).toBe(500);
    expect(unexpected).toHaveLength(1);
    await transact(['two']);
  });

  it('survives a client that goes away in the middle of a request', async () => {
    const socket = connect(Number(new URL(emulator.endpoint).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write('POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1000\r\n\r\n{');
    socket.resetAndDestroy();
    await transact(['one']);
  });

  it('refuses connections while it is interrupted, and keeps its items', async () => {
    await transact(['one']);
    await emulator.interrupt();
    await expect(transact(['two'])).rejects.toThrow(/ECONNREFUSED|ECONNRESET|socket hang up/);
    await emulator.restore();
    expect((await client.send(new ScanCommand({ TableName }))).Count).toBe(1);
  });

  it('asks for the permissions of each operation of a transaction', async () => {
    const Key = { id: { S: 'two' } };
    await client.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          put('one'),
          { ConditionCheck: { TableName, Key, ConditionExpression: 'attribute_not_exists(id)' } },
        ],
      }),
    );
    const table = 'arn:aws:dynamodb:us-east-1:000000000000:table/accounts';
    expect(asked).toEqual([
      { accessKeyID: 'SignInFunction', action: 'dynamodb:PutItem', resources: [table], context: {} },
      {
        accessKeyID: 'SignInFunction',
        action: 'dynamodb:ConditionCheckItem',
        resources: [table],
        context: {},
      },
    ]);
  });

  it('writes nothing of a transaction of which one operation is not allowed', async () => {
    refuse = 'dynamodb:ConditionCheckItem';
    const Key = { id: { S: 'two' } };
    const error = await client
      .send(
        new TransactWriteItemsCommand({
          TransactItems: [
            put('one'),
            { ConditionCheck: { TableName, Key, ConditionExpression: 'attribute_not_exists(id)' } },
          ],
        }),
      )
      .catch((it) => it);
    expect(error.name).toBe('AccessDeniedException');
    expect((await client.send(new ScanCommand({ TableName }))).Count).toBe(0);
  });

  it('asks for the index of a query', async () => {
    await client.send(
      new QueryCommand({
        TableName,
        IndexName: 'by-owner',
        KeyConditionExpression: '#owner = :owner',
        ExpressionAttributeNames: { '#owner': 'owner' },
        ExpressionAttributeValues: { ':owner': { S: 'olivia' } },
      }),
    );
    expect(asked[0]?.resources).toEqual([
      'arn:aws:dynamodb:us-east-1:000000000000:table/accounts/index/by-owner',
    ]);
  });
});

describe('the data folder of the emulator', () => {
  let folder: string;
  let child: ChildProcess | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'emulator-'));
  });

  afterEach(async () => {
    child?.kill('SIGKILL');
    await rm(folder, { recursive: true });
  });

  it('keeps what was answered when the process is killed, and is locked while it is used', async () => {
    const program = `
      import { startDynamoDB } from ${JSON.stringify(new URL('../../local/emulators/dynamodb/index.ts', import.meta.url).href)};
      startDynamoDB({ path: ${JSON.stringify(folder)} }).then(({ endpoint }) => console.log(endpoint));
    `;
    child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer];
    const client = clientOf(line.toString().trim());
    await createTables(client, [definition]);
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        client.send(
          new TransactWriteItemsCommand({ TransactItems: [put(`${index}`), put(`${index}-twin`)] }),
        ),
      ),
    );
    await client.send(new PutItemCommand({ TableName, Item: { id: { S: 'single' }, owner: { S: 'max' } } }));
    await expect(startDynamoDB({ path: folder })).rejects.toMatchObject({ cause: { code: 'LEVEL_LOCKED' } });

    child.kill('SIGKILL');
    await once(child, 'exit');
    const again = await startDynamoDB({ path: folder });
    const reader = clientOf(again.endpoint);
    expect((await reader.send(new ScanCommand({ TableName }))).Count).toBe(41);
    expect(
      (await reader.send(new GetItemCommand({ TableName, Key: { id: { S: 'single' } } }))).Item?.['owner'],
    ).toEqual({ S: 'max' });
    await again.close();
  });
});
