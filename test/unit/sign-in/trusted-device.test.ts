import { describe, expect, it } from 'vitest';
import type { Trust } from '../../../core/accounts/device.ts';
import type { FactorType } from '../../../core/factors/factor.ts';
import { canBeTrusted, type TrustRule, trustedUntil } from '../../../core/sign-in/trusted-device.ts';
import { noon, userOf } from '../../support/users.ts';

const day = 86_400_000;
const acme = {
  organizationID: 'acme',
  name: 'Acme',
  owners: ['olivia'],
  mfaRequired: true,
  mfaAccept: ['authenticator', 'email'] as readonly FactorType[],
  mfaTrustedDevices: true,
};
const rule: TrustRule = { kind: 'dashboard', organizations: [], days: 30 };

describe('a device can be trusted', () => {
  it('in a browser, after the password, where the operator allows it', () => {
    expect(canBeTrusted(rule, ['password'])).toBe(true);
    expect(canBeTrusted({ ...rule, days: 1 }, ['password'])).toBe(true);
    expect(canBeTrusted({ ...rule, days: 0 }, ['password'])).toBe(false);
    expect(canBeTrusted({ ...rule, kind: 'cli' }, ['password'])).toBe(false);
    expect(canBeTrusted(rule, ['key'])).toBe(false);
    expect(canBeTrusted(rule, [])).toBe(false);
  });

  it.each<[string, Partial<typeof acme>, boolean]>([
    ['requires no MFA', { mfaRequired: false, mfaTrustedDevices: false }, true],
    ['requires it and allows trusted devices', {}, true],
    ['requires it and says nothing about devices', { mfaTrustedDevices: undefined as never }, false],
    ['requires it and forbids them', { mfaTrustedDevices: false }, false],
  ])('unless an organization forbids it: one that %s', (_, set, expected) => {
    const organizations = [acme, { ...acme, ...set }];
    expect(canBeTrusted({ ...rule, organizations }, ['password'])).toBe(expected);
  });

  it('only after a factor that each of them accepts', () => {
    const organizations = [acme];
    expect(canBeTrusted({ ...rule, organizations }, ['password'], 'email')).toBe(true);
    expect(canBeTrusted({ ...rule, organizations }, ['password'], 'passkey')).toBe(false);
    expect(canBeTrusted(rule, ['password'], 'passkey')).toBe(true);
  });
});

describe('a device is trusted', () => {
  const user = userOf(['email']);
  const trust: Trust = { after: 'email', at: noon, credentialVersion: user.credentialVersion };
  const until = (set: Partial<Trust> = {}, organizations: TrustRule['organizations'] = [], now = noon) =>
    trustedUntil({ trust: { ...trust, ...set } }, user, organizations, 30, now);

  it('for as many days as the operator allows', () => {
    const end = noon + 30 * day;
    expect(until()).toBe(end);
    expect(until({}, [], end - 1)).toBe(end);
    expect(until({}, [], end)).toBeUndefined();
    expect(trustedUntil({ trust }, user, [], 0, noon)).toBeUndefined();
  });

  it('not after a change of the credentials', () => {
    expect(until({ credentialVersion: user.credentialVersion - 1 })).toBeUndefined();
    expect(trustedUntil({}, user, [], 30, noon)).toBeUndefined();
  });

  it('only as long as the account has the factor that was proved, or one of its kind', () => {
    expect(until({ after: 'authenticator' })).toBeUndefined();
  });

  it('only as long as no organization forbids it', () => {
    expect(until({}, [acme])).toBeDefined();
    expect(until({}, [{ ...acme, mfaTrustedDevices: false }])).toBeUndefined();
    expect(until({}, [{ ...acme, mfaAccept: ['authenticator'] }])).toBeUndefined();
  });
});
