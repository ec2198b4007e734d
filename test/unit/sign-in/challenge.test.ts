import { describe, expect, it } from 'vitest';
import type { User } from '../../../core/accounts/user.ts';
import type { FactorType } from '../../../core/factors/factor.ts';
import {
  type Challenge,
  challengeRefusal,
  firstMethod,
  newChallengeID,
  openChallenge,
  ownerOf,
  resendCode,
  switchMethod,
  triesPerChallenge,
} from '../../../core/sign-in/challenge.ts';
import { lambdaHost } from '../../../functions/host.ts';
import { noon, userOf } from '../../support/users.ts';

const minute = 60_000;

const locked = (...types: readonly FactorType[]) =>
  Object.fromEntries(types.map((type) => [`${type}Failures`, 100])) as Partial<User>;
const spent = { codesMailedAt: Array.from({ length: 10 }, (_, index) => noon - index * minute) };
describe('the method that a sign-in begins with', () => {
  it.each<[string, User, FactorType | undefined, boolean]>([
    ['the preferred one', userOf(['email', 'authenticator']), 'email', true],
    ['the preferred app', userOf(['authenticator', 'email']), 'authenticator', false],
    [
      'the app where email is locked',
      userOf(['email', 'authenticator'], locked('email')),
      'authenticator',
      false,
    ],
    [
      'email where the app is locked',
      userOf(['authenticator', 'email'], locked('authenticator')),
      'email',
      true,
    ],
    [
      'the app where the codes of the hour are spent',
      userOf(['email', 'authenticator'], spent),
      'authenticator',
      false,
    ],
    ['none where they are spent and there is no app', userOf(['email'], spent), undefined, false],
    [
      'none where they are spent and the app is locked',
      userOf(['email', 'authenticator'], { ...spent, ...locked('authenticator') }),
      undefined,
      false,
    ],
    [
      'the preferred one where all are locked, for a recovery code',
      userOf(['email'], locked('email')),
      'email',
      false,
    ],
    [
      'email again once an hour has passed',
      userOf(['email'], { codesMailedAt: spent.codesMailedAt.map((at) => at - 51 * minute) }),
      'email',
      true,
    ],
  ])('is %s', (_, user, method, mailsCode) => {
    const first = firstMethod(user, noon);
    expect(first).toMatchObject(
      method ? { method, mailsCode } : { slug: 'too-many-attempts', retryAfterSeconds: 3060 },
    );
  });
});

function challengeOf(user: User, more: Partial<Challenge> = {}): Challenge {
  const first = firstMethod(user, noon);
  if ('slug' in first) throw new Error(first.detail);
  const begin = {
    id: 'ada.1',
    purpose: 'sign-in',
    provedMethods: ['password'],
    now: noon,
    keyVersion: 1,
  } as const;
  return { ...openChallenge(user, { ...begin, ...first }).challenge, ...more };
}

describe('a code once more', () => {
  const user = userOf(['email', 'authenticator']);

  it.each<[string, number, Partial<Challenge>, Partial<User>, string | undefined]>([
    ['too soon', 29_999, {}, {}, 'too-many-attempts'],
    ['after 30 s', 30_000, {}, {}, undefined],
    ['after 8 minutes', 8 * minute, {}, {}, undefined],
    ['in the last 2 minutes', 8 * minute + 1, {}, {}, 'challenge-expired'],
    ['the fifth time', minute, { mails: 5 }, {}, undefined],
    ['the sixth time', minute, { mails: 6 }, {}, 'too-many-attempts'],
    ['from the authenticator', minute, { method: 'authenticator' }, {}, 'conflict'],
    ['of a locked method', minute, {}, locked('email'), 'too-many-attempts'],
    ['with the codes of the hour spent', minute, {}, spent, 'too-many-attempts'],
  ])('%s', (_, later, challenge, account, slug) => {
    const again = resendCode(challengeOf(user, challenge), { ...user, ...account }, noon + later);
    expect('slug' in again ? again.slug : undefined).toBe(slug);
    if (!('slug' in again)) expect(again).toMatchObject({ mailsCode: true });
  });

  it('does not move the end of the challenge, nor give back tries', () => {
    const before = challengeOf(user, { attempts: 4 });
    const again = resendCode(before, user, noon + minute);
    if ('slug' in again) throw new Error(again.detail);
    expect(again.challenge).toEqual({ ...before, mails: 2, mailedAt: noon + minute });
  });
});

