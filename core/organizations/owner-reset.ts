import { changeCredentials, endSessions, type User } from '../accounts/user.ts';
import { absent, type Change, type Condition, equal, remove, update } from '../kernel/change.ts';
import { type Problem, problem } from '../kernel/problem.ts';
import { clearedAllFailures } from '../sign-in/throttle.ts';
import { type Member, memberKey, type Organization, type ResetRequest } from './organization.ts';

export const resetLimits = {
  /** How long a second owner has to confirm. */
  confirmWithinSeconds: 86_400,
  /** Who was an owner is protected as one this long: else another owner would demote or remove first, then reset. */
  ownerProtectionSeconds: 30 * 86_400,
} as const;

/**
 * Removes every factor with the recovery codes: the account is as one without, and all its sessions end.
 * @param also what else is set, and what must hold besides.
 */
export function resetFactors(
  user: User,
  rows: readonly { readonly id: string }[],
  also: { readonly set?: Readonly<Record<string, unknown>>; readonly when?: readonly Condition[] } = {},
): readonly Change[] {
  const set = {
    factors: [],
    preferredFactorID: undefined,
    firstFactorID: undefined,
    ...clearedAllFailures(),
    ...also.set,
  };
  const changed = endSessions(changeCredentials(user, set));
  return [
    { ...changed, when: [...changed.when, ...(also.when ?? [])] },
    ...rows.map(({ id }) => remove('factors', { userID: user.userID, id })),
  ];
}

/** Whether a second owner must confirm that this member's factors are reset; `ownerUntil`: when it ceased to be an owner. */
export function needsSecondOwner(
  organization: Organization,
  userID: string,
  ownerUntil: number | undefined,
  now: number,
): boolean {
  const isProtected =
    ownerUntil !== undefined && now < ownerUntil + resetLimits.ownerProtectionSeconds * 1000;
  return organization.owners.includes(userID) || isProtected;
}

/** Whether another owner, who still is one, has asked for the same. */
export function isSeconded(
  organization: Organization,
  request: ResetRequest | undefined,
  ownerID: string,
): boolean {
  return request !== undefined && request.by !== ownerID && organization.owners.includes(request.by);
}

/** Why an owner cannot reset the factors of this account. */
export function resetRefusal(
  organization: Organization,
  ownerID: string,
  user: User,
  needsSecond: boolean,
): Problem | undefined {
  if (user.userID === ownerID) return problem('own-reset');
  if (user.factors.length === 0) return problem('no-factor-to-reset');
  if (user.organizations.length > 1) return problem('member-elsewhere');
  const others = organization.owners.filter((id) => id !== ownerID && id !== user.userID);
  if (needsSecond && others.length === 0) return problem('second-owner-needed');
  return undefined;
}

/** The request that waits for a second owner, if it is still good. */
export function openResetRequest(member: Member, user: User, now: number): ResetRequest | undefined {
  const request = member.resetRequest;
  if (!request || request.expiresAt <= now) return undefined;
  return request.credentialVersion === user.credentialVersion ? request : undefined;
}

export function requestReset(
  member: Member,
  ownerID: string,
  user: User,
  now: number,
): { request: ResetRequest; change: Change } {
  const request: ResetRequest = {
    by: ownerID,
    expiresAt: now + resetLimits.confirmWithinSeconds * 1000,
    credentialVersion: user.credentialVersion,
  };
  return { request, change: setRequest(member, request) };
}

/** Takes the request away, provided that it is still the one that was seen: withdrawn, or used up by the reset. */
export function endRequest(member: Member): Change {
  return setRequest(member, undefined);
}

function setRequest(member: Member, resetRequest: ResetRequest | undefined): Change {
  const { organizationID, userID, resetVersion } = member;
  const key = memberKey(organizationID, userID);
  const same = resetVersion === undefined ? absent('resetVersion') : equal('resetVersion', resetVersion);
  const when = [equal('userID', userID), same];
  return update('organizations', key, { resetRequest }, when, { resetVersion: 1 });
}
