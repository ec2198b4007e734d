import { accountEntry } from '../accounts/security-log.ts';
import { clearedMailReturn } from '../accounts/undeliverable-mail.ts';
import {
  changeCredentials,
  endSessions,
  type FactorSummary,
  methodsOf,
  type User,
  voidPassword,
} from '../accounts/user.ts';
import type { CodeProof, Factor, FactorType, Method } from '../factors/factor.ts';
import { newRecoveryCodes, type RecoveryCodeKey } from '../factors/recovery-code.ts';
import { factorFacts } from '../factors/registry.ts';
import { absent, put } from '../kernel/change.ts';
import type { Decision } from '../kernel/decision.ts';
import { type Problem, problem } from '../kernel/problem.ts';
import type { Random } from '../kernel/random.ts';
import { type AccountNotice, noticeToAccount } from '../mail/notice.ts';
import { type Challenge, useUpChallenge } from './challenge.ts';
import { type BeginMethod, type ChallengeDecision, newChallenge } from './challenge-decisions.ts';
import { clearedFailures } from './code-failures.ts';
import { type Authenticated, methodsToProve } from './freshness.ts';
import { createMailLink } from './mail-link.ts';
import { activationCodeRefusal } from './mailed-codes.ts';

/**
 * Why a factor cannot be activated by someone who has the password and perhaps a session. If the account has a factor, the
 * password alone is not enough (rule 2). An account without a password has nothing but its session, which must be fresh.
 */
export function activationRefusal(
  user: User,
  type: FactorType,
  caller: Omit<Authenticated, 'user'> | undefined,
  now: number,
): Problem | undefined {
  if (user.factors.length > 0 || user.passwordHash === voidPassword) {
    const isOwn = caller?.session.userID === user.userID;
    const methods = isOwn ? methodsToProve({ ...caller, user }, now) : methodsOf(user);
    if (methods.length > 0) return problem('existing-factor-needed', { methods });
  }
  if (canAddFactor(user, type)) return undefined;
  return problem('factor-limit', { method: type, maximum: factorFacts[type].maximumPerAccount });
}

const countOf = (user: Pick<User, 'factors'>, type: FactorType): number =>
  user.factors.filter((factor) => factor.type === type).length;

/** Whether the account can have one more factor of this type. */
export function canAddFactor(user: Pick<User, 'factors'>, type: FactorType): boolean {
  return countOf(user, type) < factorFacts[type].maximumPerAccount;
}

/** The name of a factor to which its user gave no name. A number distinguishes it from others of its type. */
export function defaultFactorName(user: Pick<User, 'factors'>, type: FactorType): string {
  const present = countOf(user, type);
  const { defaultName } = factorFacts[type];
  return present === 0 ? defaultName : `${defaultName} ${present + 1}`;
}

/** The activation that a user requests. */
export interface ActivationRequest {
  /** The id of the challenge that its first code completes. */
  readonly id: string;
  readonly type: FactorType;
  readonly factorID: string;
  readonly name?: string | undefined;
  /** The session that the request presents, which may be another user's. Only the user's own is bound to the activation. */
  readonly caller?: Omit<Authenticated, 'user'> | undefined;
  /** What was proved just before, in place of the password. */
  readonly provedMethods?: readonly Method[] | undefined;
  readonly keyVersion: number;
}

/** Begins to activate a factor for someone who has just entered the password. */
export async function beginActivation(
  user: User,
  request: ActivationRequest,
  begin: BeginMethod,
  now: number,
): Promise<ChallengeDecision> {
  const { id, type, factorID, caller, keyVersion } = request;
  const refused =
    activationRefusal(user, type, caller, now) ??
    (factorFacts[type].mailsCodes ? activationCodeRefusal(user, now) : undefined);
  if (refused) return { refuse: refused };
  const opening = {
    id,
    keyVersion,
    purpose: 'activation',
    provedMethods: request.provedMethods ?? ['password'],
    factor: {
      id: factorID,
      name: request.name ?? defaultFactorName(user, type),
      ...(request.name === undefined && { hasDefaultName: true as const }),
    },
    sessionID: caller?.session.userID === user.userID ? caller.session.id : undefined,
  } as const;
  const decision = newChallenge(user, opening, type, await begin(type), now);
  if (!decision.send) return decision;
  const { notice, ifUnsent } = decision.send;
  // No other method or recovery code could complete it, so it is as if it had never begun.
  const commit = [useUpChallenge(decision.answer.challenge, now), ...ifUnsent.commit.slice(1)];
  const refuse = problem('code-not-sent', { retryAfterSeconds: 1 });
  return { ...decision, send: { notice, ifUnsent: { commit, refuse } } };
}

