import { type FailureAttributes, userKey } from '../accounts/user.ts';
import { type CodeMethod, codeMethods } from '../factors/factor.ts';
import {
  above,
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
import { digest } from '../kernel/digest.ts';
import { type Problem, problem, waitProblem } from '../kernel/problem.ts';
import { ttlAfter } from '../kernel/rows.ts';

/** Limits on guessing codes, per account and method (rule 4; NIST SP 800-63B section 3.2.2). */
export const codeGuessLimits = {
  freeFailures: 10,
  firstWaitSeconds: 30,
  longestWaitSeconds: 3600,
  lockAt: 100,
} as const;

/** Limits on guessing passwords (rule 4): failures that cost nothing, and the pace after them. */
export const passwordGuessLimits = {
  freePerSource: 20,
  freePerAccount: 10,
  paceSeconds: 30,
  knownSourceSeconds: 30 * 86_400,
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

/** Seconds to wait after this many failures in a row: doubling from the tenth on. */
export function waitSeconds(failures: number): number {
  const { freeFailures, firstWaitSeconds, longestWaitSeconds } = codeGuessLimits;
  if (failures < freeFailures) return 0;
  return Math.min(longestWaitSeconds, firstWaitSeconds * 2 ** (failures - freeFailures));
}

export function isLocked(user: FailureAttributes, method: CodeMethod): boolean {
  return failuresOf(user, method).count >= codeGuessLimits.lockAt;
}

/** Whether one more wrong code locks the method. */
export function isAtLock(user: FailureAttributes, method: CodeMethod): boolean {
  return failuresOf(user, method).count + 1 === codeGuessLimits.lockAt;
}

/** The refusal for a method that waits or is locked; undefined while a try is allowed. */
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
 * Counts a try as a failure before the code is compared; success takes it back. The condition names every tier of
 * the waits, so that any number of tries at once, over any number of challenges, meets the same limit.
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

/** The same for all methods: whoever resets or unlocks them begins anew. */
export function clearedAllFailures(): ClearedFailures {
  return cleared(codeMethods);
}

/** An attribute that is set to undefined is removed. */
type ClearedFailures = { readonly [attribute in keyof FailureAttributes]?: undefined };

function cleared(methods: readonly CodeMethod[]): ClearedFailures {
  const attributes = methods.flatMap((method) => Object.values(failureAttributes(method)));
  return Object.fromEntries(attributes.map((attribute) => [attribute, undefined]));
}

export interface PasswordGuess {
  /** As sourceOf makes it. */
  readonly source: string;
  /** Canonical address, whether or not it has an account. */
  readonly address: string;
  /** Whether this source signed in to this account lately: then strangers' failures do not slow it. */
  readonly isKnownSource: boolean;
  readonly now: number;
}

/** A key names its account by itself, so that only the source of a guess counts. */
export function keyGuess(source: string, now: number): PasswordGuess {
  return { source, address: '', isKnownSource: true, now };
}

const day = (now: number) => new Date(now).toISOString().slice(0, 10);

const guessKeys = (guess: PasswordGuess) => ({
  source: { id: `password-guesses#source#${guess.source}#${day(guess.now)}` },
  account: { id: `password-guesses#account#${digest(guess.address)}#${day(guess.now)}` },
});

/** Counts a password guess as a failure before the hash is compared. A failed condition means: too many, and too fast. */
export function chargePasswordGuess(guess: PasswordGuess): readonly Change[] {
  const keys = guessKeys(guess);
  const slots: { key: { id: string }; free: number }[] = [
    { key: keys.source, free: passwordGuessLimits.freePerSource },
  ];
  if (!guess.isKnownSource) slots.push({ key: keys.account, free: passwordGuessLimits.freePerAccount });
  return slots.map(({ key, free }) => {
    const open = anyOf(
      [absent('failures')],
      [below('failures', free)],
      [atMost('lastAt', guess.now - passwordGuessLimits.paceSeconds * 1000)],
    );
    const set = { lastAt: guess.now, ttl: ttlAfter(guess.now + 86_400_000) };
    return update('challenges', key, set, [open], { failures: 1 });
  });
}

/** Takes the charge back after the right password. */
export function refundPasswordGuess(guess: PasswordGuess): readonly Change[] {
  const keys = guessKeys(guess);
  const charged = guess.isKnownSource ? [keys.source] : [keys.source, keys.account];
  return charged.map((key) => update('challenges', key, {}, [above('failures', 0)], { failures: -1 }));
}

/** The refusal for a guess that was not let through, from the rows as they were. */
export function passwordGuessRefusal(
  rows: readonly (Readonly<Record<string, unknown>> | undefined)[],
  now: number,
): Problem {
  const lastAt = Math.max(...rows.map((row) => Number(row?.['lastAt'] ?? 0)));
  const openAt = Math.min(lastAt, now) + passwordGuessLimits.paceSeconds * 1000;
  return waitProblem('too-many-failed-sign-ins', openAt - now);
}

export function knownSourceKey(address: string, source: string): { id: string } {
  return { id: `known-source#${digest(address)}#${source}` };
}

export function isKnownSource(row: Readonly<Record<string, unknown>> | undefined, now: number): boolean {
  return Number(row?.['expiresAt'] ?? 0) > now;
}

/** Remembers where a sign-in to this account came from. */
export function rememberSource(address: string, source: string, now: number): Change {
  const expiresAt = now + passwordGuessLimits.knownSourceSeconds * 1000;
  return update('challenges', knownSourceKey(address, source), { expiresAt, ttl: ttlAfter(expiresAt) }, []);
}
