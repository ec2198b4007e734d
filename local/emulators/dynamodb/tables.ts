import {
  type AttributeDefinition,
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  type GlobalSecondaryIndex,
  type KeySchemaElement,
  ResourceNotFoundException,
  type TableDescription,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';

/** A table as a template declares it. */
export interface TableDefinition {
  readonly tableName: string;
  readonly attributeDefinitions: readonly AttributeDefinition[];
  readonly keySchema: readonly KeySchemaElement[];
  readonly globalSecondaryIndexes?: readonly Pick<
    GlobalSecondaryIndex,
    'IndexName' | 'KeySchema' | 'Projection'
  >[];
  readonly timeToLiveAttribute?: string;
}

/** The table exists with other keys or indexes, so its items do not fit the definition. */
export class TableLayoutError extends Error {
  readonly tableName: string;

  constructor(tableName: string) {
    super(`The table ${tableName} exists with other keys or indexes`);
    this.tableName = tableName;
  }
}

/**
 * Creates the tables that do not exist and leaves the others as they are. @throws TableLayoutError
 */
export async function createTables(
  client: DynamoDBClient,
  definitions: readonly TableDefinition[],
): Promise<void> {
  await Promise.all(definitions.map((definition) => createTable(client, definition)));
}

async function createTable(client: DynamoDBClient, definition: TableDefinition): Promise<void> {
  const TableName = definition.tableName;
  const existing = await describe(client, TableName);
  if (existing && layout(existing) !== layout(asDescription(definition)))
    throw new TableLayoutError(TableName);
  if (!existing) {
    await client.send(
      new CreateTableCommand({ ...asDescription(definition), TableName, BillingMode: 'PAY_PER_REQUEST' }),
    );
    await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1 }, { TableName });
  }
  if (definition.timeToLiveAttribute !== undefined)
    await enableTimeToLive(client, TableName, definition.timeToLiveAttribute);
}

async function enableTimeToLive(
  client: DynamoDBClient,
  TableName: string,
  AttributeName: string,
): Promise<void> {
  const { TimeToLiveDescription: current } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  if (current?.TimeToLiveStatus === 'ENABLED' && current.AttributeName === AttributeName) return;
  await client.send(
    new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { Enabled: true, AttributeName } }),
  );
}

async function describe(client: DynamoDBClient, TableName: string): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

type Layout = Pick<TableDescription, 'AttributeDefinitions' | 'KeySchema' | 'GlobalSecondaryIndexes'>;

function asDescription(definition: TableDefinition) {
  const indexes = definition.globalSecondaryIndexes ?? [];
  return {
    AttributeDefinitions: [...definition.attributeDefinitions],
    KeySchema: [...definition.keySchema],
    ...(indexes.length > 0 && { GlobalSecondaryIndexes: [...indexes] }),
  };
}

function layout(table: Layout): string {
  const keys = (schema: KeySchemaElement[] = []) =>
    schema.map((key) => `${key.KeyType} ${key.AttributeName}`);
  const attributes = (table.AttributeDefinitions ?? []).map(
    (it) => `${it.AttributeName} ${it.AttributeType}`,
  );
  const indexes = (table.GlobalSecondaryIndexes ?? []).map((index) =>
    JSON.stringify([index.IndexName, keys(index.KeySchema), index.Projection?.ProjectionType]),
  );
  return JSON.stringify([keys(table.KeySchema), attributes.sort(), indexes.sort()]);
}
