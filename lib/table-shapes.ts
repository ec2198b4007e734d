import type { TableName } from '../functions/steps.ts';

/** The row key of a table. Its attributes are strings. */
export interface TableShape {
  readonly partitionKey: string;
  readonly sortKey?: string;
  /** Rows have the attribute `ttl`, in epoch seconds, after which DynamoDB may delete them. */
  readonly expires?: true;
}

export const tableShapes: Readonly<Record<TableName, TableShape>> = {
  users: { partitionKey: 'id' },
  factors: { partitionKey: 'userID', sortKey: 'id' },
  challenges: { partitionKey: 'id', expires: true },
  sessions: { partitionKey: 'userID', sortKey: 'id', expires: true },
  organizations: { partitionKey: 'organizationID', sortKey: 'item' },
  events: { partitionKey: 'subject', sortKey: 'id', expires: true },
  keys: { partitionKey: 'id' },
  apps: { partitionKey: 'owner', sortKey: 'id' },
  grants: { partitionKey: 'id', expires: true },
};
