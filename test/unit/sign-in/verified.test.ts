import { describe, expect, it } from 'vitest';
import type { Device } from '../../../core/accounts/device.ts';
import type { PasswordMatch } from '../../../core/accounts/password.ts';
import type { CodeProof, Method } from '../../../core/factors/factor.ts';
import type { Challenge } from '../../../core/sign-in/challenge.ts';
import { useUpChallenge } from '../../../core/sign-in/challenge.ts';
import type { SessionKind } from '../../../core/sign-in/session-kind.ts';
import { verifiedByCode, verifiedByTrustedDevice } from '../../../core/sign-in/verified.ts';
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

  it.each<[SessionKind, boolean]>([
    ['dashboard', true],
    ['cli', false],
  ])('replaces the factor in a session of the kind %s: %s', (kind, isEnough) => {
    const rule = { kind, organizations: [], days: 30 };
    expect(verifiedByTrustedDevice(user, match, device, rule, noon) !== undefined).toBe(isEnough);
  });
});
