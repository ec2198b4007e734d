import type { User } from '../accounts/user.ts';
import { absent, anyOf, type Change, equal, notEqual, put, remove, update } from '../kernel/change.ts';
import { type Claim, isClaimedBy, isFreeFor, unclaimed } from '../kernel/claim.ts';
import { type Decision, notLogged } from '../kernel/decision.ts';
import { type MemberNotice, noticeToMember, noticeToOwners, type OwnersNotice } from '../mail/notice.ts';
import { changeMemberships, type Member, memberKey } from './membership.ts';
import {
  changeOrganization,
  type Organization,
  organizationKey,
  referenceTo,
  sameVersion,
} from './organization.ts';
import { actorOf, membershipEntry, organizationEntry } from './organization-log.ts';
import { deadlineKey } from './reminder.ts';

/** How long the owners of an organization with other members can keep it after one of them asked to delete it. */
export const organizationDeletionDelayDays = 7;

/** A partition of the table `organizations` that does not belong to an organization: ids do not contain `#`. */
export const organizationDeletionsPartition = '#deletions';

/** A deletion that waits for its day, or whose rows are still to be removed. The hourly job carries it out. */
export interface WaitingOrganizationDeletion {
  readonly organizationID: typeof organizationDeletionsPartition;
  /** The id of the organization. */
  readonly item: string;
  /** The name of the organization, for the logs of its members. */
  readonly name: string;
  readonly dueAt: number;
}

export const waitingOrganizationDeletionKey = (organizationID: string) =>
  ({ organizationID: organizationDeletionsPartition, item: organizationID }) as const;

function plan({ organizationID, name }: Organization, dueAt: number): Change {
  const key = waitingOrganizationDeletionKey(organizationID);
  const row: WaitingOrganizationDeletion = { ...key, name, dueAt };
  return put('organizations', key, { ...row });
}

/**
 * Asks to delete an organization: at once if the owner is alone in it, otherwise after a week, in which any owner can keep it.
 * @returns when it is due; undefined if it is deleted
 */
export function requestOrganizationDeletion(
  organization: Organization,
  owner: User,
  now: number,
): Decision<number | undefined, OwnersNotice> {
  const { organizationID, members, deletionDueAt } = organization;
  if (members === 1) return deleteLoneOrganization(organization, owner, now);
  if (deletionDueAt !== undefined)
    return { commit: [], log: notLogged('it waits already'), notify: [], answer: deletionDueAt };
  const dueAt = now + organizationDeletionDelayDays * 86_400_000;
  const by = actorOf(owner);
  return {
    commit: [changeOrganization(organization, { deletionDueAt: dueAt }), plan(organization, dueAt)],
    log: [organizationEntry(organizationID, 'organization-deletion-requested', by)],
    notify: [
      noticeToOwners(organization, {
        kind: 'organization-deletion-requested',
        organization: referenceTo(organization),
        by,
        dueAt,
      }),
    ],
    answer: dueAt,
  };
}

/** Deletes the organization of its only member. Its other rows are removed by the job. */
export function deleteLoneOrganization(
  organization: Organization,
  owner: User,
  now: number,
): Decision<undefined> {
  const { organizationID } = organization;
  return {
    commit: [
      ...removeOrganization(organization, [equal('members', 1)]),
      ...endMembershipOf(owner, organizationID),
      plan(organization, now),
    ],
    log: [membershipEntry(owner.userID, 'organization-deleted', organization)],
    notify: [],
    answer: undefined,
  };
}

/** An owner keeps the organization. */
export function keepOrganization(organization: Organization, owner: User): Decision<void, OwnersNotice> {
  const { organizationID, deletionDueAt } = organization;
  if (deletionDueAt === undefined)
    return { commit: [], log: notLogged('no deletion waits'), notify: [], answer: undefined };
  const by = actorOf(owner);
  const message = { kind: 'organization-kept', organization: referenceTo(organization), by } as const;
  return {
    commit: [
      changeOrganization(organization, { deletionDueAt: undefined }),
      remove('organizations', waitingOrganizationDeletionKey(organizationID)),
    ],
    log: [organizationEntry(organizationID, 'organization-kept', by)],
    notify: [noticeToOwners(organization, message)],
    answer: undefined,
  };
}

/**
 * Tells a member other than the owners that the organization will be deleted. The member is claimed before, and noted as told only
 * afterwards; see noteAnnounced.
 * @returns whether the mail was sent
 */
export function announceDeletion(
  organization: Organization,
  member: Member,
  user: { readonly email: string },
  dueAt: number,
  claim: Claim,
): Decision<boolean, MemberNotice> {
  const { organizationID, userID } = member;
  const key = memberKey(organizationID, userID);
  const isUntold = anyOf([absent('deletionAnnounced')], [notEqual('deletionAnnounced', dueAt)]);
  const message = {
    kind: 'organization-deletion-announced',
    organization: referenceTo(organization),
    dueAt,
  } as const;
  return {
    commit: [
      update('organizations', key, { ...claim }, [equal('userID', userID), isUntold, isFreeFor(claim)]),
    ],
    log: notLogged('an announcement changes nothing'),
    notify: [],
    send: {
      notice: noticeToMember(user, message),
      ifUnsent: {
        commit: [update('organizations', key, unclaimed, [isClaimedBy(claim)])],
        answer: false,
      },
    },
    answer: true,
    ifLost: { answer: false },
  };
}

/** Notes that the member knows, once the mail was sent. */
export function noteAnnounced({ organizationID, userID }: Member, dueAt: number): Change {
  const set = { deletionAnnounced: dueAt, ...unclaimed };
  return update('organizations', memberKey(organizationID, userID), set, [equal('userID', userID)]);
}

/** Whether the member still needs the mail. Owners got a mail when it was asked for. */
export function isUntold(
  { deletionAnnounced, userID }: Member,
  organization: Organization,
  dueAt: number,
): boolean {
  return deletionAnnounced !== dueAt && !organization.owners.includes(userID);
}

/** Deletes an organization whose week is over. From then on it does not exist for anybody; its other rows follow. */
export function carryOutOrganizationDeletion(organization: Organization, dueAt: number): readonly Change[] {
  return removeOrganization(organization, [equal('deletionDueAt', dueAt)]);
}

function removeOrganization(
  organization: Organization,
  when: NonNullable<Change['when']>,
): readonly Change[] {
  const { organizationID, mfaDeadline } = organization;
  return [
    remove('organizations', organizationKey(organizationID), [sameVersion(organization), ...when]),
    ...(mfaDeadline === undefined ? [] : [remove('organizations', deadlineKey(mfaDeadline, organizationID))]),
  ];
}

function endMembershipOf(user: User, organizationID: string): readonly Change[] {
  return [
    remove('organizations', memberKey(organizationID, user.userID)),
    changeMemberships(
      user,
      user.organizations.filter((id) => id !== organizationID),
    ),
  ];
}

/** Ends the membership of an account in an organization that was deleted, and tells its log. */
export function endMembershipOfDeletedOrganization(
  user: User,
  organization: Pick<Organization, 'organizationID' | 'name'>,
): Decision {
  return {
    commit: endMembershipOf(user, organization.organizationID),
    log: [membershipEntry(user.userID, 'organization-deleted', organization)],
    notify: [],
    answer: undefined,
  };
}

/** Takes the deletion off the list, when it is done or was taken back. */
export const endWaitingDeletion = ({ item, dueAt }: WaitingOrganizationDeletion): Change =>
  remove('organizations', waitingOrganizationDeletionKey(item), [equal('dueAt', dueAt)]);
