import { accountEntry } from '../accounts/security-log.ts';
import { isReturned } from '../accounts/undeliverable-mail.ts';
import { sameCredentials, type User, userKey } from '../accounts/user.ts';
import { absent, anyOf, type Change, equal, notEqual, put, remove } from '../kernel/change.ts';
import type { Decision } from '../kernel/decision.ts';
import { waitProblem } from '../kernel/problem.ts';
import type { Random } from '../kernel/random.ts';
import { noticeByOperator, type OperatorNotice, type OwnersNotice } from '../mail/notice.ts';
import type { Organization } from '../organizations/organization.ts';
import { noticesOfOwnersRecovery } from '../sign-in/confirmation.ts';
import { resetFactors } from '../sign-in/factor-changes.ts';
import { createMailLink, expiredLink, type MailLink, useUpMailLink } from '../sign-in/mail-link.ts';
import { type Operator, operatorEntries } from './operator-log.ts';

/** How long the user can cancel a reset that an operator requested, by the link in the mail about it. */
export const operatorResetDelaySeconds = 86_400;

/** A partition of the table `factors` that does not belong to an account: ids do not contain `#`. */
export const waitingResetsPartition = '#resets';

/** A reset that was requested and is waiting. The hourly job carries out those that are due. */
export interface WaitingReset {
  readonly userID: typeof waitingResetsPartition;
  /** The id of the account, so that at most one reset waits for each account. */
  readonly id: string;
  readonly operator: Operator;
  readonly requestedAt: number;
  readonly dueAt: number;
  /** The version of the credentials when it was requested. It is void once they have changed. */
  readonly credentialVersion: number;
}

export const waitingResetKey = (userID: string) => ({ userID: waitingResetsPartition, id: userID });

/** The reset that is waiting for an account, if it is still valid. */
export function openReset(
  waiting: WaitingReset | undefined,
  user: Pick<User, 'credentialVersion'>,
): WaitingReset | undefined {
  return waiting?.credentialVersion === user.credentialVersion ? waiting : undefined;
}

/** `delayed`: the user can cancel it for a day. `immediate`: the user cannot cancel it. */
export type ResetTiming = 'delayed' | 'immediate';

/** Whether the operator must give a reason. The log and the mail contain it, since the user cannot cancel the reset. */
export const isReasonRequired = (timing: ResetTiming): boolean => timing === 'immediate';

/**
 * `no-factors`: the password alone is enough to sign in. `already-requested`: a reset is waiting. `mail-undeliverable`: the
 * user would not get the mail with the link that cancels it.
 */
export type OperatorResetRefusal = 'no-factors' | 'already-requested' | 'mail-undeliverable';

/** Why an operator may not reset the factors of an account; undefined if they may. */
export function operatorResetRefusal(
  user: Pick<User, 'credentialVersion' | 'factors' | 'mailReturned'>,
  waiting: WaitingReset | undefined,
  timing: ResetTiming,
): OperatorResetRefusal | undefined {
  if (user.factors.length === 0) return 'no-factors';
  if (timing === 'immediate') return undefined;
  if (openReset(waiting, user)) return 'already-requested';
  return isReturned(user) ? 'mail-undeliverable' : undefined;
}

/** Whether a reset that is due can be carried out. If mail has bounced since the request, the user could not cancel it. */
export function canBeCarriedOut(
  waiting: WaitingReset,
  user: Pick<User, 'credentialVersion' | 'mailReturned'>,
): boolean {
  return openReset(waiting, user) !== undefined && !isReturned(user);
}

/**
 * Requests a reset, which the user can cancel by the link in the mail about it. Without that mail the request is withdrawn.
 * @returns when it is due
 */
export function requestOperatorReset(
  user: User,
  operator: Operator,
  now: number,
  random: Random,
): Decision<number, OperatorNotice> {
  const { userID, credentialVersion } = user;
  const { reason } = operator;
  const link = createMailLink('cancel-reset', { userID, credentialVersion }, now, random);
  const key = waitingResetKey(userID);
  const waiting: WaitingReset = {
    ...key,
    userID: waitingResetsPartition,
    operator,
    requestedAt: now,
    dueAt: now + operatorResetDelaySeconds * 1000,
    credentialVersion,
  };
  const noneWaits = anyOf([absent('id')], [notEqual('credentialVersion', credentialVersion)]);
  const { dueAt } = waiting;
  const parameters = { dueAt, token: link.token, ...(reason !== undefined && { reason }) };
  const unsent = { who: operator.who, reason: 'the mail about it could not be sent' };
  return {
    commit: [
      put('factors', key, { ...waiting }, [noneWaits]),
      { table: 'users', key: userKey(userID), kind: 'check', when: [sameCredentials(credentialVersion)] },
      link.change,
    ],
    log: operatorEntries(user, 'factors-reset-requested', operator),
    notify: [],
    send: {
      notice: noticeByOperator(user, { kind: 'operator-reset-requested', ...parameters }),
      ifUnsent: {
        commit: [endWaitingReset(userID, credentialVersion)],
        log: operatorEntries(user, 'factors-reset-withdrawn', unsent),
        refuse: waitProblem('mail-not-sent', 1000),
      },
    },
    answer: dueAt,
  };
}

/** Withdraws a reset that is waiting. */
export function withdrawOperatorReset(
  user: User,
  waiting: WaitingReset,
  operator: Operator,
): Decision<void, OperatorNotice> {
  return {
    commit: [endWaitingReset(user.userID, waiting.credentialVersion)],
    log: operatorEntries(user, 'factors-reset-withdrawn', operator),
    notify: [noticeByOperator(user, { kind: 'operator-reset-withdrawn' })],
    answer: undefined,
  };
}

/**
 * Resets the factors of an account at once. Its user gets a mail, and so do the other owners of organizations that it owns: they
 * should know that someone convinced the operator.
 * @param rows The account's rows in the table `factors`.
 * @param ending The change that removes the request.
 */
export function resetByOperator(
  user: User,
  given: {
    readonly rows: readonly { readonly id: string }[];
    readonly organizations: readonly Organization[];
  },
  operator: Operator,
  ending: Change,
): Decision<void, OperatorNotice | OwnersNotice> {
  const { reason } = operator;
  return {
    commit: [...resetFactors(user, given.rows), ending],
    log: operatorEntries(user, 'factors-reset', operator),
    notify: [
      noticeByOperator(user, { kind: 'operator-reset', ...(reason !== undefined && { reason }) }),
      ...noticesOfOwnersRecovery(user, given.organizations, 'operator-reset'),
    ],
    answer: undefined,
  };
}

/** Removes the request, provided that it is still the one for these credentials. */
export function endWaitingReset(userID: string, credentialVersion: number): Change {
  return remove('factors', waitingResetKey(userID), [equal('credentialVersion', credentialVersion)]);
}

/**
 * Cancels a reset that is waiting. It takes the link in the mail about the reset, so that a user who did not ask the
 * operator for it can stop it.
 */
export function cancelOperatorReset(user: User, link: MailLink, now: number): Decision<void, OperatorNotice> {
  const { userID, credentialVersion } = link;
  if (credentialVersion === undefined) return { refuse: expiredLink() };
  return {
    commit: [useUpMailLink(link, now), endWaitingReset(userID, credentialVersion)],
    log: [accountEntry(userID, 'factors-reset-cancelled')],
    notify: [noticeByOperator(user, { kind: 'operator-reset-cancelled' })],
    answer: undefined,
    ifLost: expiredLink(),
  };
}
