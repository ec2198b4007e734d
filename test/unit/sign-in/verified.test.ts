import { describe, expect, it } from 'vitest';
import type { Device } from '../../../core/accounts/device.ts';
import type { PasswordMatch } from '../../../core/accounts/password.ts';
import type { CodeProof, Method } from '../../../core/factors/factor.ts';
import type { Challenge } from '../../../core/sign-in/challenge.ts';
import { useUpChallenge } from '../../../core/sign-in/challenge.ts';
import type { SessionKind } from '../../../core/sign-in/session-kind.ts';
import type { KeyMatch } from '../../../core/sign-in/ssh-key.ts';
import {
  verifiedByCode,
  verifiedByKey,
  verifiedByPasskey,
  verifiedByPassword,
  verifiedByTrustedDevice,
} from '../../../core/sign-in/verified.ts';
import { noon, userOf } from '../../support/users.ts';

describe('a proof that answers a challenge', () => {
  const verified = (
    provedMethods: readonly Method[],
    method: CodeProof['method'],
    userVerified?: boolean,
  ) => {
    const challenge = { id: 'ada.1', userID: 'ada', credentialVersion: 1, purpose: 'step-up', provedMethods };
    const proof = { method, uses: [], record: {}, userVerified } as unknown as CodeProof;
    const opened = challenge as unknown as Challenge;
    return verifiedByCode(opened, proof, useUpChallenge(opened, noon));
  };

  it.each<[string, readonly Method[], CodeProof['method'], boolean | undefined, boolean]>([
    ['a touch after a password', ['password'], 'passkey', false, true],
    ['a touch after an SSH key', ['key', 'email'], 'passkey', false, true],
    ['a touch in a session by a passkey alone', ['passkey'], 'passkey', false, false],
    ['a touch that says nothing of its user there', ['passkey'], 'passkey', undefined, false],
    ['a touch after nothing', [], 'passkey', false, false],
    ['a passkey that verified its user, in such a session', ['passkey'], 'passkey', true, true],
    ['a code in such a session', ['passkey'], 'authenticator', undefined, true],
  ])('%s', (_, before, method, userVerified, isEnough) => {
    expect(verified(before, method, userVerified) !== undefined).toBe(isEnough);
  });
});

describe('a trusted device', () => {
  const user = userOf(['email']);
  const device = {
    userID: user.userID,
    trust: { after: 'email', at: noon, credentialVersion: user.credentialVersion },
  } as unknown as Device;
  const match = {
    userID: user.userID,
    credentialVersion: user.credentialVersion,
  } as unknown as PasswordMatch;

  const browser = { kind: 'dashboard', organizations: [], days: 30 } as const;

  it.each<[SessionKind, boolean]>([
    ['dashboard', true],
    ['cli', false],
  ])('replaces the factor in a session of the kind %s: %s', (kind, isEnough) => {
    const rule = { kind, organizations: [], days: 30 };
    expect(verifiedByTrustedDevice(user, match, device, rule, noon) !== undefined).toBe(isEnough);
  });

  it('says that it stood for the factor, which was not proved now', () => {
    expect(verifiedByTrustedDevice(user, match, device, browser, noon)).toEqual({
      userID: 'ada',
      credentialVersion: 1,
      methods: ['password', 'trusted-device'],
      trustedAfter: 'email',
      proved: ['password'],
      uses: [],
    });
  });

  it.each<[string, Partial<PasswordMatch>, Partial<Device> | undefined, number]>([
    ['the password of another account', { userID: 'eve' }, {}, noon],
    ['a password that was changed since', { credentialVersion: 0 }, {}, noon],
    ['a device of another account', {}, { userID: 'eve' }, noon],
    ['a device that is not trusted', {}, { trust: undefined as never }, noon],
    ['trust that has ended', {}, {}, noon + 30 * 86_400_000],
  ])('is not enough with %s', (_, ofMatch, ofDevice, now) => {
    const presented = { ...device, ...ofDevice };
    expect(verifiedByTrustedDevice(user, { ...match, ...ofMatch }, presented, browser, now)).toBeUndefined();
    expect(verifiedByTrustedDevice(user, match, undefined, browser, noon)).toBeUndefined();
  });
});

