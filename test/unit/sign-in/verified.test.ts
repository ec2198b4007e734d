import { describe, expect, it } from 'vitest';
import type { CodeProof, Method } from '../../../core/factors/factor.ts';
import type { Challenge } from '../../../core/sign-in/challenge.ts';
import { useUpChallenge } from '../../../core/sign-in/challenge.ts';
import { verifiedByCode } from '../../../core/sign-in/verified.ts';
import { noon } from '../../support/users.ts';

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
