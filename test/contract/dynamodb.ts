import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startDynamoDB } from '../../local/emulators/dynamodb/index.ts';

export interface DynamoDBUnderTest {
  readonly client: DynamoDBClient;
  readonly endpoint: string;
  close(): Promise<void>;
}

/** The DynamoDB of the contract tests: the one at DYNAMODB_ENDPOINT (see `npm run test:dynamodb-local`), else the emulator. */
export async function openDynamoDB(): Promise<DynamoDBUnderTest> {
  const given = process.env['DYNAMODB_ENDPOINT'];
  const emulator = given === undefined ? await startDynamoDB() : undefined;
  const endpoint = given ?? emulator?.endpoint ?? '';
  const client = clientOf(endpoint);
  return {
    client,
    endpoint,
    async close() {
      client.destroy();
      await emulator?.close();
    },
  };
}

/** A client that tries once, so that a test sees the first answer. */
export function clientOf(endpoint: string, accessKeyId = 'contract'): DynamoDBClient {
  return new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey: 'local' },
    maxAttempts: 1,
  });
}
