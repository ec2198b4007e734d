import { isReturned } from '../accounts/undeliverable-mail.ts';
import { methodsOf, preferredType, type User } from '../accounts/user.ts';
import { emailCodeLimits } from '../factors/email.ts';
import { type FactorType, isTyped, type Method } from '../factors/factor.ts';
import { type BegunActivation, type BegunChallenge, factorFacts } from '../factors/registry.ts';
import { absent, type Change, equal, putNew, update } from '../kernel/change.ts';
import { type Accepted, type Decision, notLogged } from '../kernel/decision.ts';
import { fieldProblem, type Problem, problem, waitProblem } from '../kernel/problem.ts';
import { ttlAfter } from '../kernel/rows.ts';
import { type CodeNotice, noticeOfCode } from '../mail/notice.ts';
import {
  type Challenge,
  type ChallengePurpose,
  challengeKey,
  methodsFor,
  resendTimes,
  whileOpen,
} from './challenge.ts';
import { isLocked, lockedRefusal } from './code-failures.ts';
import type { Recognized } from './known-place.ts';
import { codeRefusal, codesSpent, countMailedCode, uncountMailedCode } from './mailed-codes.ts';
import { acceptedFirst, type Requirement } from './requirement.ts';

/*
 * Decisions that begin a challenge, mail its code again, or switch its method. What a try costs and whether it is right is in
 * code-attempt.ts and passkey-attempt.ts, and the session that a right one leads to in session-grant.ts (`grantSessionForProof`).
 */

/** A challenge to show to the client, with its account and what its method shows. */
export interface ShownChallenge {
  readonly challenge: Challenge;
  readonly user: User;
  readonly show: NonNullable<AnyBegun['show']>;
  /** Whether its code could not be mailed just now. */
  readonly isUnsent: boolean;
  /** Why no code was mailed although the method that comes first mails codes: those of the hour are spent. */
  readonly codesSpent?: Problem | undefined;
  /** For how many days the user can trust the browser with the factor; absent if not at all. */
  readonly trustableDays?: number;
}

export type ChallengeDecision = Decision<ShownChallenge, CodeNotice>;

/** The beginning of a challenge or an activation of any factor. */
export type AnyBegun = BegunChallenge<FactorType> | BegunActivation<FactorType>;

/** Begins a method for one challenge. The shell prepares what the method needs; see functions/flows/factors. */
export type BeginMethod = (type: FactorType) => Promise<AnyBegun>;

/** The purpose of a new challenge, and what was proved before it. */
export interface Opening {
  readonly id: string;
  readonly purpose: ChallengePurpose;
  readonly provedMethods: readonly Method[];
  /** The methods that it can be answered with; every enabled one, if absent. */
  readonly methods?: readonly FactorType[] | undefined;
  readonly keyVersion: number;
  readonly sessionID?: string | undefined;
  readonly recognized?: Recognized | undefined;
  readonly factor?: NonNullable<Challenge['factor']>;
  /** Whether the client can use passkeys. If not, a method whose proof is typed comes first, if there is one. */
  readonly usesPasskeys?: boolean;
}

/**
 * Opens a challenge for an account with a factor, for a sign-in or a step-up.
 * @param unmet The requirements of organizations that the account has not met by what was proved before the challenge.
 */
export async function openChallenge(
  user: User,
  opening: Opening,
  unmet: readonly Requirement[],
  begin: BeginMethod,
  now: number,
): Promise<ChallengeDecision> {
  const first = firstMethod(user, now, unmet, methodsFor(opening, user), opening.usesPasskeys);
  const begun = first.begins ? await begin(first.method) : undefined;
  const decision = newChallenge(user, opening, first.method, begun, now);
  return { ...decision, answer: { ...decision.answer, codesSpent: first.codesSpent } };
}