/** A challenge that activates a factor. */
export type Activation = Challenge & { readonly factor: NonNullable<Challenge['factor']> };

export function isActivation(challenge: Challenge): challenge is Activation {
  return challenge.purpose === 'activation' && challenge.factor !== undefined;
}

/** A factor that was just enabled, with the recovery codes that come with the first one. */
export interface EnabledFactor {
  readonly factor: Factor;
  readonly preferredFactorID: string;
  readonly recoveryCodes?: readonly string[];
}

/** Whether the next factor of the account is its first one, which comes with recovery codes. */
export const hasNoFactor = (user: Pick<User, 'factors'>): boolean => user.factors.length === 0;

/** The id and the name of the new factor: a name that the user gave, or else one that the proof suggests. */
function namedFactor({ factor }: Activation, proof: CodeProof, given: string | undefined) {
  const { id, name } = proof.factor ?? factor;
  return { id, name: given ?? (factor.hasDefaultName ? name : factor.name) };
}

/**
 * Completes an activation with its first code: the factor, the account's summary and preference, the recovery codes and
 * the undo link that come with the first factor, and the end of other sessions.
 * @param request.recoveryCodeKey The data key for the recovery codes that come with a first factor.
 */
export function completeActivation(
  user: User,
  activation: Activation,
  proof: CodeProof,
  request: {
    readonly preferred: boolean;
    /** A name that was given only now, such as after a look at the new device. */
    readonly name?: string | undefined;
    readonly recoveryCodeKey?: RecoveryCodeKey | undefined;
    readonly random: Random;
  },
  now: number,
): Decision<EnabledFactor, AccountNotice> {
  const { userID } = user;
  const { recoveryCodeKey, random } = request;
  const { id, name } = namedFactor(activation, proof, request.name);
  const type = activation.method;
  if (user.factors.some((factor) => factor.id === id)) return { refuse: problem('passkey-registered') };
  const isFirst = hasNoFactor(user);
  const codes = isFirst && recoveryCodeKey ? newRecoveryCodes(random, userID, recoveryCodeKey) : undefined;
  const undo = isFirst ? createMailLink('undo', { userID, factorID: id }, now, random) : undefined;
  const factor: Factor = { userID, id, type, name, createdAt: now, lastUsedAt: now, ...proof.record };
  const preferredFactorID = request.preferred || !user.preferredFactorID ? id : user.preferredFactorID;
  const summary: FactorSummary[] = [...user.factors, { id, type }];
  const set = {
    factors: summary,
    preferredFactorID,
    ...(isFirst && { firstFactorID: id }),
    ...(codes && { recoveryCodeKeyVersion: codes.recoveryCodeKeyVersion }),
    ...clearedFailures(user, type),
    ...(factorFacts[type].mailsCodes && clearedMailReturn),
  };
  const link = undo && { undo: { token: undo.token, expiresAt: undo.expiresAt } };
  return {
    commit: [
      useUpChallenge(activation, now),
      // The new row contains the proof's `record`. Its `uses` would change a row that does not exist yet.
      put('factors', { userID, id }, { ...factor }, [absent('id')]),
      endSessions(changeCredentials(user, set), activation.sessionID),
      ...(codes?.changes ?? []),
      ...(undo ? [undo.change] : []),
    ],
    log: [accountEntry(userID, 'factor-enabled', { factor: { type, name } })],
    notify: [noticeToAccount(user, { kind: 'factor-enabled', method: type, name, ...link })],
    answer: { factor, preferredFactorID, ...(codes && { recoveryCodes: codes.texts }) },
    ifLost: problem('challenge-over'),
  };
}
