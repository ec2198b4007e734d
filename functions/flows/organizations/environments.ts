import type { User } from '../../../core/accounts/user.ts';
import { type Environment, environmentPrefix } from '../../../core/organizations/environment.ts';
import type { Store } from '../../adapters/store.ts';

/** The environments of all organizations that the user is in. */
export async function environmentsOf(store: Store, user: User): Promise<readonly Environment[]> {
  const lists = await Promise.all(user.organizations.map((id) => environmentsIn(store, id)));
  return lists.flat();
}

/** The environments of one organization. */
export function environmentsIn(store: Store, organizationID: string): Promise<readonly Environment[]> {
  return store.listAll('organizations', { organizationID }, { prefix: environmentPrefix });
}
