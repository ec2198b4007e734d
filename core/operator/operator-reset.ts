import { accountEntry } from '../accounts/security-log.ts';
import { isReturned } from '../accounts/undeliverable-mail.ts';
import { sameCredentials, type User, userKey } from '../accounts/user.ts';
import { absent, anyOf, type Change, equal, notEqual, put, remove } from '../kernel/change.ts';
import type { Decision } from '../kernel/decision.ts';
import { noticeByOperator, type OperatorNotice } from '../mail/notice.ts';
import { expiredLink, type MailLink, useUpMailLink } from '../sign-in/mail-link.ts';
import type { Operator } from './operator-log.ts';

/** How long the mail about it can cancel a reset that an operator asked for. */
export const operatorResetDelaySeconds = 86_400;

/** A partition of the table `factors` that is no account's: ids have no such sign. */
export const waitingResetsPartition = '#resets';

/** Says whose factors are to be reset, and from when on: what the hourly job works through. */
export interface WaitingReset {
  readonly userID: typeof waitingResetsPartition;
  /** The account's id: one reset waits for an account. */
  readonly id: string;
  readonly operator: Operator;
  readonly requestedAt: number;
  readonly dueAt: number;
  /** It is for the credentials of the moment when it was asked for, and void once they have changed. */
  readonly credentialVersion: number;
}

export const waitingResetKey = (userID: string) => ({ userID: waitingResetsPartition, id: userID });

/** The reset that waits for an account, if it is still good. */
export function openReset(
  waiting: WaitingReset | undefined,
  user: Pick<User, 'credentialVersion'>,
): WaitingReset | undefined {
  return waiting?.credentialVersion === user.credentialVersion ? waiting : undefined;
}

/** `delayed`: the user has a day to cancel it. `immediate`: at once, and the user cannot stop it. */
export type ResetTiming = 'delayed' | 'immediate';

/** Whether the operator must say why: the log and the mail then give the reason for what the user could not cancel. */
export const isReasonRequired = (timing: ResetTiming): boolean => timing === 'immediate';

/**
 * `no-factors`: the password alone signs in already. `already-requested`: a reset is waiting. `mail-undeliverable`: the user
 * would not get the mail that can cancel it.
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

/** Whether a reset that is due can be carried out: where mail came back meanwhile, nobody could cancel it. */
export function canBeCarriedOut(
  waiting: WaitingReset,
  user: Pick<User, 'credentialVersion' | 'mailReturned'>,
): boolean {
  return openReset(waiting, user) !== undefined && !isReturned(user);
}

/** Asks for a reset; a failed condition means that one waits already, or that the credentials have just changed. */
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

/** Takes the request away, provided that it is still the one for these credentials. */
export function endWaitingReset(userID: string, credentialVersion: number): Change {
  return remove('factors', waitingResetKey(userID), [equal('credentialVersion', credentialVersion)]);
}

/**
 * Cancels a reset that is waiting, for someone who has the link of the mail about it: whoever did not ask the operator
 * for the reset.
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
