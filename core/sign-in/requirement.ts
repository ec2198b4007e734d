import type { User } from '../accounts/user.ts';

import {
  type FactorType,
  factorTypes,
  type Method,
  standsInForFactors,
  trustMethod,
} from '../factors/factor.ts';

import { factorFacts } from '../factors/registry.ts';

import { type Problem, problem } from '../kernel/problem.ts';

/** The part of an organization that determines its MFA requirement. */
export interface RequiringOrganization {
  readonly organizationID: string;
  readonly name: string;
  readonly mfaRequired: boolean;
  readonly mfaAccept: readonly FactorType[];
  readonly mfaDeadline?: number | undefined;
  /** Whether members may skip the second factor in browsers that they trust; see trusted-device.ts. */
  readonly mfaTrustedDevices?: boolean | undefined;
  /** User ids. */
  readonly owners: readonly string[];
}

/** An organization's MFA requirement: members need one of the accepted factors. */
export interface Requirement {
  readonly organization: { readonly id: string; readonly name: string };
  readonly accepted: readonly FactorType[];
  /** Whether a trusted device meets it as well. */
  readonly acceptsTrust?: true;
  /** What is missing is not a factor, but an owner's confirmation; see confirmation.ts. */
  readonly awaitsConfirmation?: true;
  /** An owner who awaits it cannot leave the organization. */
  readonly canLeave?: false;
}

/** A requirement that comes into force at its deadline, in epoch milliseconds. */
export interface UpcomingRequirement extends Requirement {
  readonly deadline: number;
}

/** The MFA requirements of these organizations: those that are in force, and those that have a deadline in the future. */
export function requirementsOf(
  organizations: readonly RequiringOrganization[],
  now: number,
): { readonly inForce: readonly Requirement[]; readonly upcoming: readonly UpcomingRequirement[] } {
  const inForce: Requirement[] = [];
  const upcoming: UpcomingRequirement[] = [];
  for (const {
    organizationID,
    name,
    mfaRequired,
    mfaAccept,
    mfaDeadline,
    mfaTrustedDevices,
  } of organizations) {
    if (!mfaRequired) continue;
    const requirement: Requirement = {
      organization: { id: organizationID, name },
      accepted: mfaAccept,
      ...(mfaTrustedDevices && { acceptsTrust: true }),
    };
    if (mfaDeadline !== undefined && now < mfaDeadline)
      upcoming.push({ ...requirement, deadline: mfaDeadline });
    else inForce.push(requirement);
  }
  return { inForce, upcoming };
}

/** The factors that an organization accepts; all of them if it requires none. */
export function acceptedFactors({ mfaRequired, mfaAccept }: RequiringOrganization): readonly FactorType[] {
  return mfaRequired ? mfaAccept : factorTypes;
}

/** Whether an account has enabled one of the accepted factors. */
export function hasAcceptedFactor(user: Pick<User, 'factors'>, accepted: readonly FactorType[]): boolean {
  return user.factors.some(({ type }) => accepted.includes(type));
}

/**
 * A recovery code replaces a factor that is unavailable, but only one that the requirement accepts, and so does a code from the
 * browser. They can be phished, so they replace nothing if the requirement accepts only what cannot.
 */
function meets(
  user: Pick<User, 'factors'>,
  methods: readonly Method[],
  { accepted, acceptsTrust }: Requirement,
  trustedAfter: FactorType | undefined,
): boolean {
  const enabled = accepted.filter((type) => hasAcceptedFactor(user, [type]));
  const isReplaceable = accepted.some((type) => factorFacts[type].acr !== 'phr');
  const isTrusted = acceptsTrust && methods.includes(trustMethod);
  return enabled.some(
    (type) =>
      (isTrusted && type === trustedAfter) ||
      methods.some((method) => method === type || (isReplaceable && standsInForFactors(method))),
  );
}

/**
 * The requirements that the user does not meet with these methods.
 * @param trustedAfter The factor behind a trusted device, if that is one of the methods.
 */
export function unmetRequirements(
  user: Pick<User, 'factors'>,
  methods: readonly Method[],
  requirements: readonly Requirement[],
  trustedAfter?: FactorType,
): readonly Requirement[] {
  return requirements.filter((requirement) => !meets(user, methods, requirement, trustedAfter));
}

/** Moves the methods that every requirement accepts to the front, and keeps the order otherwise. */
export function acceptedFirst(
  methods: readonly FactorType[],
  requirements: readonly Requirement[],
): readonly FactorType[] {
  const meetsAll = (type: FactorType) => requirements.every(({ accepted }) => accepted.includes(type));
  return [...methods.filter(meetsAll), ...methods.filter((type) => !meetsAll(type))];
}

/**
 * The organizations for which this factor cannot be disabled, because the account would be left without a factor that
 * they accept, or without any. An upcoming requirement counts too: its deadline gives time only to those who have no
 * accepted factor yet.
 */
export function organizationsForbiddingRemoval<O extends RequiringOrganization>(
  user: Pick<User, 'factors'>,
  factorID: string,
  organizations: readonly O[],
): readonly O[] {
  const left = { factors: user.factors.filter(({ id }) => id !== factorID) };
  return organizations.filter(
    ({ mfaRequired, mfaAccept }) =>
      mfaRequired &&
      (left.factors.length === 0 ||
        (hasAcceptedFactor(user, mfaAccept) && !hasAcceptedFactor(left, mfaAccept))),
  );
}

/** The organizations of these requirements, as problem documents and other answers list them. */
export function listRequirements(requirements: readonly Requirement[]) {
  return requirements.map(({ organization, accepted, awaitsConfirmation, canLeave }) => ({
    ...organization,
    accept: accepted,
    ...(awaitsConfirmation && { awaitsConfirmation }),
    ...(canLeave === false && { canLeave }),
  }));
}

export function requirementRefusal(unmet: readonly Requirement[]): Problem {
  const reason = unmet.every(({ awaitsConfirmation }) => awaitsConfirmation)
    ? 'confirmation-awaited'
    : 'mfa-required';
  return problem(reason, { organizations: listRequirements(unmet), activateUrl: '/account/mfa/activate' });
}
