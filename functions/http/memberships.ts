import type { User } from '../../core/accounts/user.ts';
import { type Organization, roleOf } from '../../core/organizations/organization.ts';

/** The organizations of an account, as answers show them. */
export function membershipsOf(user: User, organizations: readonly Organization[]) {
  return organizations.map((organization) => ({
    id: organization.organizationID,
    name: organization.name,
    role: roleOf(organization, user.userID),
  }));
}
