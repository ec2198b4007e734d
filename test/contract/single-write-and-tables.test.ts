import { randomUUID } from 'node:crypto';
import {
  BatchGetItemCommand,
  type ConditionalCheckFailedException,
  DeleteItemCommand,
  DescribeTimeToLiveCommand,
  PutItemCommand,
  UpdateItemCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { createTables, TableLayoutError } from '../../local/emulators/index.ts';
import { refusal, useAccountsTables } from './accounts-tables.ts';

const { accounts, entries, client, store, read } = useAccountsTables();

let id: string;
beforeEach(() => {
  id = randomUUID();
});

describe('ReturnValuesOnConditionCheckFailure of a single write', () => {
  const condition = {
    ConditionExpression: 'balance > :limit',
    ExpressionAttributeValues: { ':limit': { N: '5' } },
  };
  const writes = {
    PutItem: (more = {}) =>
      new PutItemCommand({ TableName: accounts, Item: { id: { S: id } }, ...condition, ...more }),
    UpdateItem: (more = {}) =>
      new UpdateItemCommand({
        TableName: accounts,
        Key: { id: { S: id } },
        UpdateExpression: 'REMOVE balance',
        ...condition,
        ...more,
      }),
    DeleteItem: (more = {}) =>
      new DeleteItemCommand({ TableName: accounts, Key: { id: { S: id } }, ...condition, ...more }),
  };
  const names = Object.keys(writes) as (keyof typeof writes)[];
  const failure = (name: keyof typeof writes, more = {}) =>
    // biome-ignore lint/suspicious/noExplicitAny: one of three commands.
    refusal<ConditionalCheckFailedException>(client().send(writes[name](more) as any));

  it.each(names)('ALL_OLD gives the item that failed %s', async (name) => {
    await store(id, 3);
    const error = await failure(name, { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' });
    expect(error.name).toBe('ConditionalCheckFailedException');
    expect(error.Item).toEqual({ id: { S: id }, balance: { N: '3' } });
  });

  it.each(names)('gives none for a failed %s that did not ask, or found no item', async (name) => {
    expect((await failure(name, { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' })).Item).toBeUndefined();
    await store(id, 3);
    expect((await failure(name)).Item).toBeUndefined();
    expect((await read(id))?.['balance']).toEqual({ N: '3' });
  });

  it.each(names)('refuses another value for %s', async (name) => {
    expect((await failure(name, { ReturnValuesOnConditionCheckFailure: 'ALL_NEW' })).name).toBe(
      'ValidationException',
    );
  });
});

describe('time to live', () => {
  const update = (Enabled: boolean, AttributeName: string, TableName = accounts) =>
    client().send(
      new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { Enabled, AttributeName } }),
    );
  const described = async (TableName: string) =>
    (await client().send(new DescribeTimeToLiveCommand({ TableName }))).TimeToLiveDescription;

  it('is what the table was created with', async () => {
    expect(await described(entries)).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'ttl' });
  });

  it('is switched on and off once each', async () => {
    expect(await described(accounts)).toEqual({ TimeToLiveStatus: 'DISABLED' });
    expect((await refusal(update(false, 'expires'))).name).toBe('ValidationException');
    expect((await update(true, 'expires')).TimeToLiveSpecification).toEqual({
      Enabled: true,
      AttributeName: 'expires',
    });
    expect((await refusal(update(true, 'expires'))).message).toBe('TimeToLive is already enabled');
    expect((await refusal(update(true, 'other'))).name).toBe('ValidationException');
    await update(false, 'expires');
    expect(await described(accounts)).toEqual({ TimeToLiveStatus: 'DISABLED' });
  });

  it('needs a table', async () => {
    expect((await refusal(update(true, 'ttl', `${accounts}-absent`))).name).toBe('ResourceNotFoundException');
  });
});

describe('creating tables', () => {
  const definition = {
    tableName: `layout-${randomUUID()}`,
    attributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' as const }],
    keySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }],
  };

  it('leaves a table that exists, and its items, as they are', async () => {
    await createTables(client(), [definition]);
    const Item = { id: { S: 'kept' } };
    await client().send(new PutItemCommand({ TableName: definition.tableName, Item }));
    await createTables(client(), [{ ...definition, timeToLiveAttribute: 'ttl' }]);
    const { Responses } = await client().send(
      new BatchGetItemCommand({
        RequestItems: { [definition.tableName]: { Keys: [Item], ConsistentRead: true } },
      }),
    );
    expect(Responses?.[definition.tableName]).toEqual([Item]);
  });

  it('refuses a table that has other keys', async () => {
    await createTables(client(), [definition]);
    const other = {
      ...definition,
      attributeDefinitions: [{ AttributeName: 'key', AttributeType: 'S' as const }],
      keySchema: [{ AttributeName: 'key', KeyType: 'HASH' as const }],
    };
    await expect(createTables(client(), [other])).rejects.toThrow(TableLayoutError);
  });
});
