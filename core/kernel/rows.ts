/** The tables that decisions write to. */
export type Table =
  | 'users'
  | 'factors'
  | 'challenges'
  | 'sessions'
  | 'organizations'
  | 'events'
  | 'apps'
  | 'grants'
  | 'keys';

/** The attribute that orders the rows of a partition. */
export const sortKeyOf = (table: string): string => (table === 'organizations' ? 'item' : 'id');

/** A row of a table. Instants are in epoch milliseconds; `ttl` is in epoch seconds, and is only for cleaning up. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * The schema version of rows that outlive a release, by table. Increment it when the form of the rows changes; code that
 * reads them must then read the earlier forms too.
 */
export const schemaVersions: { readonly [table in Table]?: number } = {
  users: 1,
  factors: 1,
  organizations: 1,
  apps: 1,
};

/** How long after its expiry DynamoDB may delete a row, in seconds: long enough to answer `challenge-expired`. */
const cleanUpAfterSeconds = 24 * 3600;

/** The `ttl` of a row that expires at `expiresAt` (epoch milliseconds). */
export function ttlAfter(expiresAt: number): number {
  return Math.ceil(expiresAt / 1000) + cleanUpAfterSeconds;
}