describe.each([
  ['a password', 'password', verifiedByPassword],
  ['an SSH key', 'key', verifiedByKey],
] as const)('%s', (_, method, verifiedBy) => {
  const match = { userID: 'ada', credentialVersion: 1 } as PasswordMatch & KeyMatch;

  it('is enough for an account without a factor, and for its credentials of now', () => {
    expect(verifiedBy(userOf([]), match)).toEqual({
      userID: 'ada',
      credentialVersion: 1,
      methods: [method],
      proved: [method],
      uses: [],
    });
  });

  it('is not enough for an account with one, for another account, or for other credentials', () => {
    expect(verifiedBy(userOf(['email']), match)).toBeUndefined();
    expect(verifiedBy(userOf([]), { ...match, userID: 'eve' })).toBeUndefined();
    expect(verifiedBy(userOf([]), { ...match, credentialVersion: 0 })).toBeUndefined();
  });
});

describe('what a proof verifies', () => {
  const use = useUpChallenge({ id: 'use' } as Challenge, noon);
  const useUp = useUpChallenge({ id: 'ada.1' } as Challenge, noon);
  const proofOf = (method: CodeProof['method'], more: Partial<CodeProof> = {}) =>
    ({ method, uses: [use], record: {}, ...more }) as CodeProof;
  const challengeOf = (purpose: Challenge['purpose'], ...provedMethods: readonly Method[]) =>
    ({ id: 'ada.1', userID: 'ada', credentialVersion: 3, purpose, provedMethods }) as unknown as Challenge;

  it('at a sign-in are all methods, and at a step-up the last one', () => {
    const before = ['password', 'email'] as const;
    expect(verifiedByCode(challengeOf('sign-in', ...before), proofOf('authenticator'), useUp)).toMatchObject({
      userID: 'ada',
      credentialVersion: 3,
      methods: ['password', 'email', 'authenticator'],
      proved: ['password', 'email', 'authenticator'],
    });
    expect(verifiedByCode(challengeOf('step-up', ...before), proofOf('email'), useUp)).toMatchObject({
      methods: ['password', 'email'],
      proved: ['email'],
    });
  });

  it('takes the place of a trusted device', () => {
    const renewed = verifiedByCode(
      challengeOf('step-up', 'password', 'trusted-device'),
      proofOf('email'),
      useUp,
    );
    expect(renewed?.methods).toEqual(['password', 'email']);
  });

  it('uses up the challenge, and what the proof says', () => {
    const verified = verifiedByCode(challengeOf('sign-in', 'password'), proofOf('email'), useUp);
    expect(verified?.uses).toEqual([useUp, use]);
    expect(verified).not.toHaveProperty('amr');
    const synced = proofOf('passkey', { userVerified: true, amr: ['swk'] });
    expect(verifiedByCode(challengeOf('sign-in', 'password'), synced, useUp)?.amr).toEqual(['swk']);
  });

  it('by a passkey alone is the account, if the passkey verified its user', () => {
    const user = userOf(['passkey'], { credentialVersion: 3 });
    expect(verifiedByPasskey(user, proofOf('passkey', { userVerified: true }), useUp)).toEqual({
      userID: 'ada',
      credentialVersion: 3,
      methods: ['passkey'],
      proved: ['passkey'],
      uses: [useUp, use],
    });
    const synced = proofOf('passkey', { userVerified: true, amr: ['swk'] });
    expect(verifiedByPasskey(user, synced, useUp)?.amr).toEqual(['swk']);
    expect(verifiedByPasskey(user, proofOf('passkey', { userVerified: false }), useUp)).toBeUndefined();
    expect(verifiedByPasskey(user, proofOf('passkey'), useUp)).toBeUndefined();
    expect(verifiedByPasskey(user, proofOf('email', { userVerified: true }), useUp)).toBeUndefined();
  });
});
