import { type Problem, problem } from '../kernel/problem.ts';
import { type Authenticated, methodsToProve } from './freshness.ts';
import { requirementRefusal } from './requirement.ts';
import { sessionScope } from './session-scope.ts';

/**
 * Who may call an operation: `anyone`, with or without a session; `signed-in`, with a full session; `enrolling`, also
 * with a session that is valid only for setting up and proving a factor; `stopped`, also with a session that has been
 * stopped by the MFA requirement of an organization.
 */
export type Caller = 'anyone' | 'signed-in' | 'enrolling' | 'stopped';

/**
 * `fresh`: what freshness.ts requires was proved at most 10 minutes ago. Activations are `any`, because a first factor needs
 * no session; activation.ts requires the same of another factor.
 */
export type Freshness = 'any' | 'fresh';

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
  const scope = sessionScope(user, session.methods, organizations, now, session.trustedAfter);
  if ('refusedBy' in scope) return requirementRefusal(scope.refusedBy);
  if (scope.scope === 'enrolment' && operation.caller !== 'enrolling') return requirementRefusal(scope.unmet);
  if (operation.freshness === 'any') return undefined;
  const methods = methodsToProve(caller, now);
  return methods.length > 0 ? problem('confirmation-needed', { methods }) : undefined;
}
