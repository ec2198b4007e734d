import { methodsOf, type User } from '../accounts/user.ts';
import { emailCodeLimits } from '../factors/email.ts';
import type { FactorType, Method } from '../factors/factor.ts';
import { factorFacts, type Seams } from '../factors/registry.ts';
import { above, absent, below, type Change, type Condition, equal, update } from '../kernel/change.ts';
import type { FailedChange } from '../kernel/decision.ts';
import { type Problem, problem } from '../kernel/problem.ts';
import { type Random, randomID } from '../kernel/random.ts';
import type { Recognized } from './known-place.ts';

/** Tries per challenge (rule 4). */
export const triesPerChallenge = 5;

/** The tries that are left after one more. */
export const attemptsAfter = ({ attempts }: Pick<Challenge, 'attempts'>): number =>
  Math.max(0, triesPerChallenge - attempts - 1);

export type ChallengePurpose = 'sign-in' | 'step-up' | 'activation';

/** A second step that waits for a proof. It is bound to one user, one purpose, one credential version, and one method at a time. */
export interface Challenge {
  /** `userID.random`. Since the id contains the owner, one call reads both rows. */
  readonly id: string;
  readonly purpose: ChallengePurpose;
  readonly userID: string;
  readonly credentialVersion: number;
  readonly method: FactorType;
  readonly provedMethods: readonly Method[];
  /** The methods that it can be answered with; every enabled one, if absent. */
  readonly methods?: readonly FactorType[];
  /** The session that began a step-up or an activation. */
  readonly sessionID?: string;
  /** How the account recognized where its sign-in comes from. */
  readonly recognized?: Recognized;
  readonly attempts: number;
  readonly usedAt?: number;
  /** When its wrong codes were reported by mail, and by which request if it was at once; see wrong-codes.ts. */
  readonly reportedAt?: number;
  readonly reportedBy?: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly ttl: number;
  /** How often its code was mailed, and when most recently. */
  readonly mails: number;
  readonly mailedAt?: number;
  readonly keyVersion: number;
  /** What the method keeps from its beginning until its check. */
  readonly kept?: Seams[FactorType]['kept'];
  /** What an activation will enable. */
  readonly factor?: { readonly id: string; readonly name: string; readonly hasDefaultName?: true };
}

/** The methods that a challenge can be answered with, besides a recovery code. */
export function methodsFor(
  { methods }: { readonly methods?: Challenge['methods'] | undefined },
  user: User,
): readonly FactorType[] {
  return methodsOf(user).filter((type) => methods?.includes(type) ?? true);
}

export const challengeKey = (id: string) => ({ id });

export function newChallengeID(userID: string, random: Random): string {
  return `${userID}.${randomID(random)}`;
}

/** The owner that the id of a challenge contains; undefined if the text is not such an id. */
export function ownerOf(challengeID: string): string | undefined {
  const [userID, rest] = challengeID.split('.');
  return userID && rest && challengeID.length <= 64 ? userID : undefined;
}

/** When and how often the code of a challenge can be mailed again; undefined for a method that mails no code. */
export function resendTimes(
  challenge: Challenge,
): { readonly from: number; readonly until: number; readonly left: number } | undefined {
  if (!factorFacts[challenge.method].mailsCodes) return undefined;
  const { resendAfterSeconds, resendsPerChallenge, lastResendSeconds } = emailCodeLimits;
  const { mailedAt, createdAt, expiresAt, mails } = challenge;
  return {
    from: mailedAt === undefined ? createdAt : mailedAt + resendAfterSeconds * 1000,
    until: expiresAt - lastResendSeconds * 1000,
    left: Math.max(0, resendsPerChallenge + 1 - mails),
  };
}

/** The conditions under which the stored challenge may be changed, charged or used. */
export function whileOpen(now: number): readonly Condition[] {
  return [absent('usedAt'), above('expiresAt', now)];
}

/** Uses up one of the tries, before the code is compared. */
export function chargeChallenge(challenge: Challenge, now: number): Change {
  return update(
    'challenges',
    challengeKey(challenge.id),
    {},
    [...whileOpen(now), equal('method', challenge.method), below('attempts', triesPerChallenge)],
    { attempts: 1 },
  );
}

export function useUpChallenge(challenge: Challenge, now: number): Change {
  return update('challenges', challengeKey(challenge.id), { usedAt: now }, whileOpen(now));
}

/** Holds as long as nobody has used the challenge. */
export function challengeIsUnused({ id }: Challenge): Change {
  return { table: 'challenges', key: challengeKey(id), kind: 'check', when: [absent('usedAt')] };
}

/** What a challenge must match for the caller to answer it. */
export interface ExpectedChallenge {
  readonly purpose: ChallengePurpose;
  readonly sessionID?: string | undefined;
}

/** Why a challenge cannot be answered; undefined if it can. */
export function challengeRefusal(
  challenge: Challenge | undefined,
  user: User | undefined,
  expected: ExpectedChallenge,
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

/** The rows that a decision about a challenge is based on; without a challenge while it is being opened. */
export interface ChallengeRows {
  readonly user: User;
  readonly challenge?: Challenge;
}

/**
 * The rows for making a decision again that lost against another write to the same account or challenge, or why it cannot
 * be made again: if the credentials have changed, whatever followed the old ones has ended.
 */
export function rowsAfterLoss(rows: ChallengeRows, failed: readonly FailedChange[]): ChallengeRows | Problem {
  const met = (id: string | undefined) => failed.find(({ change }) => change.key['id'] === id)?.old;
  const user = met(rows.user.id) as User | undefined;
  const challenge = met(rows.challenge?.id) as Challenge | undefined;
  const isStale = user ? user.credentialVersion !== rows.user.credentialVersion : !challenge;
  if (isStale) return problem('challenge-over');
  const latest = challenge ?? rows.challenge;
  return { user: user ?? rows.user, ...(latest && { challenge: latest }) };
}
