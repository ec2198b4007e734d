import {
  type AttributeValue,
  BatchGetItemCommand,
  type BatchGetItemCommandOutput,
  type CancellationReason,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactionConflictException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { Busy } from '../../core/kernel/busy.ts';
import type { Change } from '../../core/kernel/change.ts';
import { randomID } from '../../core/kernel/random.ts';
import { type Row, sortKeyOf } from '../../core/kernel/rows.ts';
import { type Host, setting } from '../host.ts';
import type { TableName } from '../steps.ts';
import { type Companions, dynamodbOf, takeCompanions } from './dynamodb-client.ts';
import { toItem, writeParameters } from './expressions.ts';
import { listAll } from './list-all.ts';
import { readMany } from './read-many.ts';

export interface RowAddress {
  readonly table: TableName;
  readonly key: Readonly<Record<string, string>>;
}

/** The result of a commit: either all changes were written, or none; then it says which conditions failed, and for what rows. */
export type Commit =
  | { readonly committed: true }
  | {
      readonly committed: false;
      readonly failed: readonly { readonly change: Change; readonly old?: Row }[];
    };

export interface Page<R = Row> {
  readonly rows: readonly R[];
  /** The sort key after which the next page begins; absent on the last page. */
  readonly next?: string;
}

export interface ListOptions {
  readonly newestFirst?: boolean;
  readonly limit?: number;
  readonly after?: string;
  /** Only rows whose sort key begins with this. */
  readonly prefix?: string;
}

/** The DynamoDB tables as operations need them: consistent reads by key, and changes committed together. */
export interface Store {
  /** Reads rows by key, consistently, in one call. An absent row is undefined. @throws Busy */
  readonly read: <Rows extends readonly unknown[]>(
    ...rows: { readonly [index in keyof Rows]: RowAddress }
  ) => Promise<{ readonly [index in keyof Rows]: Rows[index] | undefined }>;
  /** Reads any number of rows of one type, consistently. Absent rows are left out, and an empty list makes no call. @throws Busy */
  readonly readMany: <R>(rows: readonly RowAddress[]) => Promise<readonly R[]>;
  /** Lists the rows of one partition, ordered by sort key, consistently. The caller specifies the type of the rows. */
  readonly list: <R = Row>(
    table: TableName,
    partition: Readonly<Record<string, string>>,
    options?: ListOptions,
  ) => Promise<Page<R>>;
  /** Like `list`, but reads every page. */
  readonly listAll: <R = Row>(
    table: TableName,
    partition: Readonly<Record<string, string>>,
    options?: ListOptions,
  ) => Promise<readonly R[]>;
  /** @throws Busy if other transactions keep writing to the same rows; nothing was written then */
  readonly commit: (changes: readonly Change[]) => Promise<Commit>;
}

/** How often a write is repeated that conflicted with a transaction on the same row. */
const conflictRetries = 3;

/** Under load, DynamoDB may leave rows of a batch unread. They are requested again this often, after a wait. */
const readRounds = 5;

/** Reads of fewer rows take along what waits for the next read. DynamoDB reads a hundred at once. */
const companionLimit = 90;

export function store(host: Host, client = dynamodbOf(host)): Store {
  const tableOf = (table: TableName) => setting(host, `${table.toUpperCase()}_TABLE`);
  const reader = batchReader(client, tableOf, host);
  const list: Store['list'] = (table, partition, options = {}) =>
    listRows(client, tableOf(table), { partition, sortKey: sortKeyOf(table), ...options });
  return {
    read: reader as Store['read'],
    readMany: <R>(rows: readonly RowAddress[]) => readMany<R, RowAddress>(reader, rows),
    list,
    listAll: <R>(table: TableName, partition: Readonly<Record<string, string>>, options: ListOptions = {}) =>
      listAll((after) => list<R>(table, partition, { ...options, ...(after !== undefined && { after }) })),
    commit: async (changes) => {
      const [only] = changes;
      if (only === undefined) return { committed: true };
      const isOne = changes.length === 1 && only.kind !== 'check';
      const write = isOne
        ? () => commitOne(client, tableOf(only.table), only)
        : committer(client, tableOf, changes, host);
      return pastConflicts(host, write);
    },
  };
}

const identify = (table: TableName, key: Readonly<Record<string, unknown>>) =>
  JSON.stringify([table, Object.entries(key).sort(([a], [b]) => (a < b ? -1 : 1))]);

function batchReader(client: DynamoDBClient, tableOf: (table: TableName) => string, host: Host) {
  return async (...rows: readonly RowAddress[]): Promise<readonly (Row | undefined)[]> => {
    const wanted = new Map(rows.map((row) => [identify(row.table, row.key), row]));
    const tables = [...new Set(rows.map(({ table }) => table))];
    const keysOf = (table: TableName) =>
      [...wanted.values()].filter((row) => row.table === table).map(({ key }) => toItem(key));
    const asked = Object.fromEntries(tables.map((table) => [tableOf(table), keysOf(table)]));
    const items = await readItems(client, asked, host);
    const found = new Map<string, Row>();
    for (const table of tables) {
      const names = Object.keys(rows.find((row) => row.table === table)?.key ?? {});
      for (const item of items.get(tableOf(table)) ?? []) {
        const row = unmarshall(item);
        found.set(identify(table, Object.fromEntries(names.map((name) => [name, row[name]]))), row);
      }
    }
    return rows.map(({ table, key }) => found.get(identify(table, key)));
  };
}

type Items = Record<string, AttributeValue>[];

function withCompanions(
  keys: Readonly<Record<string, Items>>,
  { tableName, keys: more }: Companions,
): Readonly<Record<string, Items>> {
  return { ...keys, [tableName]: [...(keys[tableName] ?? []), ...more] };
}

/** Reads the items with these keys, by the names of their tables, and the rows that wait for the next read. @throws Busy */
async function readItems(
  client: DynamoDBClient,
  keys: Readonly<Record<string, Items>>,
  host: Host,
): Promise<ReadonlyMap<string, Items>> {
  const found = new Map<string, Items>();
  if (Object.keys(keys).length === 0) return found;
  const count = Object.values(keys).flat().length;
  const companions = count < companionLimit ? takeCompanions(host) : undefined;
  const all = companions ? withCompanions(keys, companions) : keys;
  try {
    let pending: NonNullable<BatchGetItemCommandOutput['UnprocessedKeys']> = Object.fromEntries(
      Object.entries(all).map(([table, Keys]) => [table, { Keys, ConsistentRead: true }]),
    );
    for (let round = 0; Object.keys(pending).length > 0; round += 1) {
      if (round === readRounds) throw new Busy();
      if (round > 0) await jitter(host, round);
      const { Responses = {}, UnprocessedKeys = {} } = await client.send(
        new BatchGetItemCommand({ RequestItems: pending }),
      );
      for (const [table, items] of Object.entries(Responses))
        found.set(table, [...(found.get(table) ?? []), ...items]);
      pending = UnprocessedKeys;
    }
    return found;
  } finally {
    companions?.found(found.get(companions.tableName) ?? []);
  }
}

async function listRows<R>(
  client: DynamoDBClient,
  tableName: string,
  options: ListOptions & { readonly partition: Readonly<Record<string, string>>; readonly sortKey: string },
): Promise<Page<R>> {
  const { sortKey, prefix } = options;
  const [[name, value] = ['', '']] = Object.entries(options.partition);
  const answer = await client.send(
    new QueryCommand({
      TableName: tableName,
      ConsistentRead: true,
      KeyConditionExpression: prefix === undefined ? '#p = :p' : '#p = :p AND begins_with(#s, :s)',
      ExpressionAttributeNames: { '#p': name, ...(prefix !== undefined && { '#s': sortKey }) },
      ExpressionAttributeValues: toItem({ ':p': value, ':s': prefix }),
      ScanIndexForward: !options.newestFirst,
      ...(options.limit && { Limit: options.limit }),
      ...(options.after && { ExclusiveStartKey: toItem({ [name]: value, [sortKey]: options.after }) }),
    }),
  );
  const next = answer.LastEvaluatedKey && String(unmarshall(answer.LastEvaluatedKey)[sortKey]);
  return { rows: (answer.Items ?? []).map((item) => unmarshall(item) as R), ...(next && { next }) };
}

async function commitOne(client: DynamoDBClient, TableName: string, change: Change): Promise<Commit> {
  const parameters = {
    TableName,
    ...writeParameters(change),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
  try {
    if (change.kind === 'put')
      await client.send(new PutItemCommand({ ...parameters, Item: toItem(change.row) }));
    else if (change.kind === 'delete')
      await client.send(new DeleteItemCommand({ ...parameters, Key: toItem(change.key) }));
    else await client.send(new UpdateItemCommand({ ...parameters, Key: toItem(change.key) }));
    return { committed: true };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return { committed: false, failed: [{ change, ...(error.Item && { old: unmarshall(error.Item) }) }] };
  }
}

/** Commits all changes or none. Calling the result again sends the same request, which DynamoDB carries out once. */
function committer(
  client: DynamoDBClient,
  tableOf: (table: TableName) => string,
  changes: readonly Change[],
  host: Host,
): () => Promise<Commit> {
  const command = new TransactWriteItemsCommand({
    ClientRequestToken: randomID(host.random),
    TransactItems: changes.map((change) => transactItem(change, tableOf(change.table))),
  });
  return async () => {
    try {
      await client.send(command);
      return { committed: true };
    } catch (error) {
      if (!(error instanceof TransactionCanceledException) || isConflict(error)) throw error;
      return { committed: false, failed: failedChanges(changes, error.CancellationReasons ?? []) };
    }
  };
}

/** Repeats a write that conflicted with a transaction. A conflict says nothing about the conditions of the write. */
async function pastConflicts(host: Host, write: () => Promise<Commit>): Promise<Commit> {
  for (let retry = 0; ; retry += 1) {
    try {
      return await write();
    } catch (error) {
      if (!isConflict(error)) throw error;
      if (retry === conflictRetries) throw new Busy({ cause: error });
      await jitter(host, retry);
    }
  }
}

function transactItem(change: Change, TableName: string): TransactWriteItem {
  const parameters = {
    TableName,
    ...writeParameters(change),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
  const Key = toItem(change.key);
  switch (change.kind) {
    case 'put':
      return { Put: { ...parameters, Item: toItem(change.row) } };
    case 'update':
      return { Update: { ...parameters, Key, UpdateExpression: parameters.UpdateExpression } };
    case 'delete':
      return { Delete: { ...parameters, Key } };
    case 'check':
      return { ConditionCheck: { ...parameters, Key, ConditionExpression: parameters.ConditionExpression } };
  }
}

/** Whether a write conflicted with a transaction. If a condition failed too, that is the result instead. */
function isConflict(error: unknown): boolean {
  if (error instanceof TransactionConflictException) return true;
  if (!(error instanceof TransactionCanceledException)) return false;
  const codes = (error.CancellationReasons ?? []).map((reason) => reason.Code);
  return codes.includes('TransactionConflict') && !codes.includes('ConditionalCheckFailed');
}

function failedChanges(changes: readonly Change[], reasons: readonly CancellationReason[]) {
  const failed = changes.flatMap((change, index) => {
    const reason = reasons[index];
    if (reason?.Code !== 'ConditionalCheckFailed') return [];
    return [{ change, ...(reason.Item && { old: unmarshall(reason.Item) as Row }) }];
  });
  if (failed.length === 0)
    throw new Error(`transaction cancelled: ${reasons.map((reason) => reason.Code ?? 'None').join(', ')}`);
  return failed;
}

/** Waits for a random time below a limit that doubles, so that those who met do not meet again. */
function jitter(host: Host, retry: number): Promise<void> {
  return host.wait((host.random(1)[0] ?? 0) % (20 * 2 ** retry));
}
