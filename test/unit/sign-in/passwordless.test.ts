import { describe, expect, it } from 'vitest';
import { voidPassword } from '../../../core/accounts/user.ts';
import {
  canSpareFactor,
  isEnoughWithoutPassword,
  isPasswordless,
} from '../../../core/sign-in/passwordless.ts';
import { userOf, userWith } from '../../support/users.ts';

const rpID = 'mfa.example.com';
const passkey = (id: string, set = {}) =>
  ({ id, type: 'passkey', userVerified: true, rpID, ...set }) as const;
const recoveryCode = { id: 'recovery-code#1' };
const enough = (...rows: readonly Parameters<typeof isEnoughWithoutPassword>[0]['rows'][number][]) =>
  isEnoughWithoutPassword({ rows, rpID });

describe('an account', () => {
  it('is without a password if that is void and there are factors', () => {
    const passwordHash = voidPassword;
    expect(isPasswordless(userOf(['passkey'], { passwordHash }))).toBe(true);
    expect(isPasswordless(userOf(['passkey']))).toBe(false);
    expect(isPasswordless(userWith({ passwordHash }))).toBe(false);
  });

  it('can be without one with two passkeys, or with one and recovery codes', () => {
    expect(enough(passkey('a'), passkey('b'))).toBe(true);
    expect(enough(passkey('a'), recoveryCode)).toBe(true);
    expect(enough(passkey('a'))).toBe(false);
    expect(enough(recoveryCode)).toBe(false);
    expect(enough()).toBe(false);
  });

  it.each([
    ['does not verify its user', passkey('b', { userVerified: false })],
    ['is bound to another domain', passkey('b', { rpID: 'example.net' })],
    ['is an authenticator', passkey('b', { type: 'authenticator' })],
    ['is a mailbox', { id: 'b', type: 'email' } as const],
  ])('needs another passkey beside a factor that %s', (_, other) => {
    expect(enough(passkey('a'), other)).toBe(false);
    expect(enough(passkey('a'), other, passkey('c'))).toBe(true);
  });
});

describe('a factor', () => {
  const rows = [passkey('a'), passkey('b'), { id: 'c', type: 'email' } as const];
  const passwordless = userOf(['passkey', 'passkey'], { passwordHash: voidPassword });

  it('can be spared where a password is, or where enough is left without it', () => {
    expect(canSpareFactor(userOf(['passkey']), 'a', { rows: [passkey('a')], rpID })).toBe(true);
    expect(canSpareFactor(passwordless, 'c', { rows, rpID })).toBe(true);
    expect(canSpareFactor(passwordless, 'a', { rows, rpID })).toBe(false);
    expect(canSpareFactor(passwordless, 'a', { rows: [...rows, recoveryCode], rpID })).toBe(true);
  });
});