/** Stores a new challenge, and mails its code if its method has one. */
export function newChallenge(
  user: User,
  opening: Opening,
  method: FactorType,
  begun: AnyBegun | undefined,
  now: number,
): Accepted<ShownChallenge, CodeNotice> {
  const expiresAt = now + emailCodeLimits.ttlSeconds * 1000;
  const unsent: Challenge = {
    id: opening.id,
    purpose: opening.purpose,
    method,
    provedMethods: opening.provedMethods,
    ...(opening.methods && { methods: opening.methods }),
    keyVersion: opening.keyVersion,
    ...(opening.sessionID !== undefined && { sessionID: opening.sessionID }),
    ...(opening.factor && { factor: opening.factor }),
    ...(opening.recognized && { recognized: opening.recognized }),
    ...(begun?.keep && { kept: begun.keep }),
    userID: user.userID,
    credentialVersion: user.credentialVersion,
    attempts: 0,
    createdAt: now,
    expiresAt,
    ttl: ttlAfter(expiresAt),
    mails: 0,
  };
  const challenge = begun?.code === undefined ? unsent : mailed(unsent, now);
  const stored = putNew('challenges', challengeKey(challenge.id), { ...challenge }, [
    ...[equal('attempts', 0), equal('mails', challenge.mails), absent('usedAt')],
  ]);
  return withCode(shown(user, challenge, begun, stored), { user, before: unsent, code: begun?.code, now });
}

/**
 * The method that a sign-in or step-up begins with: the preferred one, or another if an organization does not accept that
 * one, if it is locked, if mail bounces, or if the codes of the hour are spent. If no method is available, there is still a
 * challenge, for a recovery code, but no method begins: a user who has one must not wait for the next hour.
 */
export function firstMethod(
  user: User,
  now: number,
  unmet: readonly Requirement[] = [],
  methods: readonly FactorType[] = methodsOf(user),
  usesPasskeys = true,
): {
  readonly method: FactorType;
  readonly begins: boolean;
  readonly codesSpent?: Problem | undefined;
} {
  const preferred = preferredType(user);
  const preferredFirst = methods.toSorted((a, b) => Number(b === preferred) - Number(a === preferred));
  const accepted = acceptedFirst(preferredFirst, unmet);
  const ordered = usesPasskeys
    ? accepted
    : [...accepted].sort((a, b) => Number(isTyped(b)) - Number(isTyped(a)));
  const [first] = ordered;
  if (first === undefined) throw new Error('a challenge needs an enabled factor');
  const open = ordered.filter(
    (type) => !isLocked(user, type) && !(factorFacts[type].mailsCodes && isReturned(user)),
  );
  const [firstOpen] = open;
  if (firstOpen === undefined) return { method: first, begins: false };
  const spent = factorFacts[firstOpen].mailsCodes ? codesSpent(user, now) : undefined;
  const method = open.find((type) => !factorFacts[type].mailsCodes || spent === undefined);
  return { method: method ?? firstOpen, begins: method !== undefined, codesSpent: spent };
}

/** Switches this challenge to another enabled method, and mails its code unless a mailed one is still valid. */
export async function switchMethod(
  challenge: Challenge,
  user: User,
  type: FactorType,
  begin: BeginMethod,
  now: number,
): Promise<ChallengeDecision> {
  if (!methodsOf(user).includes(type))
    return { refuse: fieldProblem('/type', 'method-not-enabled', { methods: methodsOf(user) }) };
  const methods = methodsFor(challenge, user);
  if (!methods.includes(type)) return { refuse: fieldProblem('/type', 'method-not-accepted', { methods }) };
  const { mailsCodes } = factorFacts[type];
  const begins = !isLocked(user, type) && !(mailsCodes && challenge.mails > 0);
  const refused = begins && mailsCodes ? codeRefusal(user, now) : undefined;
  if (refused) return { refuse: refused };
  const begun = begins ? await begin(type) : undefined;
  return changeChallenge(challenge, user, { method: type, kept: begun?.keep }, begun, now);
}

