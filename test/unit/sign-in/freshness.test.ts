import { describe, expect, it } from 'vitest';
import type { User } from '../../../core/accounts/user.ts';
import type { FactorType, Method } from '../../../core/factors/factor.ts';
import { freshSeconds, methodsToProve, stepUpMethods } from '../../../core/sign-in/freshness.ts';
import { noon, userOf } from '../../support/users.ts';

const ago = (seconds: number) => noon - seconds * 1000;

/** A session that proved these methods, so many seconds ago. */
function proving(seconds: { readonly [method in Method]?: number }) {
  const proved = Object.entries(seconds).map(([method, before]) => [method, ago(before)] as const);
  return {
    userID: 'ada',
    id: 'session',
    methods: proved.map(([method]) => method as Method),
    authenticatedAt: Math.max(...proved.map(([, at]) => at)),
    provedAt: Object.fromEntries(proved),
  };
}

const requiring = (accept: readonly FactorType[], deadline?: number) => ({
  organizationID: accept.join(),
  name: 'Acme',
  mfaRequired: true,
  mfaAccept: accept,
  mfaDeadline: deadline,
  owners: [],
});

const authenticatorOnly = [requiring(['authenticator'])];
const both = userOf(['email', 'authenticator']);

describe('the methods to prove again', () => {
  it.each<[string, User, Parameters<typeof proving>[0], ReturnType<typeof requiring>[], readonly Method[]]>([
    ['the password, without a factor, lately', userOf([]), { password: 0 }, [], []],
    ['an SSH key, without a factor, lately', userOf([]), { key: freshSeconds }, [], []],
    [
      'the password, without a factor, long ago',
      userOf([]),
      { password: freshSeconds + 1 },
      [],
      ['password'],
    ],
    ['the password, with a factor', userOf(['email']), { password: 0 }, [], ['email']],
    ['a code, lately', userOf(['email']), { password: 0, email: freshSeconds }, [], []],
    ['a code, long ago', userOf(['email']), { password: 0, email: freshSeconds + 1 }, [], ['email']],
    ['a recovery code', userOf(['email']), { 'recovery-code': 0 }, [], []],
    ['any of two factors', both, { password: 0, email: 0 }, [], []],
    ['what is not accepted', both, { password: 0, email: 0 }, authenticatorOnly, ['authenticator']],
    [
      'what is not accepted after a deadline ahead',
      both,
      { email: 0 },
      [requiring(['authenticator'], noon + 1)],
      ['authenticator'],
    ],
    [
      'what is accepted long ago, and what is not lately',
      both,
      { authenticator: freshSeconds + 1, email: 0 },
      authenticatorOnly,
      ['authenticator'],
    ],
    ['what is accepted', both, { authenticator: 0 }, authenticatorOnly, []],
    ['a recovery code in place of what is accepted', both, { 'recovery-code': 0 }, authenticatorOnly, []],
    [
      'a requirement that the account cannot meet yet',
      userOf(['email']),
      { email: 0 },
      authenticatorOnly,
      [],
    ],
    [
      'one of two that accept different factors',
      both,
      { authenticator: 0 },
      [...authenticatorOnly, requiring(['email'])],
      ['email'],
    ],
  ])('after %s', (_, user, proved, organizations, methods) => {
    expect(methodsToProve({ session: proving(proved), user, organizations }, noon)).toEqual(methods);
  });

  it('are all in a session that does not say when it proved what', () => {
    const { provedAt: _, ...session } = proving({ password: 0, email: 0 });
    expect(methodsToProve({ session, user: userOf(['email']), organizations: [] }, noon)).toEqual(['email']);
  });
});

describe('a step-up', () => {
  const caller = (proved: Parameters<typeof proving>[0]) => ({
    session: proving(proved),
    user: both,
    organizations: authenticatorOnly,
  });

  it('takes what is to be proved again', () => {
    expect(stepUpMethods(caller({ email: 0 }), noon)).toEqual(['authenticator']);
  });

  it('takes no other if nothing is to be proved again', () => {
    expect(stepUpMethods(caller({ authenticator: 0 }), noon)).toEqual(['authenticator']);
    expect(stepUpMethods({ ...caller({ email: 0 }), organizations: [] }, noon)).toEqual([
      'email',
      'authenticator',
    ]);
  });
});
