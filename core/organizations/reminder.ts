import { absent, anyOf, type Change, notEqual, present, put, remove, update } from '../kernel/change.ts';
import { type Claim, isClaimedBy, isFreeFor, unclaimed } from '../kernel/claim.ts';
import { type Decision, notLogged } from '../kernel/decision.ts';
import { type MemberNotice, noticeToMember } from '../mail/notice.ts';
import { type Member, memberKey } from './membership.ts';
import { type Organization, referenceTo } from './organization.ts';

/** How many days before a deadline the members are reminded who do not meet the requirement yet. */
export const reminderDays = [7, 3, 1] as const;
export type ReminderDays = (typeof reminderDays)[number];

const dayMilliseconds = 86_400_000;

/** An upcoming requirement, listed by its date: reminders are sent from these rows. */
export interface Deadline {
  readonly organizationID: typeof deadlinesPartition;
  readonly item: string;
  /** The organization. */
  readonly of: string;
  readonly at: number;
  /** The last reminder that is done, in days before the deadline. */
  readonly reminded: number;
}

/** A partition of the table `organizations` that does not belong to an organization: ids do not contain `#`. */
export const deadlinesPartition = '#deadlines';
export const deadlineKey = (at: number, organizationID: string) => ({
  organizationID: deadlinesPartition,
  item: `${new Date(at).toISOString()}#${organizationID}`,
});

/** Lists an upcoming requirement, so that its reminders are sent. */
export function planReminders(organizationID: string, deadline: number, now: number): Change {
  const key = deadlineKey(deadline, organizationID);
  // The reminders that would have been sent before now are skipped.
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

/** The reminder to send now, in days before the deadline. If several were missed, only the latest one is sent. */
export function currentReminder({ at, reminded }: Deadline, now: number): ReminderDays | undefined {
  const reached = reminderDays.filter((days) => now >= at - days * dayMilliseconds && days < reminded);
  return now < at && reached.length > 0 ? (Math.min(...reached) as ReminderDays) : undefined;
}

/** Whether this deadline needs no more reminders: the requirement was changed, or has come into force. */
export function isDeadlineOver(
  { at }: Deadline,
  organization: Organization | undefined,
  now: number,
): boolean {
  return organization?.mfaDeadline !== at || now >= at;
}

/** Notes that all members got this reminder. */
export function endReminder({ item }: Deadline, days: ReminderDays): Change {
  const key = { organizationID: deadlinesPartition, item };
  return update('organizations', key, { reminded: days }, [present('item')]);
}

/** Takes the deadline off the list. */
export function endReminders({ item }: Deadline): Change {
  return remove('organizations', { organizationID: deadlinesPartition, item });
}

/** What a member's row says about a reminder. */
const markOf = (deadline: number, days: ReminderDays) => `${deadline}#${days}`;

/** Whether the member has got this reminder. */
export function isReminded({ reminded }: Member, { at }: Deadline, days: ReminderDays): boolean {
  return reminded === markOf(at, days);
}

/**
 * Mails a reminder to a member who does not meet the upcoming requirement yet. The member is claimed before, so that two
 * runs at the same time do not mail twice, and noted as reminded only afterwards; see noteReminded.
 * @returns whether the mail was sent
 */
export function remind(
  organization: Organization,
  { member, user }: { readonly member: Member; readonly user: { readonly email: string } },
  { at }: Deadline,
  days: ReminderDays,
  claim: Claim,
): Decision<boolean, MemberNotice> {
  const { organizationID, userID } = member;
  const key = memberKey(organizationID, userID);
  const mark = markOf(at, days);
  const isFree = [
    present('item'),
    anyOf([absent('reminded')], [notEqual('reminded', mark)]),
    isFreeFor(claim),
  ];
  const message = {
    kind: 'mfa-reminder',
    organization: referenceTo(organization),
    accept: organization.mfaAccept,
    deadline: at,
  } as const;
  return {
    commit: [update('organizations', key, { ...claim }, isFree)],
    log: notLogged('a reminder changes nothing'),
    notify: [],
    send: {
      notice: noticeToMember(user, message),
      ifUnsent: {
        commit: [update('organizations', key, unclaimed, [isClaimedBy(claim)])],
        answer: false,
      },
    },
    answer: true,
    ifLost: { answer: false },
  };
}

/** Notes that the member has got this reminder, once its mail was sent. */
export function noteReminded(
  { organizationID, userID }: Member,
  { at }: Deadline,
  days: ReminderDays,
): Change {
  const key = memberKey(organizationID, userID);
  const set = { reminded: markOf(at, days), ...unclaimed };
  return update('organizations', key, set, [present('item')]);
}
