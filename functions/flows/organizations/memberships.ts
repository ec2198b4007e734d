import type { User } from '../../../core/accounts/user.ts';
import { type Organization, organizationKey, roleOf } from '../../../core/organizations/organization.ts';
import type { Store } from '../../adapters/store.ts';

/** The organizations that an account is in, read consistently: one call, and none where there are none. */
export async function readOrganizations(
  store: Store,
  { organizations }: User,
): Promise<readonly Organization[]> {
  if (organizations.length === 0) return [];
  const addresses = organizations.map((id) => ({
    table: 'organizations' as const,
    key: organizationKey(id),
  }));
  const rows: readonly (unknown | undefined)[] = await store.read(...addresses);
  return rows.filter((row): row is Organization => row !== undefined);
}

/** The organizations of an account, as answers name them. */
export function membershipsOf(user: User, organizations: readonly Organization[]) {
  return organizations.map((organization) => ({
    id: organization.organizationID,
    name: organization.name,
    role: roleOf(organization, user.userID),
  }));
}
