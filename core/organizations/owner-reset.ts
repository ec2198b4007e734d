import { sameMemberships, type User } from '../accounts/user.ts';
import { absent, type Change, equal, update } from '../kernel/change.ts';
import { type Decision, notLogged } from '../kernel/decision.ts';
import { type Problem, problem } from '../kernel/problem.ts';
import { type MemberNotice, noticeToMember, noticeToOwners, type OwnersNotice } from '../mail/notice.ts';
import { resetFactors } from '../sign-in/factor-changes.ts';
import { type Member, memberKey, type ResetRequest } from './membership.ts';
import { checkOrganization, type Organization, referenceTo } from './organization.ts';
import { actorOf, membershipEntry, organizationEntry } from './organization-log.ts';
import { lastOwnerRefusal, roleRefusal } from './role.ts';

export const resetLimits = {
  /** How long a second owner has to confirm. */
  confirmWithinSeconds: 86_400,
  /**
   * For how long a former owner is protected like an owner. Otherwise another owner could change the role first, or
   * remove the owner and invite them again, and then reset the factors alone.
   */
  ownerProtectionSeconds: 30 * 86_400,
} as const;

/** A member whose factors an owner wants to reset. */
export interface ResetCase {
  readonly organization: Organization;
  /** The owner who asks. */
  readonly owner: User;
  readonly user: User;
  readonly member: Member;
  /** When the member ceased to be an owner; undefined if it never was one. */
  readonly ownerUntil: number | undefined;
}

/**
 * Resets the factors of a member who has lost them. An owner can do it alone, unless the member is or recently was an
 * owner: then the first owner only asks for it, and a second one must ask for the same.
 * @param factors The rows of the member's factors and recovery codes.
 * @returns the request that waits for a second owner; undefined if the factors are reset.
 */
export function resetByOwner(
  given: ResetCase,
  factors: readonly { readonly id: string }[],
  now: number,
): Decision<ResetRequest | undefined, MemberNotice | OwnersNotice> {
  const refuse = resetRefusal(given, now);
  if (refuse) return { refuse };
  if (!needsSecondOwner(given, now) || isSeconded(given, now)) return carryOutReset(given, factors);
  const request = openResetRequest(given.member, given.user, now);
  return request?.by === given.owner.userID ? keepWaiting(request) : askSecondOwner(given, now);
}

/** Whether a second owner must confirm the reset of this member's factors. */
export function needsSecondOwner(
  { organization, user, ownerUntil }: Omit<ResetCase, 'owner' | 'member'>,
  now: number,
): boolean {
  const protectedMilliseconds = resetLimits.ownerProtectionSeconds * 1000;
  const isProtected = ownerUntil !== undefined && now < ownerUntil + protectedMilliseconds;
  return organization.owners.includes(user.userID) || isProtected;
}

/** Whether another owner, who still is one, has asked for the same reset. */
function isSeconded({ organization, owner, user, member }: ResetCase, now: number): boolean {
  const request = openResetRequest(member, user, now);
  return request !== undefined && request.by !== owner.userID && organization.owners.includes(request.by);
}

/** Why an owner cannot reset the factors of this account. */
function resetRefusal(given: ResetCase, now: number): Problem | undefined {
  const { organization, owner, user } = given;
  if (user.userID === owner.userID) return problem('own-reset');
  if (user.factors.length === 0) return problem('no-factor-to-reset');
  if (user.organizations.length > 1) return problem('member-elsewhere');
  const others = organization.owners.filter((id) => id !== owner.userID && id !== user.userID);
  if (needsSecondOwner(given, now) && others.length === 0) return problem('second-owner-needed');
  return undefined;
}

/** The request that waits for a second owner, if it is still valid. */
export function openResetRequest(member: Member, user: User, now: number): ResetRequest | undefined {
  const request = member.resetRequest;
  if (!request || request.expiresAt <= now) return undefined;
  return request.credentialVersion === user.credentialVersion ? request : undefined;
}