describe('another method for a challenge', () => {
  const user = userOf(['authenticator', 'email']);

  it.each<[string, FactorType, Partial<Challenge>, Partial<User>, boolean]>([
    ['email for the first time mails its code', 'email', {}, {}, true],
    ['email whose code is out mails none', 'email', { mails: 1 }, {}, false],
    ['locked email mails none', 'email', {}, locked('email'), false],
    ['the authenticator mails none', 'authenticator', { method: 'email', mails: 1 }, {}, false],
  ])('%s', (_, type, challenge, account, mailsCode) => {
    const switched = switchMethod(challengeOf(user, challenge), { ...user, ...account }, type, noon);
    expect(switched).toMatchObject({ mailsCode, challenge: { method: type, attempts: 0 } });
  });

  it('is none that is not enabled', () => {
    expect(
      switchMethod(challengeOf(userOf(['email'])), userOf(['email']), 'authenticator', noon),
    ).toMatchObject({
      slug: 'validation',
      errors: [{ pointer: '/type' }],
    });
  });

  it('is not email where the codes of the hour are spent', () => {
    const switched = switchMethod(challengeOf(user), { ...user, ...spent }, 'email', noon);
    expect(switched).toMatchObject({ slug: 'too-many-attempts' });
  });
});

describe('a challenge', () => {
  const user = userOf(['email']);
  const expected = { purpose: 'sign-in' } as const;

  it.each<[string, Partial<Challenge>, number, string | undefined]>([
    ['that is open', {}, 0, undefined],
    ['in its last millisecond', {}, 10 * minute - 1, undefined],
    ['at its end', {}, 10 * minute, 'challenge-expired'],
    ['that was used', { usedAt: noon }, 0, 'challenge-expired'],
    ['with one try left', { attempts: triesPerChallenge - 1 }, 0, undefined],
    ['with no try left', { attempts: triesPerChallenge }, 0, 'challenge-expired'],
    ['of older credentials', { credentialVersion: 0 }, 0, 'challenge-expired'],
    ['of newer credentials', { credentialVersion: 2 }, 0, 'challenge-expired'],
    ['for another purpose', { purpose: 'step-up' }, 0, 'not-found'],
    ['of a session', { sessionID: 'one' }, 0, 'not-found'],
  ])('%s', (_, more, later, slug) => {
    expect(challengeRefusal(challengeOf(user, more), user, expected, noon + later)?.slug).toBe(slug);
  });

  it('of a session is for that session alone', () => {
    const stepUp = challengeOf(user, { purpose: 'step-up', sessionID: 'one' });
    const by = (sessionID?: string) =>
      challengeRefusal(stepUp, user, { purpose: 'step-up', sessionID }, noon)?.slug;
    expect([by('one'), by('two'), by(undefined)]).toEqual([undefined, 'not-found', 'not-found']);
  });

  it('that is absent, and one without an account, are the same', () => {
    expect(challengeRefusal(undefined, user, expected, noon)).toEqual(
      challengeRefusal(challengeOf(user), undefined, expected, noon),
    );
  });

  it('names its owner in its id', () => {
    const id = newChallengeID('abcdefghijklmnopqrstuvwxyz', lambdaHost.random);
    expect(ownerOf(id)).toBe('abcdefghijklmnopqrstuvwxyz');
  });

  it.each([[''], ['.'], ['ada'], ['ada.'], ['.1'], [`ada.${'1'.repeat(64)}`]])('is not named by %j', (id) => {
    expect(ownerOf(id)).toBeUndefined();
  });
});
