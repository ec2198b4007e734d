import type { User } from '../../../core/accounts/user.ts';
import { isoOrNull } from '../../../core/kernel/iso-or-null.ts';
import { type Organization, roleOf } from '../../../core/organizations/organization.ts';
import { acceptedFactors } from '../../../core/sign-in/requirement.ts';
import type { Store } from '../../adapters/store.ts';
import { readMembers } from './members.ts';

/**
 * Up to this many members an organization says how many have a factor: it is counted on their accounts, all of which
 * are read for it. Beyond it, the coverage is what says so. Fewer where many organizations are listed.
 */
export const countedMembers = { alone: 1_000, inList: 100 } as const;

/** An organization as answers show it. How many of its members have a factor is for owners. */
export async function organizationBody(
  store: Store,
  organization: Organization,
  user: User,
  countUpTo: number = countedMembers.alone,
) {
  const { organizationID: id, name, mfaRequired, mfaSince, mfaDeadline } = organization;
  const role = roleOf(organization, user.userID);
  const isCounted = role === 'owner' && organization.members <= countUpTo;
  const members = isCounted ? await readMembers(store, organization) : undefined;
  const withMfa = members?.filter((member) => member.user.factors.length > 0).length;
  return {
    id,
    name,
    role,
    mfa: {
      required: mfaRequired,
      since: isoOrNull(mfaSince),
      accept: acceptedFactors(organization),
      deadline: isoOrNull(mfaDeadline),
      members: { total: members?.length ?? organization.members, ...(withMfa !== undefined && { withMfa }) },
    },
  };
}
