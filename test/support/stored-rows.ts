import { DynamoDBClient, ListTablesCommand, ScanCommand } from '@aws-sdk/client-dynamodb';

/** Every row of every table of a local run, as text, in an order that does not change. */
export async function storedRows(awsEndpoint: string): Promise<readonly string[]> {
  const client = new DynamoDBClient({
    endpoint: awsEndpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local-operator', secretAccessKey: 'local' },
  });
  const { TableNames = [] } = await client.send(new ListTablesCommand());
  const tables = await Promise.all(TableNames.map((name) => rowsOf(client, name)));
  client.destroy();
  return tables.flat().sort();
}

async function rowsOf(client: DynamoDBClient, TableName: string): Promise<readonly string[]> {
  const { Items = [], LastEvaluatedKey } = await client.send(
    new ScanCommand({ TableName, ConsistentRead: true }),
  );
  if (LastEvaluatedKey) throw new Error(`${TableName} has more rows than one page`);
  return Items.map((item) => `${TableName} ${JSON.stringify(Object.entries(item).sort())}`);
}
