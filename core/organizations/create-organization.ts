import type { User } from '../accounts/user.ts';
import { absent, put } from '../kernel/change.ts';
import type { Decision } from '../kernel/decision.ts';
import { becomeMember, membershipLimitRefusal } from './membership.ts';
import { type Organization, organizationKey } from './organization.ts';
import { actorOf, organizationEntry } from './organization-log.ts';

/** Creates an organization. The user becomes its first owner. */
export function createOrganization(
  user: User,
  organizationID: string,
  name: string,
  now: number,
): Decision<Organization> {
  const refuse = membershipLimitRefusal(user);
  if (refuse) return { refuse };
  const organization: Organization = {
    organizationID,
    item: 'organization',
    name,
    createdAt: now,
    version: 1,
    owners: [user.userID],
    members: 1,
    mfaRequired: false,
    mfaAccept: [],
  };
  const key = organizationKey(organizationID);
  return {
    commit: [
      put('organizations', key, { ...organization }, [absent('item')]),
      ...becomeMember(user, organizationID, now),
    ],
    log: [organizationEntry(organizationID, 'organization-created', actorOf(user), { name })],
    notify: [],
    answer: organization,
  };
}
