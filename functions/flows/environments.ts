import type { User } from '../../core/user.ts';
import type { Store } from '../adapters/store.ts';

/** An environment of an organization: the example of a product that trusts the session. */
export interface Environment {
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  readonly organizationId: string;
}

/** In the `organizations` table, under its organization. */
const itemPrefix = 'environment#';

/** The environments of all organizations that the user is in. */
export async function environmentsOf(store: Store, user: User): Promise<readonly Environment[]> {
  const partitions = await Promise.all(
    user.organizations.map(({ organizationID }) => store.list('organizations', { organizationID })),
  );
  const rows = partitions.flatMap((partition) => partition.rows);
  return rows
    .filter((row) => String(row['item']).startsWith(itemPrefix))
    .map((row) => ({
      id: String(row['item']).slice(itemPrefix.length),
      name: String(row['name']),
      namespace: String(row['namespace']),
      organizationId: String(row['organizationID']),
    }));
}
