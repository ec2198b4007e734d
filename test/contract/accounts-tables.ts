import { randomUUID } from 'node:crypto';
import {
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  type TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll } from 'vitest';
import { createTables } from '../../local/emulators/index.ts';
import { type DynamoDBUnderTest, openDynamoDB } from './dynamodb.ts';

/** Two tables of a test file about DynamoDB's own operations: accounts with a balance, and entries by account with a TTL. */
export function useAccountsTables() {
  const run = randomUUID();
  const accounts = `accounts-${run}`;
  const entries = `entries-${run}`;
  let dynamodb: DynamoDBUnderTest;
  beforeAll(async () => {
    dynamodb = await openDynamoDB();
    await createTables(dynamodb.client, definitions(accounts, entries));
  });
  afterAll(() => dynamodb.close());
  const client = (): DynamoDBClient => dynamodb.client;
  return {
    accounts,
    entries,
    client,
    send: (items: TransactWriteItem[], more: Partial<TransactWriteItemsCommandInput> = {}) =>
      client().send(new TransactWriteItemsCommand({ TransactItems: items, ...more })),
    store: (key: string, balance: number, more = {}) =>
      client().send(
        new PutItemCommand({
          TableName: accounts,
          Item: { id: { S: key }, balance: { N: `${balance}` }, ...more },
        }),
      ),
    read: async (key: string) => {
      const get = { TableName: accounts, Key: { id: { S: key } }, ConsistentRead: true };
      return (await client().send(new GetItemCommand(get))).Item;
    },
    put: (key: string): TransactWriteItem => ({ Put: { TableName: accounts, Item: { id: { S: key } } } }),
    atLeast: (key: string, balance: number, all = false): TransactWriteItem => ({
      ConditionCheck: {
        TableName: accounts,
        Key: { id: { S: key } },
        ConditionExpression: 'balance >= :balance',
        ExpressionAttributeValues: { ':balance': { N: `${balance}` } },
        ...(all && { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
      },
    }),
  };
}

/** The error that a request was refused with. */
export const refusal = <E = TransactionCanceledException>(sent: Promise<unknown>): Promise<E> =>
  sent.then(
    () => Promise.reject(new Error('was accepted')),
    (error: E) => error,
  );

const definitions = (accounts: string, entries: string): Parameters<typeof createTables>[1] => [
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
];
