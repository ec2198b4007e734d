import { describe, expect, it } from 'vitest';
import {
  codeMethods,
  factorTypes,
  isCodeMethod,
  isPrimary,
  isTyped,
  type Method,
  methods,
  replacesFactors,
  standsInForFactors,
} from '../../../core/factors/factor.ts';
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
    [
      ['password', 'browser-code'],
      ['pwd', 'otp', 'mfa'],
    ],
    [['password', 'trusted-device'], ['pwd']],
  ])('by %j are %j', (methods, amr) => {
    expect(amrOf(methods)).toEqual(amr);
  });

  it('never call a code by email multi-factor authentication', () => {
    expect(amrOf(['password', 'email'])).not.toContain('mfa');
    expect(factorFacts.email.acr).toBe('aal1');
  });

  it('say once what a proof says besides', () => {
    expect(amrOf(['passkey'], ['swk', 'user'])).toEqual(['pop', 'user', 'swk', 'mfa']);
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
    [['password', 'browser-code'], 'aal2'],
    [['password', 'trusted-device'], 'aal1'],
    [[], 'aal1'],
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

  it('allows so many of each: only one mailbox, and ten passkeys and recovery codes', () => {
    const maxima = codeMethods.map((method) => factorFacts[method].maximumPerAccount);
    expect(maxima).toEqual([1, 3, 10, 10, 1]);
  });

  it('mails codes for one method alone', () => {
    expect(codeMethods.filter((method) => factorFacts[method].mailsCodes)).toEqual(['email']);
  });

  it('names every method for people, and the factors that nobody named', () => {
    const titles = codeMethods.map((method) => factorFacts[method].title);
    expect(titles).toEqual([
      'code by email',
      'authenticator app',
      'passkey',
      'recovery code',
      'code from the browser',
    ]);
    expect(factorTypes.map((type) => factorFacts[type].defaultName)).toEqual([
      'Email',
      'Authenticator',
      'Passkey',
    ]);
  });
});

describe('of all methods', () => {
  const those = (is: (method: Method) => boolean) => methods.filter(is);

  it('two begin a sign-in, and five prove a second factor', () => {
    expect(those(isPrimary)).toEqual(['password', 'key']);
    expect(those(isCodeMethod)).toEqual([...codeMethods]);
    expect(methods.at(-1)).toBe('trusted-device');
  });

  it('one replaces a factor that is lost, and two are accepted in place of factors', () => {
    expect(those(replacesFactors)).toEqual(['recovery-code']);
    expect(those(standsInForFactors)).toEqual(['recovery-code', 'browser-code']);
  });
});