/** What an owner can do about a member: facts for clients, which need not know the rules. */
export function memberFacts(given: ResetCase, now: number) {
  const { organization, user } = given;
  const isOwner = organization.owners.includes(user.userID);
  const canReset = resetRefusal(given, now) === undefined;
  return {
    canChangeRole: roleRefusal(organization, user.userID, isOwner ? 'member' : 'owner') === undefined,
    canRemove: lastOwnerRefusal(organization, user.userID) === undefined,
    canReset,
    // Whether this owner's reset only begins it, and waits for another owner.
    ...(canReset && { resetNeedsSecondOwner: needsSecondOwner(given, now) && !isSeconded(given, now) }),
  };
}

function carryOutReset(
  { organization, owner, user, member }: ResetCase,
  factors: readonly { readonly id: string }[],
): Decision<undefined, MemberNotice> {
  const { organizationID, mfaRequired } = organization;
  const by = actorOf(owner);
  return {
    commit: [
      // An account that has left or joined another organization in the meantime is out of this owner's reach.
      ...resetFactors(user, factors, { when: [sameMemberships(user)] }),
      setRequest(member, undefined),
      checkOrganization(organization),
    ],
    log: [
      organizationEntry(organizationID, 'factors-reset', by, { member: actorOf(user) }),
      membershipEntry(user.userID, 'factors-reset', organization),
    ],
    notify: [
      noticeToMember(user, {
        kind: 'mfa-reset',
        organization: referenceTo(organization),
        by,
        required: mfaRequired,
      }),
    ],
    answer: undefined,
  };
}

function askSecondOwner(
  { organization, owner, user, member }: ResetCase,
  now: number,
): Decision<ResetRequest, MemberNotice | OwnersNotice> {
  const request: ResetRequest = {
    by: owner.userID,
    expiresAt: now + resetLimits.confirmWithinSeconds * 1000,
    credentialVersion: user.credentialVersion,
  };
  const by = actorOf(owner);
  const about = { member: actorOf(user) };
  const requested = { organization: referenceTo(organization), by, expiresAt: request.expiresAt };
  return {
    commit: [setRequest(member, request), checkOrganization(organization)],
    log: [
      organizationEntry(organization.organizationID, 'factors-reset-requested', by, about),
      membershipEntry(user.userID, 'factors-reset-requested', organization),
    ],
    notify: [
      noticeToMember(user, { kind: 'mfa-reset-requested', ...requested }),
      noticeToOwners(organization, { kind: 'mfa-reset-to-confirm', ...requested, ...about }, [
        owner.userID,
        user.userID,
      ]),
    ],
    answer: request,
  };
}

function keepWaiting(request: ResetRequest): Decision<ResetRequest> {
  return { commit: [], log: notLogged('this owner has asked for it already'), notify: [], answer: request };
}

/** Withdraws a request that waits for a second owner: an owner does, or the account whose factors they are. */
export function withdrawReset(
  { organization, user, member }: Pick<ResetCase, 'organization' | 'user' | 'member'>,
  by: User,
  now: number,
): Decision {
  if (!openResetRequest(member, user, now)) return { refuse: problem('no-reset-pending') };
  const about = { member: actorOf(user) };
  return {
    commit: [setRequest(member, undefined), checkOrganization(organization)],
    log: [
      organizationEntry(organization.organizationID, 'factors-reset-withdrawn', actorOf(by), about),
      membershipEntry(user.userID, 'factors-reset-withdrawn', organization),
    ],
    notify: [],
    answer: undefined,
  };
}

/** Sets or ends the request, provided that it is still the one that the decision saw. */
function setRequest(member: Member, resetRequest: ResetRequest | undefined): Change {
  const { organizationID, userID, resetVersion } = member;
  const key = memberKey(organizationID, userID);
  const same = resetVersion === undefined ? absent('resetVersion') : equal('resetVersion', resetVersion);
  const when = [equal('userID', userID), same];
  return update('organizations', key, { resetRequest }, when, { resetVersion: 1 });
}
