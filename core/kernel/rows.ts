/** The tables that decisions write to. */
export type Table = 'users' | 'factors' | 'challenges' | 'sessions' | 'organizations' | 'events';

/** What a table row may hold. Instants are epoch milliseconds, `ttl` is epoch seconds and only cleans up. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * The form of the rows that outlive a release, by table. Raise it when a form changes: code that reads such rows then
 * reads the earlier forms too.
 */
export const schemaVersions: { readonly [table in Table]?: number } = {
  users: 1,
  factors: 1,
  organizations: 1,
};

/** How long after its end DynamoDB may clean up a row, in seconds: long enough to answer `challenge-expired`. */
const cleanUpAfterSeconds = 24 * 3600;

/** The clean-up mark of a row that ends at `expiresAt` (epoch milliseconds). */
export function ttlAfter(expiresAt: number): number {
  return Math.ceil(expiresAt / 1000) + cleanUpAfterSeconds;
}
