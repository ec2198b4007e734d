import type { Method } from './factors/factor.ts';
import { factorTypes } from './factors/factor.ts';
import type { User } from './user.ts';

/** What a session may do: `full`, or `enrolment`: look at the account, set up a factor, sign out. */
export type Scope = 'full' | 'enrolment';

export interface Membership {
  readonly organizationID: string;
  readonly role: 'owner' | 'member';
}

/** An organization's demand on its members. */
export interface Demand {
  readonly organization: { readonly id: string; readonly name: string };
  readonly accepted: readonly Method[];
}

export type Admission = { readonly scope: Scope } | { readonly refusedBy: readonly Demand['organization'][] };

/**
 * Whether a user who has proved these methods may have a session, and of which scope. The one place where an
 * organization's demand is judged: at every sign-in and again on every request of a session (rule 7).
 */
export function admit(
  user: Pick<User, 'factors'>,
  methods: readonly Method[],
  demands: readonly Demand[],
): Admission {
  const unmet = demands.filter((demand) => !demand.accepted.some((method) => methods.includes(method)));
  if (unmet.length === 0) return { scope: 'full' };
  const provedSome = factorTypes.some(
    (type) => methods.includes(type) && user.factors.some((factor) => factor.type === type),
  );
  return provedSome ? { scope: 'enrolment' } : { refusedBy: unmet.map((demand) => demand.organization) };
}
