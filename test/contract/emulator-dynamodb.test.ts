import { randomUUID } from 'node:crypto';
import {
  BatchGetItemCommand,
  type ConditionalCheckFailedException,
  DeleteItemCommand,
  DescribeTimeToLiveCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactGetItemsCommand,
  type TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  type TransactWriteItemsCommandInput,
  UpdateItemCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTables, TableLayoutError } from '../../local/emulators/index.ts';
import { type DynamoDBUnderTest, openDynamoDB } from './dynamodb.ts';

const run = randomUUID();
const accounts = `accounts-${run}`;
const entries = `entries-${run}`;

let dynamodb: DynamoDBUnderTest;

beforeAll(async () => {
  dynamodb = await openDynamoDB();
  await createTables(dynamodb.client, [
    {
      tableName: accounts,
      attributeDefinitions: [
        { AttributeName: 'id', AttributeType: 'S' },
        { AttributeName: 'owner', AttributeType: 'S' },
      ],
      keySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      globalSecondaryIndexes: [
        {
          IndexName: 'by-owner',
          KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    },
    {
      tableName: entries,
      attributeDefinitions: [
        { AttributeName: 'account', AttributeType: 'S' },
        { AttributeName: 'id', AttributeType: 'S' },
      ],
      keySchema: [
        { AttributeName: 'account', KeyType: 'HASH' },
        { AttributeName: 'id', KeyType: 'RANGE' },
      ],
      timeToLiveAttribute: 'ttl',
    },
  ]);
});

afterAll(() => dynamodb.close());

let id: string;
beforeEach(() => {
  id = randomUUID();
});

const send = (items: TransactWriteItem[], more: Partial<TransactWriteItemsCommandInput> = {}) =>
  dynamodb.client.send(new TransactWriteItemsCommand({ TransactItems: items, ...more }));
const refusal = <E = TransactionCanceledException>(sent: Promise<unknown>): Promise<E> =>
  sent.then(
    () => Promise.reject(new Error('was accepted')),
    (error: E) => error,
  );
const store = (key: string, balance: number, more = {}) =>
  dynamodb.client.send(
    new PutItemCommand({
      TableName: accounts,
      Item: { id: { S: key }, balance: { N: `${balance}` }, ...more },
    }),
  );
const read = async (key: string) =>
  (
    await dynamodb.client.send(
      new GetItemCommand({ TableName: accounts, Key: { id: { S: key } }, ConsistentRead: true }),
    )
  ).Item;
const put = (key: string): TransactWriteItem => ({ Put: { TableName: accounts, Item: { id: { S: key } } } });
const add = (key: string, amount: number): TransactWriteItem => ({
  Update: {
    TableName: accounts,
    Key: { id: { S: key } },
    UpdateExpression: 'ADD balance :amount',
    ConditionExpression: 'attribute_exists(id) AND balance >= :needed',
    ExpressionAttributeValues: { ':amount': { N: `${amount}` }, ':needed': { N: `${Math.max(0, -amount)}` } },
  },
});
const atLeast = (key: string, balance: number, all = false): TransactWriteItem => ({
  ConditionCheck: {
    TableName: accounts,
    Key: { id: { S: key } },
    ConditionExpression: 'balance >= :balance',
    ExpressionAttributeValues: { ':balance': { N: `${balance}` } },
    ...(all && { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
  },
});
const entry = (key: string): TransactWriteItem => ({
  Put: { TableName: entries, Item: { account: { S: key }, id: { S: 'first' } } },
});
const byOwner = async (owner: string) =>
  (
    await dynamodb.client.send(
      new QueryCommand({
        TableName: accounts,
        IndexName: 'by-owner',
        KeyConditionExpression: '#owner = :owner',
        ExpressionAttributeNames: { '#owner': 'owner' },
        ExpressionAttributeValues: { ':owner': { S: owner } },
      }),
    )
  ).Items;

describe('TransactWriteItems', () => {
  it('carries out every kind of operation in one transaction over several tables', async () => {
    await store(`${id}-old`, 1);
    await store(`${id}-checked`, 5);
    await store(`${id}-updated`, 7);
    await send([
      put(`${id}-new`),
      add(`${id}-updated`, -2),
      { Delete: { TableName: accounts, Key: { id: { S: `${id}-old` } } } },
      atLeast(`${id}-checked`, 5),
      entry(id),
    ]);
    expect(await read(`${id}-new`)).toEqual({ id: { S: `${id}-new` } });
    expect((await read(`${id}-updated`))?.['balance']).toEqual({ N: '5' });
    expect(await read(`${id}-old`)).toBeUndefined();
  });

  it('writes nothing when one condition fails, and gives a reason for each operation in its order', async () => {
    await store(id, 3);
    const error = await refusal(send([put(`${id}-new`), entry(id), atLeast(id, 4), add(`${id}-absent`, 1)]));
    expect(error.name).toBe('TransactionCanceledException');
    expect(error.message).toBe(
      'Transaction cancelled, please refer cancellation reasons for specific reasons ' +
        '[None, None, ConditionalCheckFailed, ConditionalCheckFailed]',
    );
    expect(error.CancellationReasons?.map((reason) => reason.Code)).toEqual([
      'None',
      'None',
      'ConditionalCheckFailed',
      'ConditionalCheckFailed',
    ]);
    expect(error.CancellationReasons?.[2]?.Message).toMatch(/^The conditional request failed/);
    expect(await read(`${id}-new`)).toBeUndefined();
  });

  it('returns the item that failed a condition only where ALL_OLD asks for it', async () => {
    await store(id, 3);
    await store(`${id}-other`, 3);
    const error = await refusal(
      send([atLeast(id, 9, true), atLeast(`${id}-other`, 9), atLeast(`${id}-absent`, 9, true)]),
    );
    expect(error.CancellationReasons?.map((reason) => reason.Item)).toEqual([
      { id: { S: id }, balance: { N: '3' } },
      undefined,
      undefined,
    ]);
  });

  it('moves index entries together with their items', async () => {
    const [from, to] = [`${id}-from`, `${id}-to`];
    await store(id, 1, { owner: { S: from } });
    await send([
      {
        Update: {
          TableName: accounts,
          Key: { id: { S: id } },
          UpdateExpression: 'SET #owner = :to',
          ExpressionAttributeNames: { '#owner': 'owner' },
          ExpressionAttributeValues: { ':to': { S: to } },
        },
      },
    ]);
    expect(await byOwner(from)).toEqual([]);
    expect(await byOwner(to)).toHaveLength(1);
    await send([{ Delete: { TableName: accounts, Key: { id: { S: id } } } }]);
    expect(await byOwner(to)).toEqual([]);
  });

  it('is atomic under concurrency: transfers in both directions keep the sum', async () => {
    const [left, right] = [`${id}-left`, `${id}-right`];
    await store(left, 10);
    await store(right, 10);
    const transfers = Array.from({ length: 40 }, (_, index) =>
      index % 2 === 0 ? [add(left, -1), add(right, 1)] : [add(right, -1), add(left, 1)],
    );
    const outcomes = await Promise.allSettled(transfers.map((items) => send(items)));
    expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true);
    const balances = await Promise.all([left, right].map(async (key) => (await read(key))?.['balance']?.N));
    expect(Number(balances[0]) + Number(balances[1])).toBe(20);
  });

  it('lets exactly one of many uses of a single-use item through', async () => {
    await store(id, 1);
    const uses = Array.from({ length: 50 }, (_, index) => send([add(id, -1), entry(`${id}-${index}`)]));
    const outcomes = await Promise.allSettled(uses);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await read(id))?.['balance']).toEqual({ N: '0' });
  });

  it('says how many capacity units it took, per table', async () => {
    const { ConsumedCapacity } = await send([put(id), entry(id)], { ReturnConsumedCapacity: 'TOTAL' });
    expect(ConsumedCapacity?.map((capacity) => capacity.TableName).sort()).toEqual(
      [accounts, entries].sort(),
    );
    expect(ConsumedCapacity?.every(({ CapacityUnits = 0 }) => CapacityUnits >= 2)).toBe(true);
  });
});

describe('what TransactWriteItems refuses before it looks at the items', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => put(`${id}-${index}`));

  it('more than 100 operations', async () => {
    const error = await refusal(send(many(101)));
    expect(error.name).toBe('ValidationException');
    expect(error.message).toContain('Member must have length less than or equal to 100');
    await send(many(100));
  });

  it('none', async () => {
    const error = await refusal(send([]));
    expect(error.name).toBe('ValidationException');
    expect(error.message).toContain('Member must have length greater than or equal to 1');
  });

  it('two operations on one item', async () => {
    const error = await refusal(send([put(id), put(id)]));
    expect(error.name).toBe('ValidationException');
    expect(error.message).toBe('Transaction request cannot include multiple operations on one item');
  });

  it('two operations in one entry', async () => {
    const error = await refusal(send([{ ...put(id), ...atLeast(id, 1) }]));
    expect(error.name).toBe('ValidationException');
    expect(error.message).toBe('TransactItems can only contain one of Check, Put, Update or Delete');
  });

  it.each([
    ['an entry without operation', () => ({})],
    [
      'a check without condition',
      () => ({
        ConditionCheck: { TableName: accounts, Key: { id: { S: id } } },
      }),
    ],
    [
      'a condition that is none',
      () => ({
        Put: { TableName: accounts, Item: { id: { S: id } }, ConditionExpression: 'right or wrong' },
      }),
    ],
    [
      'a value that no expression uses',
      () => ({
        Put: {
          TableName: accounts,
          Item: { id: { S: id } },
          ConditionExpression: 'attribute_not_exists(id)',
          ExpressionAttributeValues: { ':unused': { S: '' } },
        },
      }),
    ],
    [
      'an item of more than 400 KB',
      () => ({ Put: { TableName: accounts, Item: { id: { S: id }, text: { S: 'x'.repeat(400 * 1024) } } } }),
    ],
  ])('%s', async (_, operation) => {
    const error = await refusal(send([put(`${id}-other`), operation() as TransactWriteItem]));
    expect(error.name).toBe('ValidationException');
    expect(await read(`${id}-other`)).toBeUndefined();
  });

  it('more than 4 MB', async () => {
    const large = Array.from(
      { length: 11 },
      (_, index): TransactWriteItem => ({
        Put: {
          TableName: accounts,
          Item: { id: { S: `${id}-${index}` }, text: { S: 'x'.repeat(395 * 1024) } },
        },
      }),
    );
    expect((await refusal(send(large))).name).toBe('ValidationException');
  });

  it('a table that is not there', async () => {
    const error = await refusal(
      send([put(id), { Put: { TableName: `${accounts}-absent`, Item: { id: { S: '' } } } }]),
    );
    expect(error.name).toBe('ResourceNotFoundException');
  });
});

