import { methodsOf, type User } from '../accounts/user.ts';
import { type Acr, acrs, isCodeMethod, isPrimary, isTyped, type Method } from '../factors/factor.ts';
import { acrOf, amrOf } from '../factors/registry.ts';
import { type Problem, problem } from '../kernel/problem.ts';
import type { Session } from './session.ts';

/*
 * How strongly and how recently a user was authenticated, for apps (RFC 9470). Our own operations have freshness.ts, which
 * also knows what the account's organizations accept.
 */

/** What an app requires of the session of its user. Without either, any session is enough. */
export interface RequiredAssurance {
  /** The weakest class that is accepted. */
  readonly acr?: Acr | undefined;
  /** How long ago it may have been proved at most. */
  readonly maxAgeSeconds?: number | undefined;
}

/** The part of a session that tells what was proved, and when. */
type Proved = Pick<Session, 'methods' | 'provedAt' | 'authenticatedAt'>;

/**
 * The methods that were proved since a time. What the sign-in began with belongs to each later proof: a step-up proves a
 * factor, and the password or SSH key before it is part of what makes it strong.
 */
function provedSince({ methods, provedAt, authenticatedAt }: Proved, since: number): readonly Method[] {
  const isRecent = (method: Method) => (provedAt?.[method] ?? authenticatedAt) >= since;
  const recent = methods.filter(isRecent);
  return recent.length === 0 ? [] : methods.filter((method) => isPrimary(method) || isRecent(method));
}

/**
 * What was proved at `authenticatedAt`. Apps compare the class and the time of one proof: the class of an earlier proof beside
 * the time of a later, weaker one would say that the stronger one is recent.
 */
export function lastProof(session: Proved): readonly Method[] {
  return provedSince(session, session.authenticatedAt);
}

/** The authentication method references of that proof. Those of a passkey belong to it alone. */
export function lastReferences(session: Proved & Pick<Session, 'amr'>): readonly string[] {
  const proof = lastProof(session);
  const isByPasskey = proof.some((method) => isCodeMethod(method) && !isTyped(method));
  return amrOf(proof, isByPasskey ? session.amr : []);
}

/** The highest class that the account can reach with its factors. */
export function reachableAcr(user: User): Acr {
  return acrOf(['password', ...methodsOf(user)]);
}

/** Why a session is not enough for an app; undefined if it is. */
export function assuranceRefusal(
  session: Proved,
  required: RequiredAssurance,
  now: number,
): Problem | undefined {
  const { acr = 'aal1', maxAgeSeconds } = required;
  const since = maxAgeSeconds === undefined ? 0 : now - Math.round(maxAgeSeconds * 1000);
  const proved = provedSince(session, since);
  if (proved.length > 0 && acrs.indexOf(acrOf(proved)) >= acrs.indexOf(acr)) return undefined;
  return problem('stronger-sign-in-needed', {
    ...(required.acr && { acr: required.acr }),
    ...(maxAgeSeconds !== undefined && { maxAgeSeconds: Math.floor(maxAgeSeconds) }),
  });
}
