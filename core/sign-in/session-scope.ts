import type { User } from '../accounts/user.ts';
import { type FactorType, isCodeMethod, type Method, standsInForFactors } from '../factors/factor.ts';
import { unconfirmedMemberships } from './confirmation.ts';
import {
  hasAcceptedFactor,
  type Requirement,
  type RequiringOrganization,
  requirementsOf,
  unmetRequirements,
} from './requirement.ts';

/** The parts of an account that determine which requirements it meets. */
type RequirementSubject = Pick<User, 'userID' | 'factors' | 'awaitingConfirmation'>;

/** The scope of the session that a user may have, or the unmet requirements because of which they get no session. */
export type SessionScope =
  | { readonly scope: 'full' }
  | { readonly scope: 'enrolment'; readonly unmet: readonly Requirement[] }
  | { readonly refusedBy: readonly Requirement[] };

/**
 * The scope of the session that a user who has proved these methods may have.
 * It applies the requirements in force: at every sign-in, and again on every request with a session (rule 7).
 * @param organizations The organizations that the account is a member of.
 * @param trustedAfter The factor behind a trusted device; see trusted-device.ts.
 */
export function sessionScope(
  user: RequirementSubject,
  methods: readonly Method[],
  organizations: readonly RequiringOrganization[],
  now: number,
  trustedAfter?: FactorType,
): SessionScope {
  const unmet = unmetRequirements(user, methods, requirementsOf(organizations, now).inForce, trustedAfter);
  const unconfirmed = unconfirmedMemberships(user, organizations);
  if (unmet.length === 0)
    return unconfirmed.length > 0 ? { scope: 'enrolment', unmet: unconfirmed } : { scope: 'full' };
  const provedFactor = methods.some(
    (method) => isCodeMethod(method) && (standsInForFactors(method) || hasAcceptedFactor(user, [method])),
  );
  if (provedFactor && user.factors.length > 0) return { scope: 'enrolment', unmet };
  return { refusedBy: unmet };
}