// AWS cancels such transactions with the reason ValidationError; DynamoDB Local answers some with ValidationException.
describe('what TransactWriteItems refuses for the sake of one item, leaving all as they were', () => {
  const update = (expression: string, names = {}): TransactWriteItem => ({
    Update: {
      TableName: accounts,
      Key: { id: { S: id } },
      UpdateExpression: expression,
      ExpressionAttributeValues: { ':one': { N: '1' } },
      ...names,
    },
  });

  it.each([
    [
      'a key that lacks an attribute',
      () => ({ Delete: { TableName: entries, Key: { account: { S: id } } } }),
    ],
    ['an item that lacks a key', () => ({ Put: { TableName: entries, Item: { account: { S: id } } } })],
    ['an empty key', () => ({ Put: { TableName: accounts, Item: { id: { S: '' } } } })],
    ['a key of another type', () => ({ Put: { TableName: accounts, Item: { id: { N: '1' } } } })],
    ['an update of a key', () => update('SET id = :one')],
    [
      'adding a number to a text',
      () => update('ADD #text :one', { ExpressionAttributeNames: { '#text': 'text' } }),
    ],
    ['a sum with an absent attribute', () => update('SET balance = absent + :one')],
    ['a path through an absent attribute', () => update('SET absent.part = :one')],
  ])('%s', async (_, operation) => {
    await store(id, 1, { text: { S: 'text' } });
    const error = await refusal(send([put(`${id}-other`), operation() as TransactWriteItem]));
    if (error.name === 'TransactionCanceledException')
      expect(error.CancellationReasons?.some(({ Code }) => Code === 'ValidationError')).toBe(true);
    else expect(error.name).toBe('ValidationException');
    expect(await read(`${id}-other`)).toBeUndefined();
    expect(await read(id)).toEqual({ id: { S: id }, balance: { N: '1' }, text: { S: 'text' } });
  });
});

