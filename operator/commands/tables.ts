import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DynamoDBClient,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { Failure, usageFailure } from '../../cli/failure.ts';
import { setting } from '../../functions/host.ts';
import type { TableName } from '../../functions/steps.ts';
import { tableVariable } from '../../lib/names.ts';
import { tableShapes } from '../../lib/table-shapes.ts';
import type { Context } from '../context.ts';
import type { Stage } from '../stage.ts';

/** Without sessions and challenges: nobody needs them back, and links that were used must not work again. */
const exportedTables = [
  'keys',
  'users',
  'factors',
  'organizations',
  'apps',
  'events',
] as const satisfies readonly TableName[];

type Item = Record<string, AttributeValue>;

const putsAtOnce = 25;

const fileOf = (folder: string, table: TableName) => join(folder, `${table}.jsonl`);
const nameOf = ({ host }: Stage, table: TableName) => setting(host, tableVariable(table));

export interface ExportOptions {
  /** Appended to the names of the tables, to export those that DynamoDB restored beside the stage's own. */
  readonly suffix?: string;
}

/** Writes the tables to files with one row per line, in DynamoDB's JSON. They contain hashes and sealed secrets. */
export async function exportTables(
  context: Context,
  folder: string,
  { suffix = '' }: ExportOptions,
): Promise<void> {
  const { aws, output, stage } = context;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0) throw usageFailure(`${folder} is not empty.`);
  const client = aws.client(DynamoDBClient);
  const rows: Record<string, number> = {};
  for (const table of exportedTables)
    rows[table] = await exportTable(client, `${nameOf(stage, table)}${suffix}`, fileOf(folder, table));
  if (output.isJson) output.json({ folder, rows });
  else {
    for (const [table, count] of Object.entries(rows)) output.line(`${table.padEnd(14)}${count} rows`);
    output.line(`They are in ${folder}, which only you can read. Protect it like the tables themselves.`);
  }
}

async function exportTable(client: DynamoDBClient, TableName: string, path: string): Promise<number> {
  const file = await open(path, 'wx', 0o600);
  let count = 0;
  let ExclusiveStartKey: Item | undefined;
  try {
    do {
      const page = await client.send(
        new ScanCommand({ TableName, ConsistentRead: true, ...(ExclusiveStartKey && { ExclusiveStartKey }) }),
      );
      for (const item of page.Items ?? []) await file.write(`${JSON.stringify({ Item: item }, toText)}\n`);
      count += page.Items?.length ?? 0;
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
  } finally {
    await file.close();
  }
  return count;
}

/** Writes bytes in Base64, as DynamoDB's own exports do. */
function toText(this: unknown, name: string, value: unknown): unknown {
  if (name !== 'B') return value;
  const bytes = (this as { B: Uint8Array }).B;
  return Buffer.from(bytes).toString('base64');
}

function fromText(name: string, value: unknown): unknown {
  return name === 'B' && typeof value === 'string' ? new Uint8Array(Buffer.from(value, 'base64')) : value;
}

/**
 * Writes exported rows into the tables. Rows that exist stay as they are. An account that is restored has no sessions, and no
 * challenge or link from before the export works.
 */
export async function importTables(context: Context, folder: string): Promise<void> {
  const { aws, output, stage } = context;
  for (const table of exportedTables) await requireFile(fileOf(folder, table));
  await context.confirm(
    `Write the rows in ${folder} into the tables of the stage "${stage.name}"? Rows that exist there stay as they are.`,
  );
  const client = aws.client(DynamoDBClient);
  const version = Math.floor(stage.host.now() / 1000);
  const counts: Record<string, { written: number; left: number }> = {};
  for (const table of exportedTables) {
    const restored = (item: Item) => (table === 'users' ? withoutSessions(item, version) : item);
    counts[table] = await importTable(client, table, nameOf(stage, table), fileOf(folder, table), restored);
  }
  if (output.isJson) output.json({ folder, rows: counts });
  else
    for (const [table, { written, left }] of Object.entries(counts))
      output.line(`${table.padEnd(14)}${written} rows written${left > 0 ? `, ${left} existed already` : ''}`);
}

async function requireFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile())
    throw new Failure(`There is no file ${path}. The folder must be one that "export" wrote.`);
}

/** Sets both counts to the time of the import in seconds, which no session or link of before can have: they count up from 1. */
function withoutSessions({ keptSessionID: _, ...item }: Item, version: number): Item {
  if (!item['credentialVersion']) return item;
  const N = { N: String(version) };
  return { ...item, sessionGeneration: N, credentialVersion: N };
}

async function importTable(
  client: DynamoDBClient,
  table: TableName,
  TableName: string,
  path: string,
  restored: (item: Item) => Item,
): Promise<{ written: number; left: number }> {
  const { partitionKey } = tableShapes[table];
  const put = async (Item: Item): Promise<boolean> => {
    try {
      const absent = {
        ConditionExpression: 'attribute_not_exists(#key)',
        ExpressionAttributeNames: { '#key': partitionKey },
      };
      await client.send(new PutItemCommand({ TableName, Item, ...absent }));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  };
  const counted = { written: 0, left: 0 };
  let batch: Promise<boolean>[] = [];
  const settle = async () => {
    for (const isWritten of await Promise.all(batch)) counted[isWritten ? 'written' : 'left'] += 1;
    batch = [];
  };
  for await (const line of createInterface({ input: createReadStream(path) })) {
    if (line.trim() === '') continue;
    batch.push(put(restored((JSON.parse(line, fromText) as { Item: Item }).Item)));
    if (batch.length === putsAtOnce) await settle();
  }
  await settle();
  return counted;
}
