import { randomUUID } from 'node:crypto';
import { QueryCommand, TransactGetItemsCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { refusal, useAccountsTables } from './accounts-tables.ts';

const { accounts, entries, client, send, store, read, put, atLeast } = useAccountsTables();

let id: string;
beforeEach(() => {
  id = randomUUID();
});

const add = (key: string, amount: number): TransactWriteItem => ({
  Update: {
    TableName: accounts,
    Key: { id: { S: key } },
    UpdateExpression: 'ADD balance :amount',
    ConditionExpression: 'attribute_exists(id) AND balance >= :needed',
    ExpressionAttributeValues: { ':amount': { N: `${amount}` }, ':needed': { N: `${Math.max(0, -amount)}` } },
  },
});
const entry = (key: string): TransactWriteItem => ({
  Put: { TableName: entries, Item: { account: { S: key }, id: { S: 'first' } } },
});
const byOwner = async (owner: string) =>
  (
    await client().send(
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
    client().send(new TransactGetItemsCommand({ TransactItems: items }));

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
