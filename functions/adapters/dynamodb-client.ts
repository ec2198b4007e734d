import { type AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Host } from '../host.ts';
import { clientOptions } from './client-options.ts';

type Item = Record<string, AttributeValue>;

/** Rows of a table that are read together with the next rows that the store reads. */
export interface Companions {
  readonly tableName: string;
  readonly keys: readonly Item[];
  /** Is called once: with the rows that were found, or with none if they could not be read. */
  readonly found: (items: readonly Item[]) => void;
}

/** The connection of a function to DynamoDB. Its adapters share it, so that a cold start opens one. */
interface Shared {
  readonly client: DynamoDBClient;
  companions?: Companions | undefined;
}

const shared = new WeakMap<Host, Shared>();

function sharedBy(host: Host): Shared {
  const known = shared.get(host) ?? { client: new DynamoDBClient(clientOptions(host)) };
  shared.set(host, known);
  return known;
}

export const dynamodbOf = (host: Host): DynamoDBClient => sharedBy(host).client;

/** Adds rows to the next read of the store, which then takes no call of their own. */
export function readAlongside(host: Host, companions: Companions): void {
  sharedBy(host).companions = companions;
}

/** Hands the rows over to whoever reads next. */
export function takeCompanions(host: Host): Companions | undefined {
  const known = sharedBy(host);
  const { companions } = known;
  known.companions = undefined;
  return companions;
}
