import { sameCredentials, type User, userKey } from '../accounts/user.ts';
import { type FactorType, factorTypes, type Method } from '../factors/factor.ts';
import { absent, anyOf, type Change, notEqual, present, put, remove, update } from '../kernel/change.ts';
import { fieldProblem, type Problem, problem } from '../kernel/problem.ts';
import { hasAcceptedFactor } from '../sign-in/requirement.ts';
import { changeOrganization, type Member, memberKey, type Organization } from './organization.ts';

/** What an owner wants of the members. */
export interface Policy {
  readonly required: boolean;
  readonly accept: readonly FactorType[];
  /** When it begins to bite; absent where it does at once. */
  readonly deadline?: number;
}

const deadlineLimits = { longestDays: 365 } as const;

const dayMilliseconds = 86_400_000;

/** Days before a deadline on which those are reminded who do not meet it yet. */
export const reminderDays = [7, 3, 1] as const;
export type ReminderDays = (typeof reminderDays)[number];

/** What is wrong with a deadline, in words; undefined for a good one. */
export function deadlineRefusal(at: number, now: number): Problem | undefined {
  if (at <= now) return fieldProblem('/deadline', 'deadline-past');
  const { longestDays } = deadlineLimits;
  if (at <= now + longestDays * dayMilliseconds) return undefined;
  return fieldProblem('/deadline', 'deadline-too-far', { maximumDays: longestDays });
}

/** Why this owner cannot demand it with this session: only with a factor that the demand accepts (rule 7). */
export function policyRefusal(user: User, methods: readonly Method[], policy: Policy): Problem | undefined {
  if (!policy.required) return undefined;
  if (!hasAcceptedFactor(user, policy.accept)) return problem('own-factor-needed');
  const proved = policy.accept.some((type) => methods.includes(type) && hasAcceptedFactor(user, [type]));
  if (proved) return undefined;
  return problem('accepted-factor-needed');
}

/** The policy as it stands. */
export function policyOf(organization: Organization): Policy {
  const { mfaRequired, mfaAccept, mfaDeadline } = organization;
  return {
    required: mfaRequired,
    accept: mfaAccept,
    ...(mfaDeadline !== undefined && { deadline: mfaDeadline }),
  };
}

export function isSamePolicy(one: Policy, other: Policy): boolean {
  if (!one.required && !other.required) return true;
  const sameAccept = factorTypes.every((type) => one.accept.includes(type) === other.accept.includes(type));
  return one.required === other.required && sameAccept && one.deadline === other.deadline;
}

/** Says which organizations' deadlines lie ahead, by date: what reminders are sent from. */
export interface Deadline {
  readonly organizationID: typeof deadlinesPartition;
  readonly item: string;
  readonly of: string;
  readonly at: number;
  /** The reminders that are behind, by days before the deadline. */
  readonly reminded: number;
}

/** A partition of the table `organizations` that is no organization's: ids have no such sign. */
export const deadlinesPartition = '#deadlines';
export const deadlineKey = (at: number, organizationID: string) => ({
  organizationID: deadlinesPartition,
  item: `${new Date(at).toISOString()}#${organizationID}`,
});

/**
 * Changes the demand: one write, true for every member on the next request. Whoever demands still has the factor that
 * they demand it with when it is written.
 */
export function changePolicy(
  organization: Organization,
  owner: User,
  policy: Policy,
  now: number,
): { organization: Organization; changes: readonly Change[] } {
  const { required, accept, deadline } = policy;
  const since = organization.mfaRequired ? organization.mfaSince : now;
  const set = {
    mfaRequired: required,
    mfaAccept: required ? accept : [],
    mfaSince: required ? since : undefined,
    mfaDeadline: required ? deadline : undefined,
  };
  const { organizationID, mfaDeadline } = organization;
  const stillHasFactor: Change = {
    table: 'users',
    key: userKey(owner.userID),
    kind: 'check',
    when: [sameCredentials(owner.credentialVersion)],
  };
  const { mfaSince: _since, mfaDeadline: _deadline, ...rest } = organization;
  const kept = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined));
  return {
    organization: { ...rest, ...(kept as Pick<Organization, 'mfaRequired' | 'mfaAccept'>) },
    changes: [
      changeOrganization(organization, set),
      ...(required ? [stillHasFactor] : []),
      ...(mfaDeadline !== undefined && mfaDeadline !== set.mfaDeadline
        ? [remove('organizations', deadlineKey(mfaDeadline, organizationID))]
        : []),
      ...(set.mfaDeadline !== undefined && mfaDeadline !== set.mfaDeadline
        ? [planReminders(organizationID, set.mfaDeadline, now)]
        : []),
    ],
  };
}

function planReminders(organizationID: string, deadline: number, now: number): Change {
  const key = deadlineKey(deadline, organizationID);
  // Of a date that is near already, the reminders that would lie in the past are not sent.
  const passed = reminderDays.filter((days) => now > deadline - days * dayMilliseconds);
  const reminded = passed.length > 0 ? Math.min(...passed) : Number.MAX_SAFE_INTEGER;
  const row: Deadline = {
    ...key,
    organizationID: deadlinesPartition,
    of: organizationID,
    at: deadline,
    reminded,
  };
  return put('organizations', key, { ...row });
}

/** The reminder that is due, in days before the deadline: the latest one, where some were missed. */
export function reminderDue({ at, reminded }: Deadline, now: number): ReminderDays | undefined {
  const due = reminderDays.filter((days) => now >= at - days * dayMilliseconds && days < reminded);
  return now < at && due.length > 0 ? (Math.min(...due) as ReminderDays) : undefined;
}

export function endReminder({ item }: Deadline, days: ReminderDays): Change {
  const key = { organizationID: deadlinesPartition, item };
  return update('organizations', key, { reminded: days }, [present('item')]);
}

export function endReminders({ item }: Deadline): Change {
  return remove('organizations', { organizationID: deadlinesPartition, item });
}

/** Marks a member as reminded, before the mail: no failure makes a second one of it. */
export function markReminded(
  { organizationID, userID }: Member,
  deadline: number,
  days: ReminderDays,
): Change {
  const mark = `${deadline}#${days}`;
  const isFirst = anyOf([absent('reminded')], [notEqual('reminded', mark)]);
  const key = memberKey(organizationID, userID);
  return update('organizations', key, { reminded: mark }, [present('item'), isFirst]);
}

/** Takes the mark away where the mail could not be sent: the next run tries again. */
export function unmarkReminded({ organizationID, userID }: Member): Change {
  return update('organizations', memberKey(organizationID, userID), { reminded: undefined }, [
    present('item'),
  ]);
}