describe('a ClientRequestToken', () => {
  it('answers a repetition without carrying it out again', async () => {
    await store(id, 0);
    const token = randomUUID();
    await send([add(id, 1)], { ClientRequestToken: token });
    await send([add(id, 1)], { ClientRequestToken: token });
    expect((await read(id))?.['balance']).toEqual({ N: '1' });
  });

  it('refuses other operations', async () => {
    await store(id, 0);
    const token = randomUUID();
    await send([add(id, 1)], { ClientRequestToken: token });
    const error = await refusal(send([add(id, 2)], { ClientRequestToken: token }));
    expect(error.name).toBe('IdempotentParameterMismatchException');
    expect((await read(id))?.['balance']).toEqual({ N: '1' });
  });

  it('is free again after a cancelled transaction', async () => {
    await store(id, 0);
    const token = randomUUID();
    const refused = await refusal(send([add(id, -1)], { ClientRequestToken: token }));
    expect(refused.name).toBe('TransactionCanceledException');
    await store(id, 5);
    await send([add(id, -1)], { ClientRequestToken: token });
    expect((await read(id))?.['balance']).toEqual({ N: '4' });
  });

  it('has at most 36 characters', async () => {
    const error = await refusal(send([put(id)], { ClientRequestToken: 'x'.repeat(37) }));
    expect(error.name).toBe('ValidationException');
  });
});

