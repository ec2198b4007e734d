import { isReturned } from '../accounts/undeliverable-mail.ts';
import { changeUser, type User } from '../accounts/user.ts';
import { emailCodeLimits } from '../factors/email.ts';
import { type Change, equal } from '../kernel/change.ts';
import { type Problem, problem, waitProblem } from '../kernel/problem.ts';

/* How many codes may be mailed to an account: ten an hour (rule 3), and none while its mail bounces. */

const hour = 3_600_000;

function recentlyMailed(user: User, now: number): readonly number[] {
  return user.codesMailedAt.filter((at) => at > now - hour);
}

/** The refusal if the codes of the hour are spent. */
export function codesSpent(user: User, now: number): Problem | undefined {
  const mailedAt = recentlyMailed(user, now);
  if (mailedAt.length < emailCodeLimits.codesPerHour) return undefined;
  return waitProblem('codes-of-the-hour-spent', Math.min(...mailedAt) + hour - now);
}

/** From when on a code can be mailed again, but not before `at`; both in epoch milliseconds. */
export function codesOpenAt(user: User, at: number): number {
  const mailedAt = recentlyMailed(user, at);
  return mailedAt.length < emailCodeLimits.codesPerHour ? at : Math.min(...mailedAt) + hour;
}

/** The refusal if no code can be mailed for a challenge, which other methods can answer too. */
export function codeRefusal(user: User, now: number): Problem | undefined {
  return isReturned(user) ? problem('mail-returned') : codesSpent(user, now);
}

/** The refusal if no code can be mailed for an activation, which has no other method. */
export function activationCodeRefusal(user: User, now: number): Problem | undefined {
  return isReturned(user) ? problem('mail-returned-at-activation') : codesSpent(user, now);
}

/** Counts a code towards those of the hour. */
export function countMailedCode(user: User, now: number): Change {
  return changeUser(
    user,
    { codesMailedAt: [...recentlyMailed(user, now), now], codesMailed: user.codesMailed + 1 },
    [equal('codesMailed', user.codesMailed)],
  );
}

/**
 * Reverts `countMailedCode` for this user, because the mail could not be sent. It has no effect if another code was counted
 * since then: this one then counts towards the hour as well.
 */
export function uncountMailedCode(user: User, now: number): Change {
  // `codesMailed` is incremented here too: it guards the list, and must not be the same for two different lists.
  return changeUser(user, { codesMailedAt: recentlyMailed(user, now), codesMailed: user.codesMailed + 2 }, [
    equal('codesMailed', user.codesMailed + 1),
  ]);
}

/**
 * What a new password by mail sets on the account: the codes of the hour are there again. Its user reads the mailbox, and
 * may need a code to sign in with the new password.
 */
export const codesAnew = (user: User) => ({ codesMailedAt: [], codesMailed: user.codesMailed + 1 });
