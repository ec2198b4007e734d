import { isReturned } from '../accounts/undeliverable-mail.ts';
import { changeUser, methodsOf, preferredType, type User } from '../accounts/user.ts';
import { emailCodeLimits } from '../factors/email.ts';
import type { FactorType, Method } from '../factors/factor.ts';
import { above, absent, below, type Change, equal, put, update } from '../kernel/change.ts';
import { fieldProblem, type Problem, problem, waitProblem } from '../kernel/problem.ts';
import { type Random, randomID } from '../kernel/random.ts';
import { ttlAfter } from '../kernel/rows.ts';
import { acceptedFirst, type Requirement } from './requirement.ts';
import { isLocked, lockedRefusal } from './throttle.ts';

/** Tries per challenge (rule 4). */
export const triesPerChallenge = 5;

export type ChallengePurpose = 'sign-in' | 'step-up' | 'activation';

/** A second step that waits for its code. Bound to one user, one purpose, one credential version, one method at a time. */
export interface Challenge {
  /** `userID.random`: the owner is part of the id, so both rows are read at once. */
  readonly id: string;
  readonly purpose: ChallengePurpose;
  readonly userID: string;
  readonly credentialVersion: number;
  readonly method: FactorType;
  readonly provedMethods: readonly Method[];
  /** The session that began a step-up or an activation. */
  readonly sessionID?: string;
  readonly attempts: number;
  readonly usedAt?: number;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly ttl: number;
  /** How often its code was mailed, and when last. */
  readonly mails: number;
  readonly mailedAt?: number;
  readonly keyVersion: number;
  /** What an activation will enable. */
  readonly factor?: { readonly id: string; readonly name: string; readonly sealedSecret?: string };
}

export const challengeKey = (id: string) => ({ id });

export function newChallengeID(userID: string, random: Random): string {
  return `${userID}.${randomID(random)}`;
}

/** The owner that a challenge id names; undefined for what is no such id. */
export function ownerOf(challengeID: string): string | undefined {
  const [userID, rest] = challengeID.split('.');
  return userID && rest && challengeID.length <= 64 ? userID : undefined;
}

/** A step of a challenge: how it now stands, what to write, and whether its code is to be mailed. */
export interface Opened {
  readonly challenge: Challenge;
  readonly changes: readonly Change[];
  readonly mailsCode: boolean;
}

interface Begin {
  readonly id: string;
  readonly purpose: ChallengePurpose;
  readonly method: FactorType;
  readonly provedMethods: readonly Method[];
  readonly now: number;
  readonly keyVersion: number;
  readonly mailsCode: boolean;
  readonly sessionID?: string | undefined;
  readonly factor?: NonNullable<Challenge['factor']>;
}

/** Opens a challenge; with a mailed code it counts towards the codes of the hour. */
export function openChallenge(user: User, begin: Begin): Opened {
  const { now, mailsCode } = begin;
  const expiresAt = now + emailCodeLimits.ttlSeconds * 1000;
  const challenge: Challenge = {
    id: begin.id,
    purpose: begin.purpose,
    method: begin.method,
    provedMethods: begin.provedMethods,
    keyVersion: begin.keyVersion,
    ...(begin.sessionID !== undefined && { sessionID: begin.sessionID }),
    ...(begin.factor && { factor: begin.factor }),
    userID: user.userID,
    credentialVersion: user.credentialVersion,
    attempts: 0,
    createdAt: now,
    expiresAt,
    ttl: ttlAfter(expiresAt),
    mails: mailsCode ? 1 : 0,
    ...(mailsCode && { mailedAt: now }),
  };
  const stored = put('challenges', challengeKey(challenge.id), { ...challenge }, [absent('id')]);
  return { challenge, mailsCode, changes: mailsCode ? [stored, countMailedCode(user, now)] : [stored] };
}

/**
 * The method that a sign-in or step-up begins with: the preferred one, another where an organization does not accept
 * that, where it is locked, where mail comes back or where its codes of the hour are spent. Where no method is open the
 * challenge still is, for a recovery code.
 */
export function firstMethod(
  user: User,
  now: number,
  requirements: readonly Requirement[] = [],
): { method: FactorType; mailsCode: boolean } | Problem {
  const preferred = preferredType(user);
  if (preferred === undefined) throw new Error('a challenge needs an enabled factor');
  const others = methodsOf(user).filter((type) => type !== preferred);
  const ordered = acceptedFirst([preferred, ...others], requirements);
  const open = ordered.filter((type) => !isLocked(user, type) && !(type === 'email' && isReturned(user)));
  if (open.length === 0) return { method: ordered[0] ?? preferred, mailsCode: false };
  const spent = codesSpent(user, now);
  const method = open.find((type) => type !== 'email' || spent === undefined);
  if (method === undefined) return spent as Problem;
  return { method, mailsCode: method === 'email' };
}

