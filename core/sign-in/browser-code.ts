import { accountEntry } from '../accounts/security-log.ts';
import { methodsOf, type User } from '../accounts/user.ts';
import { newBrowserCode } from '../factors/browser-code.ts';
import { isTyped } from '../factors/factor.ts';
import type { RecoveryCodeKey } from '../factors/recovery-code.ts';
import type { Decision } from '../kernel/decision.ts';
import { problem } from '../kernel/problem.ts';
import type { Random } from '../kernel/random.ts';

/** A code as it is shown, and until when it can be typed in a terminal. */
export interface ShownBrowserCode {
  readonly code: string;
  readonly expiresAt: number;
}

/**
 * Makes a code for a terminal. Only an account that has nothing but passkeys gets one: another account has a code that it can
 * type, and the code must not lead past that one.
 */
export function makeBrowserCode(
  user: User,
  key: RecoveryCodeKey,
  random: Random,
  now: number,
): Decision<ShownBrowserCode> {
  const methods = methodsOf(user);
  if (methods.length === 0 || methods.some(isTyped))
    return { refuse: problem('browser-code-not-needed', { methods: methods.filter(isTyped) }) };
  const { text, expiresAt, change } = newBrowserCode(user, key, random, now);
  return {
    commit: [change],
    log: [accountEntry(user.userID, 'browser-code-made')],
    notify: [],
    answer: { code: text, expiresAt },
  };
}
