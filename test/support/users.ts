import type { Circumstances } from '../../core/event.ts';
import { createUser, type User } from '../../core/user.ts';

/** An instant in the middle of a time step. */
export const noon = Date.UTC(2026, 10, 24, 12, 0, 10);

export const circumstances: Circumstances = { at: noon, address: '192.0.2.1', browser: 'Firefox on Linux' };

/** A fresh account as decisions see it, but for what the test sets. */
export function userWith(set: Partial<User> = {}): User {
  const [row] = createUser({
    userID: 'ada',
    address: 'ada@example.com',
    email: 'Ada@example.com',
    name: 'Ada',
    passwordHash: 'no password has this hash',
    now: noon,
  });
  if (row?.kind !== 'put') throw new Error('creating a user puts its row first');
  return { ...(row.row as unknown as User), ...set };
}

/** Random bytes that repeat from run to run: a linear congruential generator, for tests alone. */
export function repeatableRandom(seed: number): (byteLength: number) => Uint8Array {
  let state = seed >>> 0;
  return (byteLength) =>
    Uint8Array.from({ length: byteLength }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 24;
    });
}
