import type { User } from '../../../core/accounts/user.ts';
import type { Store } from '../../adapters/store.ts';

/** An environment of an organization: the example of a product that trusts the session. */
export interface Environment {
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  readonly organizationId: string;
}

interface EnvironmentRow {
  readonly item: string;
  readonly organizationID: string;
  readonly name: string;
  readonly namespace: string;
}

/** In the `organizations` table, under its organization. */
export const itemPrefix = 'environment#';

/** The environments of all organizations that the user is in. */
export async function environmentsOf(store: Store, user: User): Promise<readonly Environment[]> {
  const lists = await Promise.all(user.organizations.map((id) => environmentsIn(store, id)));
  return lists.flat();
}

export async function environmentsIn(store: Store, organizationID: string): Promise<readonly Environment[]> {
  const rows = await store.listAll<EnvironmentRow>(
    'organizations',
    { organizationID },
    { prefix: itemPrefix },
  );
  return rows.map(({ item, name, namespace, organizationID: organizationId }) => ({
    id: item.slice(itemPrefix.length),
    name,
    namespace,
    organizationId,
  }));
}
