import { describe, expect, it } from 'vitest';
import type { User } from '../../../core/accounts/user.ts';
import type { FactorType } from '../../../core/factors/factor.ts';
import { update } from '../../../core/kernel/change.ts';
import { type Decision, isRefused } from '../../../core/kernel/decision.ts';
import type { CodeNotice } from '../../../core/mail/notice.ts';
import {
  type Challenge,
  challengeRefusal,
  newChallengeID,
  ownerOf,
  rowsAfterLoss,
  triesPerChallenge,
} from '../../../core/sign-in/challenge.ts';
import {
  type AnyBegun,
  firstMethod,
  newChallenge,
  openChallenge,
  resendCode,
  type ShownChallenge,
  switchMethod,
} from '../../../core/sign-in/challenge-decisions.ts';
import { lambdaHost } from '../../../functions/host.ts';
import { noon, userOf } from '../../support/users.ts';

const minute = 60_000;

const locked = (...types: readonly FactorType[]) =>
  Object.fromEntries(types.map((type) => [`${type}Failures`, 100])) as Partial<User>;
const spent = { codesMailedAt: Array.from({ length: 10 }, (_, index) => noon - index * minute) };

/** How each factor begins here. */
const begin = async (type: FactorType): Promise<AnyBegun> => (type === 'email' ? { code: '123456' } : {});

function accepted(decision: Decision<ShownChallenge, CodeNotice>) {
  if (isRefused(decision)) throw new Error(decision.refuse.detail);
  return decision;
}

const refusalOf = (decision: Decision<ShownChallenge, CodeNotice>) =>
  isRefused(decision) ? decision.refuse : undefined;

describe('the method that a sign-in begins with', () => {
  it.each<[string, User, FactorType, boolean]>([
    ['the preferred one', userOf(['email', 'authenticator']), 'email', true],
    ['the preferred app', userOf(['authenticator', 'email']), 'authenticator', true],
    [
      'the app where email is locked',
      userOf(['email', 'authenticator'], locked('email')),
      'authenticator',
      true,
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
      true,
    ],
    [
      'email where they are spent and there is no app, for a recovery code',
      userOf(['email'], spent),
      'email',
      false,
    ],
    [
      'email where they are spent and the app is locked, for a recovery code',
      userOf(['email', 'authenticator'], { ...spent, ...locked('authenticator') }),
      'email',
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
  ])('is %s', (_, user, method, begins) => {
    expect(firstMethod(user, noon)).toMatchObject({ method, begins });
  });

  it('says that the codes of the hour are spent, if one would have been mailed', () => {
    const reason = { reason: 'codes-of-the-hour-spent', retryAfterSeconds: 3060 };
    expect(firstMethod(userOf(['email'], spent), noon).codesSpent).toMatchObject(reason);
    expect(firstMethod(userOf(['email', 'authenticator'], spent), noon).codesSpent).toMatchObject(reason);
    for (const user of [userOf(['authenticator', 'email'], spent), userOf(['email'])])
      expect(firstMethod(user, noon).codesSpent).toBeUndefined();
  });
});

const opening = {
  id: 'ada.1',
  purpose: 'sign-in',
  provedMethods: ['password'],
  keyVersion: 1,
} as const;

function challengeOf(user: User, more: Partial<Challenge> = {}): Challenge {
  const first = firstMethod(user, noon);
  const begun = first.begins && first.method === 'email' ? { code: '123456' } : undefined;
  return { ...newChallenge(user, opening, first.method, begun, noon).answer.challenge, ...more };
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
  ])('%s', async (_, later, challenge, account, slug) => {
    const owner = { ...user, ...account };
    const again = await resendCode(challengeOf(user, challenge), owner, begin, noon + later);
    expect(refusalOf(again)?.slug).toBe(slug);
    if (!slug) expect(again).toMatchObject({ send: { notice: { message: { code: '123456' } } } });
  });

  it('does not move the end of the challenge, nor give back tries', async () => {
    const before = challengeOf(user, { attempts: 4 });
    const again = accepted(await resendCode(before, user, begin, noon + minute));
    expect(again.answer.challenge).toEqual({ ...before, mails: 2, mailedAt: noon + minute });
  });

  it('that cannot be mailed is refused, and counts nothing', async () => {
    const before = challengeOf(user);
    const again = accepted(await resendCode(before, user, begin, noon + minute));
    expect(again.send?.ifUnsent).toMatchObject({
      refuse: { slug: 'unavailable', reason: 'code-not-sent' },
      commit: [
        { table: 'challenges', set: { mails: 1, mailedAt: noon }, when: [{ value: 2 }] },
        { table: 'users', set: { codesMailedAt: [], codesMailed: 2 } },
      ],
    });
  });
});

