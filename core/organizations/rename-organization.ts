import type { User } from '../accounts/user.ts';
import type { Decision } from '../kernel/decision.ts';
import { changeOrganization, type Organization } from './organization.ts';
import { actorOf, organizationEntry } from './organization-log.ts';

/** Gives an organization another name. */
export function renameOrganization(
  organization: Organization,
  owner: User,
  name: string,
): Decision<Organization> {
  const { organizationID } = organization;
  return {
    commit: [changeOrganization(organization, { name })],
    log: [organizationEntry(organizationID, 'organization-renamed', actorOf(owner), { name })],
    notify: [],
    answer: { ...organization, name },
  };
}
