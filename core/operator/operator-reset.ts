import { accountEntry } from '../accounts/security-log.ts';
import { isReturned } from '../accounts/undeliverable-mail.ts';
import { sameCredentials, type User, userKey } from '../accounts/user.ts';
import { absent, anyOf, type Change, equal, notEqual, put, remove } from '../kernel/change.ts';
import type { Decision } from '../kernel/decision.ts';
import { noticeByOperator, type OperatorNotice } from '../mail/notice.ts';
import { expiredLink, type MailLink, useUpMailLink } from '../sign-in/mail-link.ts';
import type { Operator } from './operator-log.ts';

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

/** Requests a reset. A failed condition means that one is already waiting, or that the credentials have just changed. */
export function requestOperatorReset(
  user: Pick<User, 'userID' | 'credentialVersion'>,
  operator: Operator,
  now: number,
): { readonly waiting: WaitingReset; readonly changes: readonly Change[] } {
  const { userID, credentialVersion } = user;
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
  return {
    waiting,
    changes: [
      put('factors', key, { ...waiting }, [noneWaits]),
      { table: 'users', key: userKey(userID), kind: 'check', when: [sameCredentials(credentialVersion)] },
    ],
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
