import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  type TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
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

  describe('refuses what meets a transaction on the same item', () => {
    const Key = { id: { S: 'one' } };
    const touch = { TableName, Key, UpdateExpression: 'SET touched = :t' };
    const values = { ExpressionAttributeValues: { ':t': { BOOL: true } } };
    const namesOf = (results: readonly PromiseSettledResult<unknown>[]) =>
      results.map((result) => (result.status === 'fulfilled' ? 'done' : String(result.reason.name)));
    const settle = (...calls: readonly Promise<unknown>[]) => Promise.allSettled(calls).then(namesOf);

    /** Makes calls at once until they have met: a slow connection may bring one after the other is over. */
    async function meet(...calls: readonly (() => Promise<unknown>)[]) {
      for (;;) {
        const results = await Promise.allSettled(calls.map((call) => call()));
        if (results.some(({ status }) => status === 'rejected')) return results;
      }
    }

    it('another transaction: the one that is under way is done, the other is told of the item', async () => {
      const results = await meet(
        () => transact(['one', 'a']),
        () => transact(['one', 'b']),
      );
      expect(namesOf(results).sort()).toEqual(['TransactionCanceledException', 'done']);
      const [refused] = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
      expect(refused.CancellationReasons).toEqual([
        { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' },
        { Code: 'None' },
      ]);
      await transact(['one', 'again']);
    });

    it.each([
      ['UpdateItem', () => client.send(new UpdateItemCommand({ ...touch, ...values }))],
      [
        'PutItem',
        () => client.send(new PutItemCommand({ TableName, Item: { ...Key, owner: { S: 'max' } } })),
      ],
      ['DeleteItem', () => client.send(new DeleteItemCommand({ TableName, Key }))],
    ])('a single %s', async (_, write) => {
      const results = await meet(() => transact(['one']), write);
      expect(namesOf(results)).toEqual(['done', 'TransactionConflictException']);
    });

    it('a check counts as well', async () => {
      const check = { ConditionCheck: { TableName, Key, ConditionExpression: 'attribute_exists(id)' } };
      await transact(['one']);
      const checking = (id: string) => () =>
        client.send(new TransactWriteItemsCommand({ TransactItems: [check, put(id)] }));
      expect(namesOf(await meet(checking('two'), checking('three'))).sort()).toEqual([
        'TransactionCanceledException',
        'done',
      ]);
    });

    it('and lets single writes of one item, other items and plain reads through', async () => {
      const touching = () => client.send(new UpdateItemCommand({ ...touch, ...values }));
      expect(new Set(await settle(...Array.from({ length: 20 }, touching)))).toEqual(new Set(['done']));
      const reading = client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
      expect(await settle(transact(['one']), transact(['two']), reading)).toEqual(['done', 'done', 'done']);
    });

    it('unless a test wants all of them to wait for each other', async () => {
      const queueing = await startDynamoDB({ conflicts: 'queue' });
      const other = clientOf(queueing.endpoint);
      await createTables(other, [definition]);
      const command = (id: string) => new TransactWriteItemsCommand({ TransactItems: [put('one'), put(id)] });
      const writes = ['a', 'b', 'c', 'd'].map((id) => other.send(command(id)));
      expect(new Set(await settle(...writes))).toEqual(new Set(['done']));
      other.destroy();
      await queueing.close();
    });
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
