import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Host } from '../host.ts';

const clients = new WeakMap<Host, DynamoDBClient>();

/** The client of a host. The adapters of a function share it, so that a cold start opens one connection to DynamoDB. */
export function dynamodbOf(host: Host): DynamoDBClient {
  const client = clients.get(host) ?? new DynamoDBClient({});
  clients.set(host, client);
  return client;
}
