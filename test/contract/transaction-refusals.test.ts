import { randomUUID } from 'node:crypto';
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { refusal, useAccountsTables } from './accounts-tables.ts';

const { accounts, entries, send, store, read, put, atLeast } = useAccountsTables();

let id: string;
beforeEach(() => {
  id = randomUUID();
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
