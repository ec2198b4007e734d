import type { User } from '../accounts/user.ts';
import { type Change, equal, put } from '../kernel/change.ts';
import { type Decision, notLogged } from '../kernel/decision.ts';
import { type Problem, problem } from '../kernel/problem.ts';
import { potOfRoleChanges } from '../mail/mail-pots.ts';
import { type MemberNotice, noticeToMember, noticeToOwners, type OwnersNotice } from '../mail/notice.ts';
import { memberKey } from './membership.ts';
import {
  changeOrganization,
  type Organization,
  organizationLimits,
  type Role,
  referenceTo,
  roleOf,
} from './organization.ts';
import { actorOf, membershipEntry, organizationEntry } from './organization-log.ts';

/** When an account ceased to be an owner, whether or not it is still or again a member; see owner-reset.ts. */
export interface FormerOwner {
  readonly organizationID: string;
  readonly item: `former-owner#${string}`;
  readonly until: number;
}

export const formerOwnerPrefix = 'former-owner#';
export const formerOwnerKey = (organizationID: string, userID: string) =>
  ({ organizationID, item: `${formerOwnerPrefix}${userID}` }) as const;

/** Remembers that an account was an owner until now. */
export function rememberOwner(organizationID: string, userID: string, now: number): Change {
  const key = formerOwnerKey(organizationID, userID);
  const row: FormerOwner = { ...key, until: now };
  return put('organizations', key, { ...row });
}

/** Why an account cannot cease to be an owner: an organization always has one. */
export function lastOwnerRefusal({ owners }: Organization, userID: string): Problem | undefined {
  return owners.length > 1 || !owners.includes(userID) ? undefined : problem('last-owner');
}

/** Why there cannot be one more owner. */
export function ownerLimitRefusal({ owners }: Organization): Problem | undefined {
  const maximum = organizationLimits.ownersPerOrganization;
  return owners.length < maximum ? undefined : problem('owner-limit', { maximum });
}

/** Why a member cannot be given this role. */
export function roleRefusal(organization: Organization, userID: string, role: Role): Problem | undefined {
  if (roleOf(organization, userID) === role) return undefined;
  return role === 'owner' ? ownerLimitRefusal(organization) : lastOwnerRefusal(organization, userID);
}

/** Makes a member an owner, or an owner a member. */
export function changeRole(
  organization: Organization,
  owner: User,
  user: User,
  role: Role,
  now: number,
): Decision<void, MemberNotice | OwnersNotice> {
  const { userID } = user;
  const refuse = roleRefusal(organization, userID, role);
  if (refuse) return { refuse };
  if (roleOf(organization, userID) === role)
    return { commit: [], log: notLogged('the member has this role already'), notify: [], answer: undefined };
  const { organizationID } = organization;
  const others = organization.owners.filter((id) => id !== userID);
  const by = actorOf(owner);
  const member = actorOf(user);
  const reference = referenceTo(organization);
  const toOwners = role === 'owner' ? 'owner-added' : 'owner-removed';
  return {
    commit: [
      changeOrganization(organization, { owners: role === 'owner' ? [...others, userID] : others }),
      {
        table: 'organizations',
        key: memberKey(organizationID, userID),
        kind: 'check',
        when: [equal('userID', userID)],
      },
      ...(role === 'member' ? [rememberOwner(organizationID, userID, now)] : []),
    ],
    pots: [potOfRoleChanges(organizationID, userID, now)],
    log: [
      organizationEntry(organizationID, 'role-changed', by, { member, role }),
      membershipEntry(userID, 'role-changed', organization),
    ],
    notify: [
      noticeToMember(user, { kind: 'role-changed', organization: reference, role }),
      noticeToOwners(organization, { kind: toOwners, organization: reference, by, member }, [userID]),
    ],
    answer: undefined,
  };
}
