import type { User } from '../accounts/user.ts';
import { type FactorType, factorTypes, isPrimary, type Method } from '../factors/factor.ts';
import { type Problem, problem } from '../kernel/problem.ts';

/** What a session may do: `full`, or `enrolment`: look at the account, set up a factor, prove it, leave, sign out. */
export type Scope = 'full' | 'enrolment';

/** The part of an organization that says what it demands of its members. */
interface DemandingOrganization {
  readonly organizationID: string;
  readonly name: string;
  readonly mfaRequired: boolean;
  readonly mfaAccept: readonly FactorType[];
  readonly mfaDeadline?: number | undefined;
}

/** An organization's demand on its members. */
export interface Demand {
  readonly organization: { readonly id: string; readonly name: string };
  readonly accepted: readonly FactorType[];
}

/** A demand that bites from a date on. */
export interface Due extends Demand {
  readonly deadline: number;
}

/** With the demands that are not met, where there are any. */
export type Admission =
  | { readonly scope: 'full' }
  | { readonly scope: 'enrolment'; readonly unmet: readonly Demand[] }
  | { readonly refusedBy: readonly Demand[] };

/** What these organizations demand of their members: at once, and from a date on. */
export function demandsOf(
  organizations: readonly DemandingOrganization[],
  now: number,
): { readonly biting: readonly Demand[]; readonly due: readonly Due[] } {
  const biting: Demand[] = [];
  const due: Due[] = [];
  for (const { organizationID, name, mfaRequired, mfaAccept, mfaDeadline } of organizations) {
    if (!mfaRequired) continue;
    const demand = { organization: { id: organizationID, name }, accepted: mfaAccept };
    if (mfaDeadline !== undefined && now < mfaDeadline) due.push({ ...demand, deadline: mfaDeadline });
    else biting.push(demand);
  }
  return { biting, due };
}

/** The methods that an organization accepts, or would where it demands none yet. */
export function acceptedBy({ mfaRequired, mfaAccept }: DemandingOrganization): readonly FactorType[] {
  return mfaRequired ? mfaAccept : factorTypes;
}

/** Whether an account has a factor that a demand accepts. */
export function hasAccepted(user: Pick<User, 'factors'>, accepted: readonly FactorType[]): boolean {
  return user.factors.some(({ type }) => accepted.includes(type));
}

/** A recovery code stands in for the factor that is out of reach, if that is one the demand accepts. */
function meets(user: Pick<User, 'factors'>, methods: readonly Method[], { accepted }: Demand): boolean {
  const enabled = accepted.filter((type) => hasAccepted(user, [type]));
  return enabled.some((type) => methods.includes(type) || methods.includes('recovery-code'));
}

/** The demands that these methods of the user do not meet. */
export function unmetDemands(
  user: Pick<User, 'factors'>,
  methods: readonly Method[],
  demands: readonly Demand[],
): readonly Demand[] {
  return demands.filter((demand) => !meets(user, methods, demand));
}

/**
 * Whether a user who has proved these methods may have a session, and of which scope. The one place where an
 * organization's demand is judged: at every sign-in and again on every request of a session (rule 7).
 */
export function admit(
  user: Pick<User, 'factors'>,
  methods: readonly Method[],
  demands: readonly Demand[],
): Admission {
  const unmet = unmetDemands(user, methods, demands);
  if (unmet.length === 0) return { scope: 'full' };
  const provedFactor = methods.some(
    (method) => !isPrimary(method) && (method === 'recovery-code' || hasAccepted(user, [method])),
  );
  if (provedFactor && user.factors.length > 0) return { scope: 'enrolment', unmet };
  return { refusedBy: unmet };
}

/** Orders methods so that those which meet every demand come first; otherwise as they were. */
export function byDemands(methods: readonly FactorType[], demands: readonly Demand[]): readonly FactorType[] {
  const meetsAll = (type: FactorType) => demands.every(({ accepted }) => accepted.includes(type));
  return [...methods.filter(meetsAll), ...methods.filter((type) => !meetsAll(type))];
}

/**
 * The organization that keeps a factor from being disabled: the account would be left without one that it accepts,
 * or without any. A date that lies ahead gives time only to those who have none yet.
 */
export function keptBy<O extends DemandingOrganization>(
  user: Pick<User, 'factors'>,
  factorID: string,
  organizations: readonly O[],
): O | undefined {
  const left = { factors: user.factors.filter(({ id }) => id !== factorID) };
  return organizations.find(
    ({ mfaRequired, mfaAccept }) =>
      mfaRequired &&
      (left.factors.length === 0 || (hasAccepted(user, mfaAccept) && !hasAccepted(left, mfaAccept))),
  );
}

/** The organizations that demand something, as problem documents and other answers list them. */
export function listRequirements(demands: readonly Demand[]) {
  return demands.map(({ organization, accepted }) => ({ ...organization, accept: accepted }));
}

export function requirementRefusal(unmet: readonly Demand[]): Problem {
  return problem('mfa-required', {
    organizations: listRequirements(unmet),
    activateUrl: '/account/mfa/activate',
  });
}
