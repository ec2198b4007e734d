import { describe, expect, it } from 'vitest';
import { codeMethods, factorTypes, isTyped, type Method, methods } from '../../../core/factors/factor.ts';
import { acrOf, amrOf, factorFacts, methodChecks } from '../../../core/factors/registry.ts';

/** The values that RFC 8176 registers, and `pop`, which was registered later. */
const registered =
  'face fpt geo hwk iris kba mca mfa otp pin pwd rba retina sc sms swk tel user vbm wia pop'.split(' ');

describe('the authentication method references of a session', () => {
  it.each<[Method[], string[]]>([
    [['password'], ['pwd']],
    [
      ['password', 'authenticator'],
      ['pwd', 'otp', 'mfa'],
    ],
    [
      ['password', 'email'],
      ['pwd', 'otp'],
    ],
    [
      ['password', 'recovery-code'],
      ['pwd', 'mfa'],
    ],
    [
      ['password', 'email', 'authenticator'],
      ['pwd', 'otp', 'mfa'],
    ],
    [
      ['password', 'email', 'recovery-code'],
      ['pwd', 'otp', 'mfa'],
    ],
    [
      ['key', 'authenticator'],
      ['swk', 'otp', 'mfa'],
    ],
    [
      ['password', 'passkey'],
      ['pwd', 'pop', 'user', 'mfa'],
    ],
    [['passkey'], ['pop', 'user', 'mfa']],
    [
      ['key', 'email'],
      ['swk', 'otp'],
    ],
  ])('by %j are %j', (methods, amr) => {
    expect(amrOf(methods)).toEqual(amr);
  });

  it('never call a code by email multi-factor authentication', () => {
    expect(amrOf(['password', 'email'])).not.toContain('mfa');
    expect(factorFacts.email.acr).toBe('aal1');
  });

  it('are all registered', () => {
    for (const reference of amrOf(methods)) expect(registered).toContain(reference);
  });
});

describe('the authentication context class of a session', () => {
  it.each<[Method[], string]>([
    [['password'], 'aal1'],
    [['key'], 'aal1'],
    [['password', 'email'], 'aal1'],
    [['password', 'authenticator'], 'aal2'],
    [['key', 'recovery-code'], 'aal2'],
    [['password', 'email', 'authenticator'], 'aal2'],
    [['authenticator'], 'aal1'],
    [['password', 'passkey'], 'phr'],
    [['passkey'], 'phr'],
    [['password', 'email', 'passkey'], 'phr'],
  ])('by %j is %s', (proved, acr) => {
    expect(acrOf(proved)).toBe(acr);
  });
});

describe('the registry of factors', () => {
  it('has facts and a check for every method, in the order in which they are shown', () => {
    expect(Object.keys(factorFacts)).toEqual([...codeMethods]);
    // A passkey is not typed. Its checks are in files of their own.
    expect(Object.keys(methodChecks)).toEqual(codeMethods.filter(isTyped));
    expect(codeMethods).toEqual([...factorTypes, 'recovery-code', 'browser-code']);
  });

  it('allows one mailbox and three authenticators', () => {
    expect(factorFacts.email.maximumPerAccount).toBe(1);
    expect(factorFacts.authenticator.maximumPerAccount).toBe(3);
  });
});
