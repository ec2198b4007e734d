import { planAccountDeletion, waitingAccountDeletionKey } from '../accounts/deletion.ts';
import {
  addressKey,
  changeCredentials,
  endSessions,
  keysOf,
  sameMemberships,
  type User,
  userKey,
  voidPassword,
} from '../accounts/user.ts';
import { type Change, equal, present, put, remove, update } from '../kernel/change.ts';
import type { Decision } from '../kernel/decision.ts';
import { type Problem, problem } from '../kernel/problem.ts';
import { type AccountNotice, noticeToAccount, noticeToOwners, type OwnersNotice } from '../mail/notice.ts';
import { awaitsConfirmation } from '../sign-in/confirmation.ts';
import { keyClaimKey } from '../sign-in/ssh-key.ts';
import { removeMember } from './end-membership.ts';
import { type Invitation, invitationKey } from './invitation.ts';
import { type Organization, referenceTo, roleOf } from './organization.ts';
import {
  type About,
  type Actor,
  actorOf,
  membershipEntry,
  type OrganizationEntry,
  organizationEntry,
} from './organization-log.ts';
import { formerOwnerKey } from './role.ts';

/** The organization that keeps an account from being deleted, and why. */
export interface DeletionObstacle {
  readonly organization: Organization;
  readonly refuse: Problem;
}

/**
 * The first organization that would lose its only owner, or an owner who awaits a confirmation, if the account were
 * deleted. An organization without other members goes with the account.
 */
export function deletionObstacle(
  user: User,
  organizations: readonly Organization[],
): DeletionObstacle | undefined {
  for (const organization of organizations) {
    if (organization.members === 1 || roleOf(organization, user.userID) !== 'owner') continue;
    const isNeeded = organization.owners.length === 1 || awaitsConfirmation(user, organization);
    if (isNeeded)
      return { organization, refuse: problem('owner-still-needed', { organization: organization.name }) };
  }
  return undefined;
}

/** Asks to delete the account. @returns when it is due; until then its user can keep it */
export function requestAccountDeletion(
  user: User,
  organizations: readonly Organization[],
  keptSessionID: string | undefined,
  now: number,
): Decision<number, AccountNotice> {
  const obstacle = deletionObstacle(user, organizations);
  return obstacle ? { refuse: obstacle.refuse } : planAccountDeletion(user, keptSessionID, now);
}

/** Who did something, where logs must not name the account any more. */
export const deletedActor: Actor = { id: '', name: 'Deleted account', email: '' };

/** Ends a membership because the account is deleted. The organization's log does not say whose. */
export function endMembershipOfDeleted(
  organization: Organization,
  user: User,
  now: number,
): Decision<void, OwnersNotice> {
  const obstacle = deletionObstacle(user, [organization]);
  if (obstacle) return { refuse: obstacle.refuse };
  const { organizationID } = organization;
  const member = actorOf(user);
  const message = {
    kind: 'owner-removed',
    organization: referenceTo(organization),
    by: member,
    member,
  } as const;
  return {
    commit: removeMember(organization, user, now),
    log: [
      organizationEntry(organizationID, 'member-left', deletedActor, { member: deletedActor }),
      membershipEntry(user.userID, 'organization-left', organization),
    ],
    notify:
      roleOf(organization, user.userID) === 'owner'
        ? [noticeToOwners(organization, message, [user.userID])]
        : [],
    answer: undefined,
  };
}

/** An entry of an organization's log without the account that it names; undefined if it does not name it. */
export function withoutAccount(
  entry: OrganizationEntry,
  user: Pick<User, 'userID' | 'email' | 'address'>,
): OrganizationEntry | undefined {
  const { actor, about } = entry;
  const isActor = actor.id === user.userID;
  const { member } = about;
  const isMember =
    member !== undefined && (member.id === user.userID || [user.email, user.address].includes(member.email));
  if (!isActor && !isMember) return undefined;
  const anonymous: About = isMember ? { ...about, member: deletedActor } : about;
  const circumstances = isActor ? { address: '' } : {};
  return { ...entry, ...circumstances, actor: isActor ? deletedActor : actor, about: anonymous };
}

/** Removes what an organization keeps of the account: in its log, in its invitations, and as a former owner. */
export function forgetInOrganization(
  user: Pick<User, 'userID' | 'email' | 'address'>,
  organizationID: string,
  entries: readonly OrganizationEntry[],
  invitations: readonly Invitation[],
): readonly Change[] {
  const { userID, address } = user;
  return [
    remove('organizations', formerOwnerKey(organizationID, userID)),
    ...entries.flatMap((entry) => {
      const anonymous = withoutAccount(entry, user);
      return anonymous ? [put('events', { subject: entry.subject, id: entry.id }, { ...anonymous })] : [];
    }),
    ...invitations.flatMap((invitation) => {
      const key = invitationKey(organizationID, invitation.id);
      if (invitation.address === address) return [remove('organizations', key)];
      // The sender left the owners, so nobody could accept it any more in any case.
      return invitation.senderID === userID
        ? [update('organizations', key, { senderID: '' }, [present('id')])]
        : [];
    }),
  ];
}

/**
 * Takes everything from the account that names its user or lets anyone in. The email address is free from then on. What
 * belongs to the account in other partitions is removed afterwards, and the rest of the row last, so that a run that is cut
 * short can be repeated.
 */
export function emptyAccount(user: User): readonly Change[] {
  const { userID, address } = user;
  const change = changeCredentials(user, {
    email: '',
    name: '',
    address: '',
    passwordHash: voidPassword,
    factors: [],
    preferredFactorID: undefined,
    firstFactorID: undefined,
    keys: undefined,
    mailReturned: undefined,
  });
  const emptied = { ...change, when: [...change.when, sameMemberships(user), present('deletionBegunAt')] };
  return [
    endSessions(emptied),
    remove('users', addressKey(address), [equal('userID', userID)]),
    ...keysOf(user).map(({ fingerprint }) =>
      remove('users', keyClaimKey(fingerprint), [equal('userID', userID)]),
    ),
  ];
}

/** Whether `emptyAccount` was carried out. */
export const isEmptied = ({ address }: Pick<User, 'address'>): boolean => address === '';

/** The log of deleted accounts, which says that there was one and when it was deleted, and nothing else of it. */
export const deletedAccountsSubject = '#deleted-accounts';

/** Ends the deletion. Only an entry without a name is left. */
export function endAccountDeletion({ userID }: Pick<User, 'userID'>): Decision {
  return {
    commit: [remove('users', userKey(userID)), remove('factors', waitingAccountDeletionKey(userID))],
    log: [{ subject: deletedAccountsSubject, kind: 'account-deleted', details: {} }],
    notify: [],
    answer: undefined,
  };
}

/** The last mail to the user. */
export const noticeOfDeletedAccount = (user: Pick<User, 'email' | 'language'>): AccountNotice =>
  noticeToAccount(user, { kind: 'account-deleted' });
