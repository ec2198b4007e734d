import type { User } from '../../../core/accounts/user.ts';
import { isoOrNull } from '../../../core/kernel/iso-or-null.ts';
import { deadlineLimits, isInForce } from '../../../core/organizations/mfa-requirement.ts';
import { type Organization, roleOf } from '../../../core/organizations/organization.ts';
import { lastOwnerRefusal, ownerLimitRefusal } from '../../../core/organizations/role.ts';
import { acceptedFactors } from '../../../core/sign-in/requirement.ts';
import type { Store } from '../../adapters/store.ts';
import { readMembers } from './members.ts';

/**
 * The largest number of members for which an answer says how many of them have a factor: all their accounts are read to
 * count them. For larger organizations, the coverage has the number. The limit is lower when organizations are listed.
 */
export const countedMembers = { alone: 1_000, inList: 100 } as const;

/**
 * How many members have a factor; undefined if that is not said, because the user is not an owner or there are too many members. An operation
 * that changes an organization counts before it does, so that nothing can fail after the change.
 */
export async function countWithMfa(
  store: Store,
  organization: Organization,
  user: User,
  countUpTo: number = countedMembers.alone,
): Promise<number | undefined> {
  if (roleOf(organization, user.userID) !== 'owner' || organization.members > countUpTo) return undefined;
  const members = await readMembers(store, organization);
  return members.filter((member) => member.user.factors.length > 0).length;
}

/** An organization as answers show it. How many members have a factor, and what owners can do, is for owners. */
export function organizationBody(
  organization: Organization,
  user: User,
  now: number,
  withMfa: number | undefined,
) {
  const { organizationID: id, name, mfaRequired, mfaSince, mfaDeadline, deletionDueAt } = organization;
  const role = roleOf(organization, user.userID);
  const isOwner = role === 'owner';
  return {
    id,
    name,
    role,
    canLeave: lastOwnerRefusal(organization, user.userID) === undefined,
    ...(deletionDueAt !== undefined && { deletionDueAt: new Date(deletionDueAt).toISOString() }),
    ...(isOwner && { canInviteOwner: ownerLimitRefusal(organization) === undefined }),
    mfa: {
      required: mfaRequired,
      inForce: isInForce(organization, now),
      since: isoOrNull(mfaSince),
      accept: acceptedFactors(organization),
      deadline: isoOrNull(mfaDeadline),
      trustedDevices: organization.mfaTrustedDevices === true,
      ...(isOwner && { maximumDeadlineDays: deadlineLimits.maximumDays }),
      members: { total: organization.members, ...(withMfa !== undefined && { withMfa }) },
    },
  };
}
