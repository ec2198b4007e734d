import { isReturned, mailArrived } from '../accounts/undeliverable-mail.ts';
import { changeUser, type User } from '../accounts/user.ts';
import { type CodeMethod, codeMethods } from '../factors/factor.ts';
import type { Change } from '../kernel/change.ts';
import { clearedAllFailures, failuresOf, guessRefusal, isLocked } from '../sign-in/throttle.ts';

/** A method that wrong codes were entered for since the last right one. */
export interface FailedMethod {
  readonly method: CodeMethod;
  /** Wrong codes in a row. */
  readonly failures: number;
  /** Locked for good: only another method, a recovery code or an operator opens it again. */
  readonly isLocked: boolean;
  /** Seconds until the next code is accepted; 0 for a locked method, which no wait opens. */
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

/** What an unlock changes for an account. */
export interface Unlock {
  readonly methods: readonly CodeMethod[];
  /** Whether mail to the account is sent again, after it came back. */
  readonly sendsMailAgain: boolean;
  /** Whether owners of organizations need not confirm the account any more; see core/sign-in/confirmation.ts. */
  readonly confirms: boolean;
  /** Empty if nothing of the account is locked. */
  readonly changes: readonly Change[];
}

/**
 * Clears the wrong codes of every method, the mark that mail came back, and the wait for an owner's confirmation, for an
 * account whose other owners cannot be reached.
 */
export function unlockAccount(user: User, now: number): Unlock {
  const methods = failedMethods(user, now).map(({ method }) => method);
  const sendsMailAgain = isReturned(user);
  const confirms = (user.awaitingConfirmation ?? []).length > 0;
  const isNeeded = methods.length > 0 || sendsMailAgain || confirms;
  const change = changeUser(user, {
    ...clearedAllFailures(),
    ...mailArrived,
    ...(confirms && { awaitingConfirmation: undefined }),
  });
  return { methods, sendsMailAgain, confirms, changes: isNeeded ? [change] : [] };
}