describe('another method for a challenge', () => {
  const user = userOf(['authenticator', 'email']);

  it.each<[string, FactorType, Partial<Challenge>, Partial<User>, boolean]>([
    ['email for the first time mails its code', 'email', {}, {}, true],
    ['email whose code is out mails none', 'email', { mails: 1 }, {}, false],
    ['locked email mails none', 'email', {}, locked('email'), false],
    ['the authenticator mails none', 'authenticator', { method: 'email', mails: 1 }, {}, false],
  ])('%s', async (_, type, challenge, account, mailsCode) => {
    const owner = { ...user, ...account };
    const switched = accepted(await switchMethod(challengeOf(user, challenge), owner, type, begin, noon));
    expect(switched.answer).toMatchObject({ challenge: { method: type, attempts: 0 }, isUnsent: false });
    expect(switched.send !== undefined).toBe(mailsCode);
    expect(switched.commit).toHaveLength(mailsCode ? 2 : 1);
  });

  it('whose code cannot be mailed is answered all the same: its code can be sent again at once', async () => {
    const before = challengeOf(user);
    const switched = accepted(await switchMethod(before, user, 'email', begin, noon));
    expect(switched.send?.ifUnsent).toMatchObject({
      answer: { isUnsent: true, challenge: { method: 'email', mails: 0 } },
      commit: [{ set: { mails: 0, mailedAt: undefined } }, { set: { codesMailedAt: [] } }],
    });
  });

  it('keeps and shows what its beginning says, in place of what the method before kept', async () => {
    const begun = { keep: { sealedSecret: 'new' }, show: { secret: 'shown' } };
    const before = challengeOf(user, { kept: { sealedSecret: 'old' } });
    const { answer, commit } = accepted(
      await switchMethod(before, user, 'authenticator', async () => begun, noon),
    );
    expect(answer).toMatchObject({ challenge: { kept: begun.keep }, show: begun.show });
    expect(commit).toMatchObject([{ set: { method: 'authenticator', kept: begun.keep } }]);
    const gone = accepted(await switchMethod(before, user, 'authenticator', async () => ({}), noon));
    expect(gone.answer.challenge).not.toHaveProperty('kept');
  });

  it('is none that is not enabled', async () => {
    const mailOnly = userOf(['email']);
    const switched = await switchMethod(challengeOf(mailOnly), mailOnly, 'authenticator', begin, noon);
    expect(refusalOf(switched)).toMatchObject({ slug: 'validation', errors: [{ pointer: '/type' }] });
  });

  it('is not email where the codes of the hour are spent', async () => {
    const switched = await switchMethod(challengeOf(user), { ...user, ...spent }, 'email', begin, noon);
    expect(refusalOf(switched)).toMatchObject({ slug: 'too-many-attempts' });
  });
});

describe('opening a challenge', () => {
  it('stores it, counts its code among those of the hour, and mails it', async () => {
    const user = userOf(['email']);
    const opened = accepted(await openChallenge(user, opening, [], begin, noon));
    expect(opened).toMatchObject({
      commit: [
        { table: 'challenges', kind: 'put', row: { mails: 1, mailedAt: noon, method: 'email' } },
        { table: 'users', set: { codesMailedAt: [noon], codesMailed: 1 }, when: [{}, { value: 0 }] },
      ],
      send: { notice: { audience: 'code', message: { kind: 'sign-in', code: '123456' } } },
    });
  });

  it('whose code cannot be mailed is answered all the same, and counts nothing', async () => {
    const opened = accepted(await openChallenge(userOf(['email']), opening, [], begin, noon));
    const challenge =
      opened.send && 'answer' in opened.send.ifUnsent && opened.send.ifUnsent.answer.challenge;
    expect(opened.send?.ifUnsent).toMatchObject({
      answer: { isUnsent: true, challenge: { mails: 0 } },
      commit: [
        { table: 'challenges', set: { mails: 0 }, when: [{ attribute: 'mails', value: 1 }] },
        { table: 'users', set: { codesMailedAt: [] }, when: [{}, { attribute: 'codesMailed', value: 1 }] },
      ],
    });
    expect(challenge).not.toHaveProperty('mailedAt');
  });

  it('begins nothing where every method is locked, or codes are spent, which it says', async () => {
    const opened = accepted(
      await openChallenge(userOf(['email'], locked('email')), opening, [], begin, noon),
    );
    expect(opened).toMatchObject({ answer: { challenge: { method: 'email', mails: 0 } } });
    expect(opened.send).toBeUndefined();
    const unmailed = accepted(await openChallenge(userOf(['email'], spent), opening, [], begin, noon));
    expect(unmailed.answer).toMatchObject({
      challenge: { method: 'email', mails: 0 },
      codesSpent: { reason: 'codes-of-the-hour-spent' },
    });
    expect(unmailed.send).toBeUndefined();
  });
});

describe('a decision about a challenge that lost against another write', () => {
  const user = userOf(['email']);
  const challenge = challengeOf(user);
  const failed = (row: User | Challenge) => ({
    change: update('users', { id: row.id }, {}, []),
    old: { ...row },
  });

  it('is made again on what the rows are by then', () => {
    const counted = { ...user, codesMailed: 1 };
    expect(rowsAfterLoss({ user }, [failed(counted)])).toEqual({ user: counted });
    const resent = { ...challenge, mails: 2 };
    expect(rowsAfterLoss({ user, challenge }, [failed(resent)])).toEqual({ user, challenge: resent });
  });

  it.each<[string, Parameters<typeof rowsAfterLoss>[1]]>([
    ['the credentials are others', [failed({ ...user, credentialVersion: 2 })]],
    ['the rows are gone', [{ change: update('users', { id: user.id }, {}, []) }]],
    [
      'it lost against something else',
      [{ change: update('challenges', { id: 'guesses' }, {}, []), old: {} }],
    ],
  ])('is refused where %s', (_, lost) => {
    expect(rowsAfterLoss({ user, challenge }, lost)).toMatchObject({ reason: 'challenge-over' });
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
