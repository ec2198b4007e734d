import { describe, expect, it } from 'vitest';
import type { User } from '../../../core/accounts/user.ts';
import type { CodeProof, FactorType } from '../../../core/factors/factor.ts';
import { isRefused } from '../../../core/kernel/decision.ts';
import {
  type Activation,
  activationRefusal,
  beginActivation,
  completeActivation,
  defaultFactorName,
} from '../../../core/sign-in/activation.ts';
import { type AnyBegun, newChallenge } from '../../../core/sign-in/challenge-decisions.ts';
import type { Session } from '../../../core/sign-in/session.ts';
import { noon, repeatableRandom, userOf } from '../../support/users.ts';

const minute = 60_000;
const provedAt = (methods: Session['methods'], at: number) =>
  Object.fromEntries(methods.map((method) => [method, at]));

describe('activating a factor', () => {
  const session = (methods: Session['methods'], authenticatedAt = noon, userID = 'ada') => ({
    session: {
      userID,
      id: 'session',
      methods,
      authenticatedAt,
      provedAt: provedAt(methods, authenticatedAt),
    },
    organizations: [],
  });
  const byCode = session(['password', 'email']);

  it.each<[string, User, FactorType, ReturnType<typeof session> | undefined, string | undefined]>([
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

describe('beginning an activation', () => {
  const asked = { id: 'ada.1', factorID: 'new', keyVersion: 1 };
  const begin = async (type: FactorType): Promise<AnyBegun> =>
    type === 'email' ? { code: '123456' } : { keep: { sealedSecret: 'sealed' }, show: { secret: 'S' } };
  const methods = ['password', 'email'] as const;
  const session = {
    userID: 'ada',
    id: 'session',
    methods,
    authenticatedAt: noon,
    provedAt: provedAt(methods, noon),
  };
  const caller = { session, organizations: [] };

  it('keeps what the factor keeps, names it, and binds the session of the account', async () => {
    const request = { ...asked, type: 'authenticator', caller } as const;
    const decision = await beginActivation(userOf(['email', 'authenticator']), request, begin, noon);
    expect(decision).toMatchObject({
      answer: {
        challenge: {
          purpose: 'activation',
          method: 'authenticator',
          provedMethods: ['password'],
          sessionID: 'session',
          factor: { id: 'new', name: 'Authenticator 2' },
          kept: { sealedSecret: 'sealed' },
        },
        show: { secret: 'S' },
      },
    });
  });

  it('is not bound to the session of another account', async () => {
    const another = { ...session, userID: 'eve' };
    const request = { ...asked, type: 'email', caller: { ...caller, session: another } } as const;
    const decision = await beginActivation(userOf([]), request, begin, noon);
    if (isRefused(decision)) throw new Error(decision.refuse.detail);
    expect(decision.answer.challenge).not.toHaveProperty('sessionID');
  });

  it('whose code cannot be mailed is as if it had never begun', async () => {
    const decision = await beginActivation(userOf([]), { ...asked, type: 'email' }, begin, noon);
    expect(decision).toMatchObject({
      send: {
        ifUnsent: {
          refuse: { slug: 'unavailable', reason: 'code-not-sent' },
          commit: [
            { table: 'challenges', set: { usedAt: noon } },
            { table: 'users', set: { codesMailedAt: [] } },
          ],
        },
      },
    });
  });

  it('is refused for email if mail comes back', async () => {
    const returned = userOf([], { mailReturned: { reason: 'bounce', at: noon } });
    const request = (type: FactorType) => beginActivation(returned, { ...asked, type }, begin, noon);
    expect(await request('email')).toMatchObject({ refuse: { reason: 'mail-returned-at-activation' } });
    expect(isRefused(await request('authenticator'))).toBe(false);
  });
});

describe('completing an activation', () => {
  const proof = { method: 'authenticator', uses: [], record: { lastUsedStep: 7 } } as unknown as CodeProof;
  const opening = { id: 'ada.1', purpose: 'activation', provedMethods: [], keyVersion: 1 } as const;
  const activationOf = (user: User, sessionID?: string) => {
    const factor = { id: 'new', name: 'Phone' };
    const begun = newChallenge(user, { ...opening, factor, sessionID }, 'authenticator', undefined, noon);
    return begun.answer.challenge as Activation;
  };
  const recoveryCodeKey = { version: 3, bytes: new Uint8Array(32) };
  const complete = (user: User, preferred: boolean) => {
    const request = { preferred, random: repeatableRandom(1), recoveryCodeKey };
    const decision = completeActivation(user, activationOf(user, 'kept'), proof, request, noon);
    if (isRefused(decision)) throw new Error(decision.refuse.detail);
    return decision;
  };

  it('of the first factor brings recovery codes and an undo link, and makes it preferred', () => {
    const { answer, commit, log, notify } = complete(userOf([]), false);
    expect(answer).toMatchObject({
      factor: { id: 'new', type: 'authenticator', name: 'Phone', createdAt: noon, lastUsedStep: 7 },
      preferredFactorID: 'new',
    });
    expect(answer.recoveryCodes).toHaveLength(10);
    const change = commit.find(({ table }) => table === 'users');
    expect(change).toMatchObject({
      set: {
        factors: [{ id: 'new', type: 'authenticator' }],
        firstFactorID: 'new',
        recoveryCodeKeyVersion: 3,
        credentialVersion: 2,
        keptSessionID: 'kept',
      },
      add: { sessionGeneration: 1 },
    });
    expect(commit.filter(({ table }) => table === 'factors')).toHaveLength(11);
    expect(log).toMatchObject([{ kind: 'factor-enabled', details: { factor: { name: 'Phone' } } }]);
    expect(notify).toMatchObject([{ message: { undo: { token: expect.any(String) } } }]);
  });

  it('of a second factor brings neither, and makes it preferred only if asked', () => {
    const user = userOf(['email']);
    const { answer, commit, notify } = complete(user, false);
    expect(answer).toMatchObject({ preferredFactorID: user.preferredFactorID });
    expect(answer).not.toHaveProperty('recoveryCodes');
    expect(commit.filter(({ table }) => table === 'factors')).toHaveLength(1);
    expect(notify[0]?.message).not.toHaveProperty('undo');
    expect(complete(user, true).answer.preferredFactorID).toBe('new');
  });

  it('that loses a race is over', () => {
    expect(complete(userOf([]), true).ifLost).toMatchObject({ reason: 'challenge-over' });
  });
});