describe('TransactGetItems', () => {
  const get = (key: string, more = {}) => ({
    Get: { TableName: accounts, Key: { id: { S: key } }, ...more },
  });
  const sendGet = (...items: ReturnType<typeof get>[]) =>
    dynamodb.client.send(new TransactGetItemsCommand({ TransactItems: items }));

  it('answers in the order asked, with gaps for what is absent', async () => {
    await store(`${id}-first`, 1);
    await store(`${id}-last`, 2);
    const { Responses } = await sendGet(
      get(`${id}-last`, { ProjectionExpression: 'balance' }),
      get(`${id}-absent`),
      get(`${id}-first`),
    );
    expect(Responses?.map(({ Item }) => Item)).toEqual([
      { balance: { N: '2' } },
      undefined,
      { id: { S: `${id}-first` }, balance: { N: '1' } },
    ]);
  });

  it('refuses to read one item twice', async () => {
    const error = await refusal(sendGet(get(id), get(id)));
    expect(error.message).toBe('Transaction request cannot include multiple operations on one item');
  });

  it('sees both halves of a transaction or none', async () => {
    const [left, right] = [`${id}-left`, `${id}-right`];
    await store(left, 20);
    await store(right, 0);
    const writes = Promise.allSettled(Array.from({ length: 20 }, () => send([add(left, -1), add(right, 1)])));
    const answers: PromiseSettledResult<Awaited<ReturnType<typeof sendGet>>>[] = [];
    // Those that meet a write are refused.
    for (let read = 0; read < 20; read += 1)
      answers.push(...(await Promise.allSettled([sendGet(get(left), get(right))])));
    await writes;
    const sums = answers.flatMap((answer) =>
      answer.status === 'fulfilled'
        ? [answer.value.Responses?.reduce((sum, { Item }) => sum + Number(Item?.['balance']?.N), 0)]
        : [],
    );
    expect(sums.length).toBeGreaterThan(0);
    expect(new Set(sums)).toEqual(new Set([20]));
  });
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
    refusal<ConditionalCheckFailedException>(dynamodb.client.send(writes[name](more) as any));

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
    dynamodb.client.send(
      new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { Enabled, AttributeName } }),
    );
  const described = async (TableName: string) =>
    (await dynamodb.client.send(new DescribeTimeToLiveCommand({ TableName }))).TimeToLiveDescription;

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
    tableName: `layout-${run}`,
    attributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' as const }],
    keySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }],
  };

  it('leaves a table that exists, and its items, as they are', async () => {
    await createTables(dynamodb.client, [definition]);
    const Item = { id: { S: 'kept' } };
    await dynamodb.client.send(new PutItemCommand({ TableName: definition.tableName, Item }));
    await createTables(dynamodb.client, [{ ...definition, timeToLiveAttribute: 'ttl' }]);
    const { Responses } = await dynamodb.client.send(
      new BatchGetItemCommand({
        RequestItems: { [definition.tableName]: { Keys: [Item], ConsistentRead: true } },
      }),
    );
    expect(Responses?.[definition.tableName]).toEqual([Item]);
  });

  it('refuses a table that has other keys', async () => {
    await createTables(dynamodb.client, [definition]);
    const other = {
      ...definition,
      attributeDefinitions: [{ AttributeName: 'key', AttributeType: 'S' as const }],
      keySchema: [{ AttributeName: 'key', KeyType: 'HASH' as const }],
    };
    await expect(createTables(dynamodb.client, [other])).rejects.toThrow(TableLayoutError);
  });
});