/** Another enabled method for this challenge only; its code is mailed if none is out. */
export function switchMethod(
  challenge: Challenge,
  user: User,
  type: FactorType,
  now: number,
): Opened | Problem {
  if (!methodsOf(user).includes(type))
    return fieldProblem('/type', 'method-not-enabled', { methods: methodsOf(user) });
  const mailsCode = type === 'email' && challenge.mails === 0 && !isLocked(user, 'email');
  const refused = mailsCode ? codeRefusal(user, now) : undefined;
  return refused ?? changeChallenge(challenge, user, { method: type }, mailsCode, now);
}

/** The same code once more (rule 3). */
export function resendCode(challenge: Challenge, user: User, now: number): Opened | Problem {
  const { resendAfterSeconds, resendsPerChallenge, lastResendSeconds } = emailCodeLimits;
  if (challenge.method !== 'email') return problem('nothing-to-resend');
  if (challenge.expiresAt - now < lastResendSeconds * 1000) return problem('challenge-over');
  const openAt = (challenge.mailedAt ?? 0) + resendAfterSeconds * 1000;
  if (challenge.mails > resendsPerChallenge) return waitProblem('resends-spent', challenge.expiresAt - now);
  if (openAt > now) return waitProblem('code-just-sent', openAt - now);
  if (isLocked(user, 'email')) return lockedRefusal();
  return codeRefusal(user, now) ?? changeChallenge(challenge, user, {}, true, now);
}

function changeChallenge(
  challenge: Challenge,
  user: User,
  set: { method?: FactorType },
  mailsCode: boolean,
  now: number,
): Opened {
  const mailed = mailsCode ? { mails: challenge.mails + 1, mailedAt: now } : {};
  const changed = update('challenges', challengeKey(challenge.id), { ...set, ...mailed }, [
    ...isOpen(now),
    equal('mails', challenge.mails),
  ]);
  return {
    challenge: { ...challenge, ...set, ...mailed },
    changes: mailsCode ? [changed, countMailedCode(user, now)] : [changed],
    mailsCode,
  };
}

/** What must hold of the stored challenge for it to be changed, charged or used. */
function isOpen(now: number) {
  return [absent('usedAt'), above('expiresAt', now)];
}

/** Takes one of the tries, before the code is compared. */
export function chargeChallenge(challenge: Challenge, now: number): Change {
  return update(
    'challenges',
    challengeKey(challenge.id),
    {},
    [...isOpen(now), equal('method', challenge.method), below('attempts', triesPerChallenge)],
    { attempts: 1 },
  );
}

export function useUpChallenge(challenge: Challenge, now: number): Change {
  return update('challenges', challengeKey(challenge.id), { usedAt: now }, isOpen(now));
}

/** Why a challenge cannot be answered; undefined when it can. */
export function challengeRefusal(
  challenge: Challenge | undefined,
  user: User | undefined,
  expected: { readonly purpose: ChallengePurpose; readonly sessionID?: string | undefined },
  now: number,
): Problem | undefined {
  if (challenge === undefined || user === undefined || challenge.purpose !== expected.purpose)
    return problem('not-found');
  if (challenge.sessionID !== undefined && challenge.sessionID !== expected.sessionID)
    return problem('not-found');
  const isOver =
    challenge.usedAt !== undefined ||
    challenge.expiresAt <= now ||
    challenge.attempts >= triesPerChallenge ||
    challenge.credentialVersion !== user.credentialVersion;
  return isOver ? problem('challenge-over') : undefined;
}

function recentlyMailed(user: User, now: number): readonly number[] {
  return user.codesMailedAt.filter((at) => at > now - 3_600_000);
}

function codesSpent(user: User, now: number): Problem | undefined {
  const mailedAt = recentlyMailed(user, now);
  if (mailedAt.length < emailCodeLimits.codesPerHour) return undefined;
  return waitProblem('codes-of-the-hour-spent', Math.min(...mailedAt) + 3_600_000 - now);
}

function codeRefusal(user: User, now: number): Problem | undefined {
  return isReturned(user) ? problem('mail-returned') : codesSpent(user, now);
}

/** The refusal where no code can be mailed, for activations: they have no other method to fall to. */
export function mailedCodeRefusal(user: User, now: number): Problem | undefined {
  if (!isReturned(user)) return codesSpent(user, now);
  return problem('mail-returned-at-activation');
}

function countMailedCode(user: User, now: number): Change {
  return changeUser(
    user,
    { codesMailedAt: [...recentlyMailed(user, now), now], codesMailed: user.codesMailed + 1 },
    [equal('codesMailed', user.codesMailed)],
  );
}
