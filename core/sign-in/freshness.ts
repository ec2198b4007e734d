import { methodsOf, type User } from '../accounts/user.ts';
import { isPrimary, type Method } from '../factors/factor.ts';
import {
  hasAcceptedFactor,
  type RequiringOrganization,
  requirementsOf,
  unmetRequirements,
} from './requirement.ts';
import type { Session } from './session.ts';

/** How long a proof counts as fresh, in seconds (rule 2). */
export const freshSeconds = 600;

/** A session with its account and the organizations that the account is a member of. */
export interface Authenticated {
  readonly session: Pick<
    Session,
    'userID' | 'id' | 'methods' | 'authenticatedAt' | 'provedAt' | 'trustedAfter'
  >;
  readonly user: User;
  readonly organizations: readonly RequiringOrganization[];
}

/**
 * The methods of which the user must prove one before an operation that needs a fresh session; empty if the session is fresh.
 *
 * A proof is fresh for ten minutes. An account that has a factor must have proved one. Where an organization's
 * requirement, in force or upcoming, accepts a factor that the account has, it must have been one of those: otherwise a
 * mailbox would lead past a requirement that does not accept email (rule 2).
 */
export function methodsToProve(
  { session, user, organizations }: Authenticated,
  now: number,
): readonly Method[] {
  if (user.factors.length === 0) return now <= freshUntil(session.authenticatedAt) ? [] : ['password'];
  const recent = session.methods.filter((method) => now <= freshUntil(session.provedAt?.[method] ?? 0));
  return factorsToProve(user, recent, organizations, now);
}

/** The methods that can answer a step-up. Those that need not be proved again can still be used. */
export function stepUpMethods(caller: Authenticated, now: number) {
  const { user, organizations } = caller;
  const missing = methodsToProve(caller, now);
  const wanted = missing.length > 0 ? missing : factorsToProve(user, [], organizations, now);
  return methodsOf(user).filter((type) => wanted.includes(type));
}

function factorsToProve(
  user: User,
  proved: readonly Method[],
  organizations: readonly RequiringOrganization[],
  now: number,
): readonly Method[] {
  const { inForce, upcoming } = requirementsOf(organizations, now);
  const canMeet = [...inForce, ...upcoming].filter(({ accepted }) => hasAcceptedFactor(user, accepted));
  const unmet = unmetRequirements(user, proved, canMeet);
  if (unmet.length === 0) return proved.every(isPrimary) ? methodsOf(user) : [];
  return methodsOf(user).filter((type) => unmet.some(({ accepted }) => accepted.includes(type)));
}

const freshUntil = (at: number) => at + freshSeconds * 1000;
