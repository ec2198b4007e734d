import { sameCredentials, type User, userKey } from '../accounts/user.ts';
import { type FactorType, factorTypes, type Method } from '../factors/factor.ts';
import { type Change, remove } from '../kernel/change.ts';
import { type Decision, notLogged } from '../kernel/decision.ts';
import { fieldProblem, type Problem, problem } from '../kernel/problem.ts';
import { noticeToOwners, type OwnersNotice } from '../mail/notice.ts';
import { hasAcceptedFactor, unmetRequirements } from '../sign-in/requirement.ts';
import { changeOrganization, type Organization, referenceTo } from './organization.ts';
import { actorOf, organizationEntry } from './organization-log.ts';
import { deadlineKey, planReminders } from './reminder.ts';

/** What an organization requires of its members; core/sign-in/session-scope.ts applies it. */
export interface MfaRequirement {
  readonly required: boolean;
  /** The factors that meet it. */
  readonly accept: readonly FactorType[];
  /** When it comes into force, in epoch milliseconds; absent if at once. */
  readonly deadline?: number;
  /** Whether members may skip it in browsers that they trust. */
  readonly trustedDevices: boolean;
}

/** A requirement as an owner asks for it: all factors are accepted unless some are named. */
export type WantedRequirement = Pick<MfaRequirement, 'required'> &
  Partial<Pick<MfaRequirement, 'accept' | 'deadline' | 'trustedDevices'>>;

/** How many days ahead a deadline can be. */
export const deadlineLimits = { maximumDays: 365 } as const;

/** Whether the requirement of an organization is in force. */
export function isInForce(
  { mfaRequired, mfaDeadline }: Pick<Organization, 'mfaRequired' | 'mfaDeadline'>,
  now: number,
): boolean {
  return mfaRequired && (mfaDeadline === undefined || mfaDeadline <= now);
}

/**
 * Requires MFA of all members, changes what is required, or ends the requirement. The next request of every member is
 * held to it.
 * @param methods What the owner's session was made with: whoever requires a factor must have proved one (rule 7).
 */
export function requireMfa(
  organization: Organization,
  owner: User,
  methods: readonly Method[],
  wanted: WantedRequirement,
  now: number,
): Decision<Organization, OwnersNotice> {
  const refuse =
    requirementProblem(wanted, now) ??
    currentRefusal(organization, owner, methods) ??
    ownerRefusal(owner, methods, fullRequirement(wanted));
  if (refuse) return { refuse };
  const requirement = fullRequirement(wanted);
  if (isSame(requirementOf(organization), requirement))
    return { commit: [], log: notLogged('it is required already'), notify: [], answer: organization };
  const { required, accept, deadline, trustedDevices } = requirement;
  const kind = required ? 'mfa-required' : 'mfa-not-required';
  const until = deadline !== undefined && { deadline };
  const details = required
    ? { accept, ...until, ...(trustedDevices && { trustedDevices: true as const }) }
    : {};
  const by = actorOf(owner);
  const reference = referenceTo(organization);
  const message = required
    ? ({ kind: 'mfa-required', organization: reference, by, accept, ...until } as const)
    : ({ kind: 'mfa-not-required', organization: reference, by } as const);
  return {
    ...changeRequirement(organization, owner, requirement, now),
    log: [organizationEntry(organization.organizationID, kind, by, details)],
    notify: [noticeToOwners(organization, message)],
  };
}

function requirementProblem(
  { required, accept, deadline, trustedDevices }: WantedRequirement,
  now: number,
): Problem | undefined {
  if (!required && (accept !== undefined || deadline !== undefined || trustedDevices))
    return fieldProblem('/required', 'requirement-incomplete');
  if (deadline === undefined) return undefined;
  if (deadline <= now) return fieldProblem('/deadline', 'deadline-past');
  return deadline > now + deadlineLimits.maximumDays * 86_400_000
    ? fieldProblem('/deadline', 'deadline-too-far', deadlineLimits)
    : undefined;
}

