import { DynamoDBClient, ListTablesCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import type { Emulator } from './emulator.ts';

/** Everything in the tables whose names begin so: by table, each item as sorted text. */
export async function itemsOf(
  { endpoint, environment }: Emulator,
  prefix: string,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const client = new DynamoDBClient({
    endpoint,
    region: environment['AWS_REGION'] ?? '',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const items: Record<string, string[]> = {};
  for (const TableName of TableNames.filter((name) => name.startsWith(prefix))) {
    const found: string[] = [];
    for await (const { Items = [] } of paginateScan({ client }, { TableName }))
      found.push(...Items.map((item) => JSON.stringify(Object.entries(item).sort())));
    items[TableName] = found.sort();
  }
  client.destroy();
  return items;
}
