import { mailArrived } from '../accounts/undeliverable-mail.ts';
import {
  changeCredentials,
  endSessions,
  type FactorSummary,
  sameMemberships,
  type User,
} from '../accounts/user.ts';
import type { Factor, FactorType, Live } from '../factors/factor.ts';
import type { RecoveryCodeSet } from '../factors/recovery-code.ts';
import { factorFacts } from '../factors/registry.ts';
import { absent, type Change, put, remove } from '../kernel/change.ts';
import { type Problem, problem } from '../kernel/problem.ts';
import type { Challenge } from './challenge.ts';
import { isFresh, type Session } from './session.ts';
import { clearedFailures } from './throttle.ts';

/**
 * Why a factor cannot be activated by someone with the password and, perhaps, a session: for an account that has a
 * factor the password alone is not enough (rule 2).
 */
export function activationRefusal(
  user: User,
  type: FactorType,
  session: Session | undefined,
  now: number,
): Problem | undefined {
  const isOwn = session?.userID === user.userID;
  if (user.factors.length > 0 && !(isOwn && session && isFresh(session, user, now)))
    return problem('existing-factor-needed');
  const { maximumPerAccount } = factorFacts[type];
  const present = user.factors.filter((factor) => factor.type === type).length;
  if (present < maximumPerAccount) return undefined;
  return problem('factor-limit', { method: type, maximum: maximumPerAccount });
}

/** A name for a factor that was given none: told apart by number. */
export function defaultFactorName(user: User, type: FactorType): string {
  const present = user.factors.filter((factor) => factor.type === type).length;
  const { defaultName } = factorFacts[type];
  return present === 0 ? defaultName : `${defaultName} ${present + 1}`;
}

/**
 * What enabling a factor writes: the factor, the account's summary and preference, the recovery codes that come with the
 * first one, and the end of other sessions.
 */
export function enableFactor(
  user: User,
  challenge: Challenge & { readonly factor: NonNullable<Challenge['factor']> },
  live: Live,
  preferred: boolean,
  now: number,
  codes?: RecoveryCodeSet,
): { factor: Factor; preferredFactorID: string; changes: readonly Change[] } {
  const { id, name, sealedSecret } = challenge.factor;
  const factor: Factor = {
    userID: user.userID,
    id,
    type: challenge.method,
    name,
    createdAt: now,
    lastUsedAt: now,
    ...(sealedSecret && { sealedSecret }),
    ...(live.step !== undefined && { lastUsedStep: live.step }),
  };
  const preferredFactorID = preferred || !user.preferredFactorID ? id : user.preferredFactorID;
  const summary: FactorSummary[] = [...user.factors, { id, type: factor.type }];
  const set = {
    factors: summary,
    preferredFactorID,
    ...(user.factors.length === 0 && { firstFactorID: id }),
    ...(codes && { recoveryCodeKeyVersion: codes.recoveryCodeKeyVersion }),
    ...clearedFailures(user, factor.type),
    ...(factor.type === 'email' && mailArrived),
  };
  const key = { userID: user.userID, id };
  return {
    factor,
    preferredFactorID,
    changes: [
      put('factors', key, { ...factor }, [absent('id')]),
      endSessions(changeCredentials(user, set), challenge.sessionID),
      ...(codes?.changes ?? []),
    ],
  };
}

/**
 * What disabling a factor writes. With the last one its recovery codes go; without the preferred one, the most
 * recently used other one is preferred (rule 6).
 */
export function disableFactor(
  user: User,
  rows: readonly (Partial<Factor> & { readonly id: string })[],
  factorID: string,
): readonly Change[] {
  const summary = user.factors.filter((factor) => factor.id !== factorID);
  const usedAt = (id: string) => {
    const row = rows.find((candidate) => candidate.id === id);
    return row?.lastUsedAt ?? row?.createdAt ?? 0;
  };
  const [latest] = [...summary].sort((a, b) => usedAt(b.id) - usedAt(a.id));
  const preferredFactorID = user.preferredFactorID === factorID ? latest?.id : user.preferredFactorID;
  const isLast = summary.length === 0;
  const gone = isLast ? rows.map(({ id }) => id) : [factorID];
  const first = isLast ? { firstFactorID: undefined } : {};
  const changed = changeCredentials(user, { factors: summary, preferredFactorID, ...first });
  return [
    // An organization joined in the meantime may require this factor.
    { ...changed, when: [...changed.when, sameMemberships(user)] },
    ...gone.map((id) => remove('factors', { userID: user.userID, id })),
  ];
}
