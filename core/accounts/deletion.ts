import { absent, type Change, equal, put, remove, type Update } from '../kernel/change.ts';
import { type Decision, notLogged } from '../kernel/decision.ts';
import { problem, waitProblem } from '../kernel/problem.ts';
import { type AccountNotice, noticeToAccount } from '../mail/notice.ts';
import { accountEntry } from './security-log.ts';
import { changeUser, endSessions, type User } from './user.ts';

/** How long an account can be kept after its user asked to delete it: signing in and confirming it is enough. */
export const accountDeletionDelayDays = 7;

/** A partition of the table `factors` that does not belong to an account: ids do not contain `#`. */
export const accountDeletionsPartition = '#deletions';

/** A deletion that was requested and is waiting. The hourly job carries out those that are due. */
export interface WaitingAccountDeletion {
  readonly userID: typeof accountDeletionsPartition;
  /** The id of the account. */
  readonly id: string;
  readonly dueAt: number;
}

export const waitingAccountDeletionKey = (userID: string) =>
  ({ userID: accountDeletionsPartition, id: userID }) as const;

/**
 * Plans the deletion of the account and ends its other sessions. It needs the mail: a user who did not ask for it must hear of
 * it in time to keep the account. If the answer to the first request was lost, its mail may have been too: asking again sends it
 * again.
 * @returns when it is due
 */
export function planAccountDeletion(
  user: User,
  keptSessionID: string | undefined,
  now: number,
): Decision<number, AccountNotice> {
  const { userID, deletionDueAt } = user;
  if (deletionDueAt !== undefined)
    return {
      commit: [],
      log: notLogged('it waits already'),
      notify: [],
      send: { notice: deletionNotice(user, deletionDueAt), ifUnsent: { commit: [], refuse: mailNotSent } },
      answer: deletionDueAt,
    };
  const dueAt = now + accountDeletionDelayDays * 86_400_000;
  return {
    commit: [
      endSessions(changeUser(user, { deletionDueAt: dueAt }), keptSessionID),
      waitForDeletion(userID, dueAt),
    ],
    log: [accountEntry(userID, 'account-deletion-requested')],
    notify: [],
    send: {
      notice: deletionNotice(user, dueAt),
      ifUnsent: {
        commit: [endWaiting(user, dueAt), endWaitingDeletion({ id: userID, dueAt })],
        log: [accountEntry(userID, 'account-kept')],
        refuse: mailNotSent,
      },
    },
    answer: dueAt,
  };
}

const deletionNotice = (user: User, dueAt: number): AccountNotice =>
  noticeToAccount(user, { kind: 'account-deletion-requested', dueAt });
const mailNotSent = waitProblem('mail-not-sent', 1000);

/** Lists a deletion for the hourly job. */
export function waitForDeletion(userID: string, dueAt: number): Change {
  const waiting: WaitingAccountDeletion = { ...waitingAccountDeletionKey(userID), dueAt };
  return put('factors', waitingAccountDeletionKey(userID), { ...waiting });
}

/**
 * Begins a deletion that is due. What follows takes several writes, and an account that was kept between them would have lost
 * a part of what belongs to it.
 */
export function beginAccountDeletion(user: User, dueAt: number, now: number): Decision {
  return {
    commit: [changeUser(user, { deletionBegunAt: now }, [equal('deletionDueAt', dueAt)])],
    log: notLogged('its end is logged'),
    notify: [],
    answer: undefined,
  };
}

/** Takes the deletion back. Any session of the account can: whoever asked for it may not have been its user. */
export function keepAccount(user: User): Decision<void, AccountNotice> {
  const { userID, deletionDueAt, deletionBegunAt } = user;
  if (deletionDueAt === undefined)
    return { commit: [], log: notLogged('no deletion waits'), notify: [], answer: undefined };
  if (deletionBegunAt !== undefined) return { refuse: problem('account-deletion-begun') };
  return {
    commit: [endWaiting(user, deletionDueAt), endWaitingDeletion({ id: userID, dueAt: deletionDueAt })],
    log: [accountEntry(userID, 'account-kept')],
    notify: [noticeToAccount(user, { kind: 'account-kept' })],
    answer: undefined,
  };
}

/**
 * Takes back a deletion that is due, because the account has meanwhile become the only owner of an organization with other
 * members.
 */
export function stopAccountDeletion(
  user: User,
  dueAt: number,
  organization: { readonly id: string; readonly name: string },
): Decision<void, AccountNotice> {
  const { userID } = user;
  const kept = changeUser(user, { deletionDueAt: undefined, deletionBegunAt: undefined }, [
    equal('deletionDueAt', dueAt),
  ]);
  return {
    commit: [kept, endWaitingDeletion({ id: userID, dueAt })],
    log: [accountEntry(userID, 'account-kept')],
    notify: [noticeToAccount(user, { kind: 'account-deletion-stopped', organization })],
    answer: undefined,
  };
}

const endWaiting = (user: User, dueAt: number): Update =>
  changeUser(user, { deletionDueAt: undefined }, [equal('deletionDueAt', dueAt), absent('deletionBegunAt')]);

/** Takes a deletion off the list that its user took back, or whose account is gone. */
export const endWaitingDeletion = ({ id, dueAt }: Pick<WaitingAccountDeletion, 'id' | 'dueAt'>): Change =>
  remove('factors', waitingAccountDeletionKey(id), [equal('dueAt', dueAt)]);
