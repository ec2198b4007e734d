import type { User } from '../accounts/user.ts';
import { above, type Change, equal, remove, update } from '../kernel/change.ts';
import type { Decision } from '../kernel/decision.ts';
import type { Problem } from '../kernel/problem.ts';
import { type MemberNotice, noticeToMember, noticeToOwners, type OwnersNotice } from '../mail/notice.ts';
import { awaitsConfirmation, unconfirmedMemberships } from '../sign-in/confirmation.ts';
import { requirementRefusal } from '../sign-in/requirement.ts';
import { changeMemberships, memberKey } from './membership.ts';
import {
  changeOrganization,
  type Organization,
  organizationKey,
  referenceTo,
  roleOf,
  sameVersion,
} from './organization.ts';
import { actorOf, membershipEntry, organizationEntry } from './organization-log.ts';
import { lastOwnerRefusal, rememberOwner } from './role.ts';

/** Ends a membership: the member leaves, or an owner (`by`) removes the member. */
export function endMembership(
  organization: Organization,
  user: User,
  by: User,
  now: number,
): Decision<void, MemberNotice | OwnersNotice> {
  const refuse = lastOwnerRefusal(organization, user.userID) ?? leavingRefusal(organization, user, by);
  if (refuse) return { refuse };
  const { organizationID } = organization;
  const isLeaving = by.userID === user.userID;
  const member = actorOf(user);
  const reference = referenceTo(organization);
  const toOwners = { kind: 'owner-removed', organization: reference, by: actorOf(by), member } as const;
  return {
    commit: removeMember(organization, user, now),
    log: [
      organizationEntry(organizationID, isLeaving ? 'member-left' : 'member-removed', actorOf(by), {
        member,
      }),
      membershipEntry(user.userID, isLeaving ? 'organization-left' : 'organization-removed', organization),
    ],
    notify: [
      ...(isLeaving ? [] : [noticeToMember(user, { kind: 'removed', organization: reference })]),
      ...(roleOf(organization, user.userID) === 'owner'
        ? [noticeToOwners(organization, toOwners, [user.userID])]
        : []),
    ],
    answer: undefined,
  };
}

/**
 * An owner whose account awaits a confirmation cannot leave: by the mailbox alone an organization would lose its owner, and
 * the next one could be the last who would have to be confirmed.
 */
function leavingRefusal(organization: Organization, user: User, by: User): Problem | undefined {
  const isOwner = roleOf(organization, user.userID) === 'owner';
  if (by.userID !== user.userID || !isOwner || !awaitsConfirmation(user, organization)) return undefined;
  return requirementRefusal(unconfirmedMemberships(user, [organization]));
}

/** Takes the member, and the ownership, from the organization and the organization from the account. */
export function removeMember(organization: Organization, user: User, now: number): readonly Change[] {
  const { organizationID, owners } = organization;
  const { userID } = user;
  const isOwner = owners.includes(userID);
  const key = organizationKey(organizationID);
  const otherOwners = owners.filter((id) => id !== userID);
  return [
    isOwner
      ? changeOrganization(organization, { owners: otherOwners }, { members: -1 })
      : update('organizations', key, {}, [sameVersion(organization), above('members', 1)], { members: -1 }),
    ...(isOwner ? [rememberOwner(organizationID, userID, now)] : []),
    remove('organizations', memberKey(organizationID, userID), [equal('userID', userID)]),
    changeMemberships(
      user,
      user.organizations.filter((id) => id !== organizationID),
    ),
  ];
}
