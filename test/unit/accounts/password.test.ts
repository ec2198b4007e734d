import { describe, expect, it } from 'vitest';
import { checkPassword } from '../../../core/accounts/password.ts';
import { voidPassword } from '../../../core/accounts/user.ts';
import { passwords } from '../../../functions/adapters/passwords.ts';
import { lambdaHost } from '../../../functions/host.ts';
import { userWith } from '../../support/users.ts';

const hasher = passwords({ ...lambdaHost, hashCost: { memory: 8, passes: 1 } });
const user = userWith({ passwordHash: await hasher.hash('caf\u00e9'), credentialVersion: 7 });
const voided = userWith({ passwordHash: voidPassword });

describe('a password', () => {
  it('that is right proves the account, for the credentials that it has now', async () => {
    expect(await checkPassword(user, 'caf\u00e9', hasher)).toEqual({ userID: 'ada', credentialVersion: 7 });
  });

  it('is right in whatever form the keyboard typed it', async () => {
    expect(await checkPassword(user, 'cafe\u0301', hasher)).toBeDefined();
  });

  it('that is wrong proves nothing', async () => {
    expect(await checkPassword(user, 'cafe', hasher)).toBeUndefined();
  });

  it.each([
    ['an address without an account', undefined, hasher.decoy],
    ['an account whose password was voided', voided, hasher.decoy],
    ['an account', user, user.passwordHash],
  ])('is compared exactly once: %s', async (_, account, hash) => {
    const compared: string[] = [];
    const verify = (known: string, text: string) => {
      compared.push(known);
      return hasher.verify(known, text);
    };
    await checkPassword(account, 'wrong', { ...hasher, verify });
    expect(compared).toEqual([hash]);
  });

  it('that happens to be that of the decoy proves no account', async () => {
    const decoy = await hasher.hash('decoy');
    for (const account of [undefined, voided])
      expect(await checkPassword(account, 'decoy', { ...hasher, decoy })).toBeUndefined();
  });
});
