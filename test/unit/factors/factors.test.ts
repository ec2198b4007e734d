import { describe, expect, it } from 'vitest';
import { factorTypes, type Method } from '../../../core/factors/factor.ts';
import { amrOf, factors } from '../../../core/factors/registry.ts';

/** The values that RFC 8176 registers. */
const registered =
  'face fpt geo hwk iris kba mca mfa otp pin pwd rba retina sc sms swk tel user vbm wia'.split(' ');

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
      ['key', 'email'],
      ['swk', 'otp'],
    ],
  ])('by %j are %j', (methods, amr) => {
    expect(amrOf(methods)).toEqual(amr);
  });

  it('never call a code by email multi-factor authentication', () => {
    expect(amrOf(['password', 'email'])).not.toContain('mfa');
    expect(factors.email.facts.isMultiFactor).toBe(false);
  });

  it('are all registered', () => {
    const methods: Method[] = ['password', 'email', 'authenticator', 'recovery-code'];
    for (const reference of amrOf(methods)) expect(registered).toContain(reference);
  });
});

describe('the registry of factors', () => {
  it('knows each under its own name', () => {
    for (const [name, { method }] of Object.entries(factors)) expect(method).toBe(name);
    expect(Object.keys(factors).sort()).toEqual([...factorTypes, 'recovery-code'].sort());
  });

  it('allows one mailbox and three authenticators', () => {
    expect(factors.email.facts.maximumPerAccount).toBe(1);
    expect(factors.authenticator.facts.maximumPerAccount).toBe(3);
  });
});