/** Mails the same code again (rule 3). */
export async function resendCode(
  challenge: Challenge,
  user: User,
  begin: BeginMethod,
  now: number,
): Promise<ChallengeDecision> {
  const refused = resendRefusal(challenge, user, now);
  if (refused) return { refuse: refused };
  const decision = changeChallenge(challenge, user, {}, await begin(challenge.method), now);
  if (!decision.send) return { refuse: problem('nothing-to-resend') };
  const { notice, ifUnsent } = decision.send;
  const refuse = problem('code-not-sent', { retryAfterSeconds: 1 });
  return { ...decision, send: { notice, ifUnsent: { commit: ifUnsent.commit, refuse } } };
}

function resendRefusal(challenge: Challenge, user: User, now: number): Problem | undefined {
  const times = resendTimes(challenge);
  if (times === undefined) return problem('nothing-to-resend');
  if (now > times.until) return problem('challenge-over');
  if (times.left === 0) return waitProblem('resends-spent', challenge.expiresAt - now);
  if (times.from > now) return waitProblem('code-just-sent', times.from - now);
  return isLocked(user, challenge.method) ? lockedRefusal() : codeRefusal(user, now);
}

function changeChallenge(
  challenge: Challenge,
  user: User,
  set: Partial<Pick<Challenge, 'method'>> & { readonly kept?: Challenge['kept'] | undefined },
  begun: AnyBegun | undefined,
  now: number,
): Accepted<ShownChallenge, CodeNotice> {
  const { kept: _, ...rest } = challenge;
  const kept = 'kept' in set ? set.kept : challenge.kept;
  const before: Challenge = { ...rest, ...(set.method && { method: set.method }), ...(kept && { kept }) };
  const changed = begun?.code === undefined ? before : mailed(before, now);
  const { mails, mailedAt } = changed;
  const write = update(
    'challenges',
    challengeKey(challenge.id),
    { ...set, ...(changed !== before && { mails, mailedAt }) },
    [...whileOpen(now), equal('mails', challenge.mails)],
  );
  return withCode(shown(user, changed, begun, write), { user, before, code: begun?.code, now });
}

const mailed = (challenge: Challenge, now: number): Challenge => ({
  ...challenge,
  mails: challenge.mails + 1,
  mailedAt: now,
});

function shown(
  user: User,
  challenge: Challenge,
  begun: AnyBegun | undefined,
  write: Change,
): Accepted<ShownChallenge, CodeNotice> {
  return {
    commit: [write],
    log: notLogged('a challenge is logged by what comes of it'),
    notify: [],
    answer: { challenge, user, show: begun?.show ?? {}, isUnsent: false },
  };
}

/**
 * Adds the mail with the code. It counts towards the codes of the hour and of the challenge, unless it cannot be sent:
 * then the challenge is as before, and its code can be sent at once.
 */
function withCode(
  decision: Accepted<ShownChallenge, CodeNotice>,
  mail: {
    readonly user: User;
    readonly before: Challenge;
    readonly code: string | undefined;
    readonly now: number;
  },
): Accepted<ShownChallenge, CodeNotice> {
  const { user, before, code, now } = mail;
  if (code === undefined) return decision;
  const { challenge } = decision.answer;
  const { id, purpose, mails, expiresAt } = challenge;
  const taken = { mails: before.mails, mailedAt: before.mailedAt };
  const takeBack = update('challenges', challengeKey(id), taken, [equal('mails', mails)]);
  return {
    ...decision,
    commit: [...decision.commit, countMailedCode(user, now)],
    send: {
      notice: noticeOfCode(user, { kind: purpose, code, expiresAt }),
      ifUnsent: {
        commit: [takeBack, uncountMailedCode(user, now)],
        answer: { ...decision.answer, challenge: before, isUnsent: true },
      },
    },
  };
}
