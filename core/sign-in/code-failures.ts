import { type FailureAttributes, userKey } from '../accounts/user.ts';
import { type CodeMethod, codeMethods } from '../factors/factor.ts';
import {
  absent,
  anyOf,
  atLeast,
  atMost,
  below,
  type Change,
  type Condition,
  equal,
  update,
} from '../kernel/change.ts';
import { type Problem, problem, waitProblem } from '../kernel/problem.ts';

/** Limits on guessing codes, per account and method (rule 4; NIST SP 800-63B section 3.2.2). */
export const codeGuessLimits = {
  freeFailures: 10,
  firstWaitSeconds: 30,
  longestWaitSeconds: 3600,
  lockAt: 100,
} as const;

/** Wrong codes in a row of one method, and when the last one was entered (epoch milliseconds). */
export interface Failures {
  readonly count: number;
  readonly at: number;
}

/**
 * The attributes of the account's row that count the wrong codes of a method. They are two numbers of the row itself:
 * a charge must not fail because a map around them is missing, as it would be for a method that is newer than the row.
 */
export const failureAttributes = (method: CodeMethod) =>
  ({ count: `${method}Failures`, at: `${method}FailedAt` }) as const;

export function failuresOf(user: FailureAttributes, method: CodeMethod): Failures {
  const { count, at } = failureAttributes(method);
  return { count: user[count] ?? 0, at: user[at] ?? 0 };
}

/** The seconds to wait after this many failures in a row. From the tenth on, the wait doubles. */
export function waitSeconds(failures: number): number {
  const { freeFailures, firstWaitSeconds, longestWaitSeconds } = codeGuessLimits;
  if (failures < freeFailures) return 0;
  return Math.min(longestWaitSeconds, firstWaitSeconds * 2 ** (failures - freeFailures));
}

export function isLocked(user: FailureAttributes, method: CodeMethod): boolean {
  return failuresOf(user, method).count >= codeGuessLimits.lockAt;
}

/** Whether one more wrong code locks the method. */
export function locksWithNextFailure(user: FailureAttributes, method: CodeMethod): boolean {
  return failuresOf(user, method).count + 1 === codeGuessLimits.lockAt;
}

/** The refusal for a method that has to wait or is locked; undefined if a try is allowed. */
export function guessRefusal(user: FailureAttributes, method: CodeMethod, now: number): Problem | undefined {
  const { count, at } = failuresOf(user, method);
  if (count >= codeGuessLimits.lockAt) return lockedRefusal();
  const wait = waitSeconds(count);
  // Another request's failure may be later than this one began.
  if (wait === 0) return undefined;
  const openAt = at + wait * 1000;
  return openAt > now ? waitProblem('too-many-wrong-codes', openAt - now) : undefined;
}

export function lockedRefusal(): Problem {
  return problem('method-locked', { retryAfterSeconds: codeGuessLimits.longestWaitSeconds });
}

/**
 * Counts a try as a failure before the code is compared; success reverts it. The condition contains every level of the
 * waits, so that any number of simultaneous tries, over any number of challenges, meets the same limit.
 */
export function chargeCodeGuess(userID: string, method: CodeMethod, now: number): Change {
  const failures = failureAttributes(method);
  const { freeFailures, lockAt, longestWaitSeconds } = codeGuessLimits;
  const tiers: Condition[][] = [[absent(failures.count)], [below(failures.count, freeFailures)]];
  let count: number = freeFailures;
  for (; waitSeconds(count) < longestWaitSeconds; count += 1)
    tiers.push([equal(failures.count, count), atMost(failures.at, now - waitSeconds(count) * 1000)]);
  tiers.push([
    atLeast(failures.count, count),
    below(failures.count, lockAt),
    atMost(failures.at, now - longestWaitSeconds * 1000),
  ]);
  return update('users', userKey(userID), { [failures.at]: now }, [anyOf(...tiers)], { [failures.count]: 1 });
}

/** What success with `method` sets on the account's row: its count is cleared, and other methods' locks are opened. */
export function clearedFailures(user: FailureAttributes, method: CodeMethod): ClearedFailures {
  return cleared(codeMethods.filter((other) => other === method || isLocked(user, other)));
}

/** The same for all methods, after a reset or an unlock. */
export function clearedAllFailures(): ClearedFailures {
  return cleared(codeMethods);
}

/** An attribute that is set to undefined is removed. */
type ClearedFailures = { readonly [attribute in keyof FailureAttributes]?: undefined };

function cleared(methods: readonly CodeMethod[]): ClearedFailures {
  const attributes = methods.flatMap((method) => Object.values(failureAttributes(method)));
  return Object.fromEntries(attributes.map((attribute) => [attribute, undefined]));
}
