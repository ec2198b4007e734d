import * as crypto from 'node:crypto';
import { createUser, type FactorSummary, type User } from '../../core/accounts/user.ts';
import type { FactorType } from '../../core/factors/factor.ts';
import type { Circumstances } from '../../core/kernel/circumstances.ts';
import type { Random } from '../../core/kernel/random.ts';

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

/** An account with these factors, the first of them preferred. */
export function userOf(types: readonly FactorType[], more: Partial<User> = {}): User {
  const factors: FactorSummary[] = types.map((type, index) => ({ id: `${type}-${index}`, type }));
  const [preferred] = factors;
  return userWith({ factors, ...(preferred && { preferredFactorID: preferred.id }), ...more });
}

/** Random bytes that repeat from run to run, for tests alone: SHA-256 of a seed and a count. */
export function repeatableRandom(seed: number): Random {
  let count = 0;
  return (byteLength) => {
    const blocks = Array.from({ length: Math.ceil(byteLength / 32) }, () => {
      count += 1;
      return crypto.createHash('sha256').update(`${seed}.${count}`).digest();
    });
    return Buffer.concat(blocks).subarray(0, byteLength);
  };
}
