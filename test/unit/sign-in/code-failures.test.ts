import { describe, expect, it } from 'vitest';
import type { User } from '../../../core/accounts/user.ts';
import { type CodeMethod, codeMethods } from '../../../core/factors/factor.ts';
import { waitProblem } from '../../../core/kernel/problem.ts';
import {
  chargeCodeGuess,
  clearedAllFailures,
  clearedFailures,
  codeGuessLimits,
  failureAttributes,
  failuresOf,
  guessRefusal,
  isLocked,
  waitSeconds,
} from '../../../core/sign-in/code-failures.ts';
import { noon, userWith } from '../../support/users.ts';

const failing = (method: CodeMethod, failures: number, failedAt = noon): User =>
  userWith({ [`${method}Failures`]: failures, [`${method}FailedAt`]: failedAt });

describe('the wait after wrong codes in a row', () => {
  it.each([
    [0, 0],
    [1, 0],
    [9, 0],
    [10, 30],
    [11, 60],
    [12, 120],
    [13, 240],
    [14, 480],
    [15, 960],
    [16, 1920],
    [17, 3600],
    [18, 3600],
    [99, 3600],
  ])('after %i is %i s', (failures, seconds) => {
    expect(waitSeconds(failures)).toBe(seconds);
  });

  it.each([
    ['email', 9, 0, undefined],
    ['email', 9, -5, undefined],
    ['email', 10, 0, 30],
    ['email', 10, 29_999, 1],
    ['email', 10, 30_000, undefined],
    ['authenticator', 12, 60_000, 60],
    ['authenticator', 17, 3_599_000, 1],
    ['authenticator', 17, 3_600_000, undefined],
    ['recovery-code', 99, 0, 3600],
  ] as const)('of %s with %i failures, %i ms later, is %s s more', (method, failures, later, seconds) => {
    expect(guessRefusal(failing(method, failures), method, noon + later)?.retryAfterSeconds).toBe(seconds);
  });

  it('is of one method and leaves the others open', () => {
    const user = failing('email', 50);
    expect(guessRefusal(user, 'email', noon)?.slug).toBe('too-many-attempts');
    expect(guessRefusal(user, 'authenticator', noon)).toBeUndefined();
    expect(guessRefusal(user, 'recovery-code', noon)).toBeUndefined();
  });

  it('never ends for a method that is locked', () => {
    const user = failing('authenticator', codeGuessLimits.lockAt);
    expect(isLocked(user, 'authenticator')).toBe(true);
    expect(guessRefusal(user, 'authenticator', noon + 365 * 86_400_000)?.slug).toBe('too-many-attempts');
    expect(isLocked(failing('authenticator', codeGuessLimits.lockAt - 1), 'authenticator')).toBe(false);
  });

  it('allows at most 100 tries in a row, over at least 83 hours', () => {
    let seconds = 0;
    for (let failures = 0; failures < codeGuessLimits.lockAt; failures += 1) seconds += waitSeconds(failures);
    expect(codeGuessLimits.lockAt).toBeLessThanOrEqual(100);
    expect(seconds).toBeGreaterThan(83 * 3600);
  });

  it.each([
    [1, '1 second'],
    [1000, '1 second'],
    [1001, '2 seconds'],
    [119_000, '119 seconds'],
    [120_000, '2 minutes'],
    [121_000, '3 minutes'],
    [3_600_000, '60 minutes'],
    [-5, '1 second'],
  ])('of %i ms is said as %s', (milliseconds, words) => {
    expect(waitProblem('too-many-wrong-codes', milliseconds).detail).toBe(
      `There were too many wrong codes. Wait ${words} and try again.`,
    );
  });
});

describe('success with a method', () => {
  it('clears its own failures', () => {
    expect(clearedFailures(failing('email', 40), 'email')).toEqual({
      emailFailures: undefined,
      emailFailedAt: undefined,
    });
  });

  it('opens the lock of another method, and leaves its failures below the lock as they are', () => {
    const locked = { ...failing('authenticator', 100), ...{ emailFailures: 40, emailFailedAt: noon } };
    const cleared = clearedFailures(locked, 'recovery-code');
    expect(Object.keys(cleared).sort()).toEqual([
      'authenticatorFailedAt',
      'authenticatorFailures',
      'recovery-codeFailedAt',
      'recovery-codeFailures',
    ]);
  });
});

describe.each(codeMethods)('the count of wrong codes of %s', (method) => {
  const { count, at } = failureAttributes(method);

  it('is charged, read and cleared in the same two attributes', () => {
    const charge = chargeCodeGuess('ada', method, noon);
    expect(charge).toMatchObject({ kind: 'update', set: { [at]: noon }, add: { [count]: 1 } });
    expect(failuresOf(failing(method, 7), method)).toEqual({ count: 7, at: noon });
    expect(clearedFailures(userWith({}), method)).toEqual({ [count]: undefined, [at]: undefined });
  });

  it('is cleared with those of all methods, and where any other method succeeds once it is locked', () => {
    expect(clearedAllFailures()).toMatchObject({ [count]: undefined, [at]: undefined });
    const locked = failing(method, codeGuessLimits.lockAt);
    for (const other of codeMethods) expect(Object.keys(clearedFailures(locked, other))).toContain(count);
  });
});
