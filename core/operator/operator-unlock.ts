import { clearedMailReturn, isReturned } from '../accounts/undeliverable-mail.ts';
import { changeUser, type User } from '../accounts/user.ts';
import { type CodeMethod, codeMethods } from '../factors/factor.ts';
import type { Change } from '../kernel/change.ts';
import { type Decision, notLogged } from '../kernel/decision.ts';
import { noticeByOperator, type OperatorNotice } from '../mail/notice.ts';
import { clearedAllFailures, failuresOf, guessRefusal, isLocked } from '../sign-in/code-failures.ts';
import { type Operator, operatorEntries } from './operator-log.ts';

/** A method for which wrong codes were entered since the last right one. */
export interface FailedMethod {
  readonly method: CodeMethod;
  /** Wrong codes in a row. */
  readonly failures: number;
  /** Locked until another method, a recovery code or an operator unlocks it. */
  readonly isLocked: boolean;
  /** Seconds until the next code is accepted; 0 for a locked method, which waiting does not unlock. */
  readonly waitSeconds: number;
}

export function failedMethods(user: User, now: number): readonly FailedMethod[] {
  return codeMethods.flatMap((method) => {
    const failures = failuresOf(user, method).count;
    if (failures === 0) return [];
    const locked = isLocked(user, method);
    const waitSeconds = locked ? 0 : (guessRefusal(user, method, now)?.retryAfterSeconds ?? 0);
    return [{ method, failures, isLocked: locked, waitSeconds }];
  });
}

/** The effect of an unlock on an account. */
export interface Unlock {
  readonly methods: readonly CodeMethod[];
  /** Whether mail is sent to the account again after it bounced. */
  readonly sendsMailAgain: boolean;
  /** Whether owners of organizations need not confirm the account any more; see core/sign-in/confirmation.ts. */
  readonly confirms: boolean;
  /** Empty if nothing about the account is locked. */
  readonly changes: readonly Change[];
}

/**
 * Clears the wrong codes of every method, the mark that mail bounced, and the need for an owner's confirmation, in case the
 * other owners cannot be reached.
 */
export function unlockAccount(user: User, now: number): Unlock {
  const methods = failedMethods(user, now).map(({ method }) => method);
  const sendsMailAgain = isReturned(user);
  const confirms = (user.awaitingConfirmation ?? []).length > 0;
  const isNeeded = methods.length > 0 || sendsMailAgain || confirms;
  const change = changeUser(user, {
    ...clearedAllFailures(),
    ...clearedMailReturn,
    ...(confirms && { awaitingConfirmation: undefined }),
  });
  return { methods, sendsMailAgain, confirms, changes: isNeeded ? [change] : [] };
}

/** Unlocks the account, without the mail about it: SES may still refuse mail to its address. */
export function carryOutUnlock(user: User, { changes }: Unlock, operator: Operator): Decision {
  return {
    commit: changes,
    log: operatorEntries(user, 'methods-unlocked', operator),
    notify: [],
    answer: undefined,
  };
}

/** Tells the user that the account is unlocked, when mail can reach them again. */
export function tellOfUnlock(user: User, { reason }: Operator): Decision<void, OperatorNotice> {
  const message = { kind: 'methods-unlocked', ...(reason !== undefined && { reason }) } as const;
  return {
    commit: [],
    log: notLogged('the unlock is logged'),
    notify: [noticeByOperator(user, message)],
    answer: undefined,
  };
}
