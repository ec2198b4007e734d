import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../../core/accounts/email-address.ts';
import { createUser, type User } from '../../../core/accounts/user.ts';
import { secretBytes } from '../../../core/factors/authenticator.ts';
import { isRefused } from '../../../core/kernel/decision.ts';
import { digest } from '../../../core/kernel/digest.ts';
import {
  checkAccountOf,
  checkDeviceKey,
  createCheckAccount,
  enableCheckFactor,
  hasCheckFactor,
  rememberCheckDevice,
} from '../../../core/operator/sign-in-check.ts';

const [key, otherKey] = [1, 2].map((byte) => new Uint8Array(32).fill(byte)) as [Uint8Array, Uint8Array];
const account = checkAccountOf(key);
const now = Date.UTC(2026, 10, 30, 12);

const rowsOf = (decision: ReturnType<typeof createCheckAccount>) => {
  if (isRefused(decision)) throw new Error('refused');
  return decision.commit.map((change) => ({
    ...change,
    row: change.kind === 'put' ? change.row : undefined,
  }));
};

describe('the account of the scheduled sign-in', () => {
  it('follows from the data key alone, and another key gives another account', () => {
    expect(checkAccountOf(key)).toEqual(account);
    const texts = (of: typeof account) =>
      Object.values(of).map((value) => Buffer.from(value).toString('hex'));
    const all = [...texts(account), ...texts(checkAccountOf(otherKey))];
    expect(new Set(all).size).toBe(12);
  });

  it('has a secret address, which SES’s simulator takes mail for', () => {
    expect(account.address).toMatch(/^success\+[a-z2-7]{26}@simulator\.amazonses\.com$/);
    expect(parseAddress(account.address)?.canonical).toBe(account.address);
    expect(account.address).not.toContain(account.userID);
  });

  it('has a password of 256 bits and an authenticator of 160', () => {
    expect(account.password).toMatch(/^[\w-]{43}$/);
    expect(account.secret).toHaveLength(secretBytes);
  });

  it('has a device whose row is found by its token', () => {
    const id = `device#${digest(account.deviceToken)}`;
    expect(checkDeviceKey(account)).toEqual({ userID: account.userID, id });
    const [device] = rowsOf(rememberCheckDevice(account, now));
    expect(device?.row).toMatchObject({ id, lastSignedInAt: now, expiresAt: now + 365 * 86_400_000 });
    expect(device?.when).toEqual([{ attribute: 'id', is: 'absent' }]);
  });

  it('is created as others are, with a name that says what it is', () => {
    const user = { ...account, email: account.address, name: 'Sign-in check', passwordHash: 'hash', now };
    expect(rowsOf(createCheckAccount(account, 'hash', now)).map(({ row }) => row)).toEqual(
      createUser(user).map((change) => (change.kind === 'put' ? change.row : undefined)),
    );
  });

  it('gets its factor if the credentials are still those that were read', () => {
    const [change] = createUser({ ...account, email: '', name: '', passwordHash: '', now });
    const user = (change?.kind === 'put' ? change.row : {}) as object as User;
    expect(hasCheckFactor(user, account)).toBe(false);
    const [factor, changed] = rowsOf(enableCheckFactor(user, account, 'sealed', now));
    expect(factor?.row).toMatchObject({ type: 'authenticator', sealedSecret: 'sealed', lastUsedStep: 0 });
    expect(factor?.when).toEqual([{ attribute: 'id', is: 'absent' }]);
    const set = changed?.kind === 'update' ? changed.set : {};
    expect(set).toMatchObject({
      credentialVersion: 2,
      factors: [{ id: account.factorID, type: 'authenticator' }],
      preferredFactorID: account.factorID,
      firstFactorID: account.factorID,
    });
    expect(changed?.when).toContainEqual({ attribute: 'credentialVersion', is: 'equal', value: 1 });
    expect(hasCheckFactor({ ...user, ...set } as User, account)).toBe(true);
  });

  it('is as it is if another run was first', () => {
    const decisions = [createCheckAccount(account, 'hash', now), rememberCheckDevice(account, now)];
    for (const decision of decisions) expect(decision).toMatchObject({ ifLost: { answer: undefined } });
  });
});
