import type { User } from '../accounts/user.ts';
import { type Problem, problem } from '../kernel/problem.ts';
import { requirementRefusal, requirementsOf, sessionScope } from './requirement.ts';
import { isFresh, type Session } from './session.ts';

/**
 * Who may call an operation: `anyone`, with or without a session; `signed-in`, with a full session; `enrolling`, also
 * with a session that is good only for setting up and proving a factor; `stopped`, also with a session that the MFA
 * requirement of an organization has stopped.
 */
export type Caller = 'anyone' | 'signed-in' | 'enrolling' | 'stopped';

/** `fresh`: authenticated at most 10 minutes ago, with a factor if the account has one. */
export type Freshness = 'any' | 'fresh';

/** A session with its account and the organizations that the account is a member of. */
export interface Authenticated {
  readonly session: Session;
  readonly user: User;
  readonly organizations: Parameters<typeof requirementsOf>[0];
}

/** Why a caller may not use an operation; undefined if they may. */
export function accessRefusal(
  caller: Authenticated | undefined,
  operation: { readonly caller: Caller; readonly freshness: Freshness },
  now: number,
): Problem | undefined {
  if (operation.caller === 'anyone') return undefined;
  if (!caller) return problem('signed-out');
  if (operation.caller === 'stopped') return undefined;
  const { session, user, organizations } = caller;
  const scope = sessionScope(user, session.methods, requirementsOf(organizations, now).inForce);
  if ('refusedBy' in scope) return requirementRefusal(scope.refusedBy);
  if (scope.scope === 'enrolment' && operation.caller !== 'enrolling') return requirementRefusal(scope.unmet);
  if (operation.freshness === 'fresh' && !isFresh(session, user, now)) return problem('confirmation-needed');
  return undefined;
}