function fullRequirement(wanted: WantedRequirement): MfaRequirement {
  const { required, accept, deadline, trustedDevices = false } = wanted;
  const accepted = factorTypes.filter((type) => accept?.includes(type) ?? true);
  return { required, accept: accepted, trustedDevices, ...(deadline !== undefined && { deadline }) };
}

/**
 * An owner can change or end a requirement only in a session that meets it, also before its deadline: otherwise the
 * password of an owner without a factor would be enough to end it.
 */
function currentRefusal(
  organization: Organization,
  owner: User,
  methods: readonly Method[],
): Problem | undefined {
  const current = { organization: referenceTo(organization), accepted: organization.mfaAccept };
  if (!organization.mfaRequired || unmetRequirements(owner, methods, [current]).length === 0)
    return undefined;
  return problem(
    hasAcceptedFactor(owner, organization.mfaAccept) ? 'accepted-factor-needed' : 'own-factor-needed',
  );
}

/** An owner can require only what the owner's own session meets. */
function ownerRefusal(
  owner: User,
  methods: readonly Method[],
  { required, accept }: MfaRequirement,
): Problem | undefined {
  if (!required) return undefined;
  if (!hasAcceptedFactor(owner, accept)) return problem('own-factor-needed');
  const isProved = accept.some((type) => methods.includes(type) && hasAcceptedFactor(owner, [type]));
  return isProved ? undefined : problem('accepted-factor-needed');
}

function requirementOf(organization: Organization): MfaRequirement {
  const { mfaRequired, mfaAccept, mfaDeadline, mfaTrustedDevices = false } = organization;
  return {
    required: mfaRequired,
    accept: mfaAccept,
    trustedDevices: mfaTrustedDevices,
    ...(mfaDeadline !== undefined && { deadline: mfaDeadline }),
  };
}

function isSame(one: MfaRequirement, other: MfaRequirement): boolean {
  if (!one.required && !other.required) return true;
  const sameAccept = factorTypes.every((type) => one.accept.includes(type) === other.accept.includes(type));
  return (
    one.required === other.required &&
    sameAccept &&
    one.deadline === other.deadline &&
    one.trustedDevices === other.trustedDevices
  );
}

/** The changes, on the condition that the owner still has the factor, and the organization after them. */
function changeRequirement(
  organization: Organization,
  owner: User,
  { required, accept, deadline, trustedDevices }: MfaRequirement,
  now: number,
): { readonly commit: readonly Change[]; readonly answer: Organization } {
  const { organizationID, mfaSince, mfaDeadline, mfaTrustedDevices: _, ...others } = organization;
  const since = organization.mfaRequired ? mfaSince : now;
  const set = {
    mfaRequired: required,
    mfaAccept: required ? accept : [],
    mfaSince: required ? since : undefined,
    mfaDeadline: required ? deadline : undefined,
    mfaTrustedDevices: (required && trustedDevices) || undefined,
  };
  const hasSameFactors: Change = {
    table: 'users',
    key: userKey(owner.userID),
    kind: 'check',
    when: [sameCredentials(owner.credentialVersion)],
  };
  const isMoved = mfaDeadline !== set.mfaDeadline;
  return {
    commit: [
      changeOrganization(organization, set),
      ...(required ? [hasSameFactors] : []),
      ...(isMoved && mfaDeadline !== undefined
        ? [remove('organizations', deadlineKey(mfaDeadline, organizationID))]
        : []),
      ...(isMoved && set.mfaDeadline !== undefined
        ? [planReminders(organizationID, set.mfaDeadline, now)]
        : []),
    ],
    answer: {
      ...others,
      organizationID,
      mfaRequired: set.mfaRequired,
      mfaAccept: set.mfaAccept,
      ...(set.mfaSince !== undefined && { mfaSince: set.mfaSince }),
      ...(set.mfaDeadline !== undefined && { mfaDeadline: set.mfaDeadline }),
      ...(set.mfaTrustedDevices && { mfaTrustedDevices: true }),
    },
  };
}
