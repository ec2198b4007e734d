import { describe, expect, it } from 'vitest';
import type { User } from '../../../core/accounts/user.ts';
import type { FactorType } from '../../../core/factors/factor.ts';
import { activationRefusal, defaultFactorName, disableFactor } from '../../../core/sign-in/activation.ts';
import { type Requirement, type SessionScope, sessionScope } from '../../../core/sign-in/requirement.ts';
import type { Session } from '../../../core/sign-in/session.ts';
import { noon, userOf } from '../../support/users.ts';

const minute = 60_000;

describe('activating a factor', () => {
  const session = (methods: Session['methods'], authenticatedAt = noon, userID = 'ada') =>
    ({ userID, methods, authenticatedAt }) as Session;
  const byCode = session(['password', 'email']);

  it.each<[string, User, FactorType, Session | undefined, string | undefined]>([
    ['the first, with the password alone', userOf([]), 'email', undefined, undefined],
    ['a second, with the password alone', userOf(['email']), 'authenticator', undefined, 'step-up-required'],
    [
      'a second, in a session by password',
      userOf(['email']),
      'authenticator',
      session(['password']),
      'step-up-required',
    ],
    [
      'a second, in a session of another account',
      userOf(['email']),
      'authenticator',
      session(['password', 'email'], noon, 'eve'),
      'step-up-required',
    ],
    [
      'a second, 10 minutes after its code',
      userOf(['email']),
      'authenticator',
      session(['password', 'email'], noon - 10 * minute),
      undefined,
    ],
    [
      'a second, later',
      userOf(['email']),
      'authenticator',
      session(['password', 'email'], noon - 10 * minute - 1),
      'step-up-required',
    ],
    ['email twice', userOf(['email']), 'email', byCode, 'conflict'],
    ['a third authenticator', userOf(['authenticator', 'authenticator']), 'authenticator', byCode, undefined],
    [
      'a fourth authenticator',
      userOf(['authenticator', 'authenticator', 'authenticator']),
      'authenticator',
      byCode,
      'conflict',
    ],
  ])('%s', (_, user, type, by, slug) => {
    expect(activationRefusal(user, type, by, noon)?.slug).toBe(slug);
  });

  it('gives a name to one that has none', () => {
    expect(defaultFactorName(userOf([]), 'email')).toBe('Email');
    expect(defaultFactorName(userOf(['email']), 'authenticator')).toBe('Authenticator');
    expect(defaultFactorName(userOf(['authenticator']), 'authenticator')).toBe('Authenticator 2');
  });
});

describe('disabling a factor', () => {
  const user = userOf(['email', 'authenticator', 'authenticator']);
  const [mail, phone, tablet] = user.factors;
  const rows = [
    { id: mail?.id ?? '', createdAt: noon, lastUsedAt: noon + 5 },
    { id: phone?.id ?? '', createdAt: noon, lastUsedAt: noon + 1 },
    { id: tablet?.id ?? '', createdAt: noon + 2 },
    { id: 'recovery-code#ABCD' },
  ];
  const setOf = (factorID: string, account: User = user, stored = rows) => {
    const [changed, ...removed] = disableFactor(account, stored, factorID);
    if (changed?.kind !== 'update') throw new Error('the user row is changed first');
    return { set: changed.set, removed: removed.map(({ key }) => key['id']) };
  };

  it('that is preferred makes the most recently used other one preferred', () => {
    expect(setOf(mail?.id ?? '')).toEqual({
      set: { factors: [phone, tablet], preferredFactorID: tablet?.id, credentialVersion: 2 },
      removed: [mail?.id],
    });
  });

  it('that is not preferred leaves the preference', () => {
    expect(setOf(phone?.id ?? '').set).toMatchObject({
      factors: [mail, tablet],
      preferredFactorID: mail?.id,
    });
  });

  it('that is the last takes the preference and the recovery codes with it', () => {
    const last = userOf(['email']);
    const stored = [
      { id: 'email-0', createdAt: noon },
      { id: 'recovery-code#ABCD' },
      { id: 'recovery-code#WXYZ' },
    ];
    const { set, removed } = setOf('email-0', last, stored as typeof rows);
    expect(set).toMatchObject({ factors: [], preferredFactorID: undefined });
    expect(removed).toEqual(['email-0', 'recovery-code#ABCD', 'recovery-code#WXYZ']);
  });
});

describe("an organization's requirement", () => {
  const organization = { id: 'acme', name: 'Acme' };
  const requirement: Requirement = { organization, accepted: ['authenticator'] };
  const both = userOf(['email', 'authenticator']);

  it.each<[string, User, Session['methods'], readonly Requirement[], SessionScope]>([
    ['none', userOf([]), ['password'], [], { scope: 'full' }],
    ['met', both, ['password', 'authenticator'], [requirement], { scope: 'full' }],
    [
      'not met by another enabled factor',
      both,
      ['password', 'email'],
      [requirement],
      { scope: 'enrolment', unmet: [requirement] },
    ],
    ['not met by the password', both, ['password'], [requirement], { refusedBy: [requirement] }],
    [
      'not met by a factor that is no longer enabled',
      userOf([]),
      ['password', 'email'],
      [requirement],
      { refusedBy: [requirement] },
    ],
    [
      'met by a recovery code in place of an accepted factor',
      both,
      ['password', 'recovery-code'],
      [requirement],
      { scope: 'full' },
    ],
    [
      'not met by a recovery code where no accepted factor is enabled',
      userOf(['email']),
      ['password', 'recovery-code'],
      [requirement],
      { scope: 'enrolment', unmet: [requirement] },
    ],
  ])('that is %s', (_, user, methods, requirements, scope) => {
    expect(sessionScope(user, methods, requirements)).toEqual(scope);
  });
});
