import { describe, expect, it } from 'vitest';
import type { Method } from '../../../core/factors/factor.ts';
import {
  assuranceRefusal,
  lastProof,
  type RequiredAssurance,
  reachableAcr,
} from '../../../core/sign-in/assurance.ts';
import { noon, userOf } from '../../support/users.ts';

/** A session that proved these methods, so many seconds ago. */
function proving(seconds: { readonly [method in Method]?: number }) {
  const proved = Object.entries(seconds).map(([method, ago]) => [method, noon - ago * 1000] as const);
  return {
    methods: proved.map(([method]) => method as Method),
    authenticatedAt: Math.max(...proved.map(([, at]) => at)),
    provedAt: Object.fromEntries(proved),
  };
}
type Proofs = Parameters<typeof proving>[0];

describe('what an app requires', () => {
  it.each<[string, Proofs, RequiredAssurance, boolean]>([
    ['nothing, by any session', { password: 9000 }, {}, true],
    ['aal1, by the password', { password: 0 }, { acr: 'aal1' }, true],
    ['aal2, by the password', { password: 0 }, { acr: 'aal2' }, false],
    ['aal2, by an email code', { password: 0, email: 0 }, { acr: 'aal2' }, false],
    ['aal2, by an authenticator', { password: 0, authenticator: 0 }, { acr: 'aal2' }, true],
    ['aal2, by an SSH key and an authenticator', { key: 0, authenticator: 0 }, { acr: 'aal2' }, true],
    ['phr, by an authenticator', { password: 0, authenticator: 0 }, { acr: 'phr' }, false],
    ['an age, just in time', { password: 300 }, { maxAgeSeconds: 300 }, true],
    ['an age, too late', { password: 301 }, { maxAgeSeconds: 300 }, false],
    ['an age, by a later step-up', { password: 900, email: 10 }, { maxAgeSeconds: 300 }, true],
    [
      'both, by a later step-up',
      { password: 900, authenticator: 10 },
      { acr: 'aal2', maxAgeSeconds: 300 },
      true,
    ],
    [
      'both, by a strong proof long ago and a weak one lately',
      { password: 900, authenticator: 900, email: 10 },
      { acr: 'aal2', maxAgeSeconds: 300 },
      false,
    ],
    [
      'a class, by a strong proof long ago and a weak one lately',
      { password: 900, authenticator: 900, email: 10 },
      { acr: 'aal2' },
      true,
    ],
  ])('of %s', (_what, proofs, required, isMet) => {
    const refused = assuranceRefusal(proving(proofs), required, noon);
    expect(refused?.reason).toBe(isMet ? undefined : 'stronger-sign-in-needed');
  });

  it('is in the refusal', () => {
    const required = { acr: 'aal2', maxAgeSeconds: 300 } as const;
    expect(assuranceRefusal(proving({ password: 0 }), required, noon)).toMatchObject({
      slug: 'insufficient-user-authentication',
      ...required,
      detail: 'This requires a sign-in or step-up of the class aal2, at most 5 minutes ago.',
    });
    expect(assuranceRefusal(proving({ password: 1 }), { maxAgeSeconds: 0 }, noon)).not.toHaveProperty('acr');
  });
});

describe('the last proof of a session', () => {
  it.each<[string, Proofs, readonly Method[]]>([
    ['a sign-in is all of it', { password: 5, authenticator: 5 }, ['password', 'authenticator']],
    ['a step-up is its factor, with the password', { password: 900, email: 10 }, ['password', 'email']],
    [
      'a step-up leaves out a factor that was proved before',
      { password: 900, authenticator: 900, email: 10 },
      ['password', 'email'],
    ],
  ])('after %s', (_what, proofs, expected) => {
    expect(lastProof(proving(proofs))).toEqual(expected);
  });

  it('is everything in a session from before the times of proofs were stored', () => {
    const { methods, authenticatedAt } = proving({ password: 5, authenticator: 5 });
    expect(lastProof({ methods, authenticatedAt })).toEqual(['password', 'authenticator']);
  });
});

it.each([
  [[], 'aal1'],
  [['email'], 'aal1'],
  [['email', 'authenticator'], 'aal2'],
] as const)('an account with %j can reach %s', (types, acr) => {
  expect(reachableAcr(userOf(types))).toBe(acr);
});
