import { describe, expect, it } from 'vitest';
import { type Device, noDevice, readDeviceTokens } from '../../../core/accounts/device.ts';
import type { User } from '../../../core/accounts/user.ts';
import type { CodeProof } from '../../../core/factors/factor.ts';
import type { StoredPasskey } from '../../../core/factors/passkey.ts';
import { put } from '../../../core/kernel/change.ts';
import { isRefused } from '../../../core/kernel/decision.ts';
import type { Challenge } from '../../../core/sign-in/challenge.ts';
import { newChallenge } from '../../../core/sign-in/challenge-decisions.ts';
import type { Session } from '../../../core/sign-in/session.ts';
import {
  type GrantedSession,
  grantSessionForProof,
  type SessionRequest,
  signIn,
  signInWithPasskey,
  stepUpByPassword,
} from '../../../core/sign-in/session-grant.ts';
import type { Verified } from '../../../core/sign-in/verified.ts';
import { circumstances, noon, repeatableRandom, userOf } from '../../support/users.ts';

const acme = {
  organizationID: 'acme',
  name: 'Acme',
  owners: ['olivia'],
  mfaRequired: true,
  mfaAccept: ['authenticator'],
} as const;

const requestOf = (user: User, more: Partial<SessionRequest> = {}): SessionRequest => ({
  user,
  organizations: [],
  kind: 'cli',
  circumstances,
  source: '192.0.2.1',
  device: noDevice,
  recognized: {},
  devices: [],
  random: repeatableRandom(1),
  ...more,
});

const verified = {
  userID: 'ada',
  credentialVersion: 1,
  methods: ['password'],
  proved: ['password'],
  uses: [],
} as unknown as Verified;
const replaced = { userID: 'ada', id: 'old', kind: 'dashboard', expiresAt: noon + 60_000 } as Session;

const proofOf = (method: CodeProof['method']) => ({ method, uses: [], record: {} }) as unknown as CodeProof;

function challengeOf(user: User, purpose: Challenge['purpose']): Challenge {
  const opening = { id: 'ada.1', purpose, provedMethods: ['password'], keyVersion: 1 } as const;
  return newChallenge(user, opening, user.factors[0]?.type ?? 'email', undefined, noon).answer.challenge;
}

function granted<N>(decision: ReturnType<typeof signIn> | N): GrantedSession {
  const made = decision as ReturnType<typeof signIn>;
  if (isRefused(made)) throw new Error(made.refuse.detail);
  return made.answer;
}

describe('signing in without a factor', () => {
  it('is logged, and makes the network source known', () => {
    const decision = signIn(requestOf(userOf([])), verified);
    expect(decision).toMatchObject({ log: [{ kind: 'signed-in' }], notify: [] });
    expect(decision.commit?.at(-1)?.key['id']).toMatch(/^known-source#/);
    expect(granted(decision)).toMatchObject({ session: { kind: 'cli', methods: ['password'] } });
  });

  it('is refused while an organization requires a factor, and says what it accepts', () => {
    expect(signIn(requestOf(userOf([]), { organizations: [acme] }), verified)).toMatchObject({
      refuse: { reason: 'mfa-required', organizations: [{ name: 'Acme', accept: ['authenticator'] }] },
    });
  });

  it('that lost against a change of the account says so', () => {
    expect(signIn(requestOf(userOf([])), verified)).toMatchObject({
      ifLost: { reason: 'account-changed-meanwhile' },
    });
  });
});

it('a step-up by password ends the session that it replaces, and makes one of the same kind', () => {
  const decision = stepUpByPassword(requestOf(userOf([])), verified, replaced);
  expect(decision).toMatchObject({ log: [{ kind: 'stepped-up' }] });
  expect(decision.commit?.at(-1)).toMatchObject({ kind: 'delete', key: { id: 'old' } });
  expect(granted(decision).session.kind).toBe('dashboard');
});

describe('answering a challenge', () => {
  const user = userOf(['email', 'authenticator'], {
    emailFailures: 3,
    emailFailedAt: noon,
    authenticatorFailures: 100,
    mailReturned: { reason: 'bounce', at: noon },
  });
  const answer = (purpose: 'sign-in' | 'step-up', method: CodeProof['method'], by?: Session) =>
    grantSessionForProof(requestOf(user), challengeOf(user, purpose), proofOf(method), by);
  const setOf = (decision: ReturnType<typeof answer>) => {
    const change = decision.commit?.find(({ table, kind }) => table === 'users' && kind === 'update');
    return change?.kind === 'update' ? change.set : {};
  };

  it('uses it up, clears the failures of its method, and opens the methods that are locked', () => {
    const decision = answer('sign-in', 'email');
    expect(decision.commit?.[0]).toMatchObject({ key: { id: 'ada.1' }, set: { usedAt: noon } });
    expect(Object.keys(setOf(decision)).sort()).toEqual(
      expect.arrayContaining(['emailFailures', 'emailFailedAt', 'authenticatorFailures']),
    );
    expect(decision).toMatchObject({ log: [{ kind: 'signed-in', details: { factor: { type: 'email' } } }] });
    expect(granted(decision).session.methods).toEqual(['password', 'email']);
  });

  it('with a code that was mailed shows that mail arrives; with another method it does not', () => {
    expect(setOf(answer('sign-in', 'email'))).toHaveProperty('mailReturned', undefined);
    expect(setOf(answer('sign-in', 'authenticator'))).not.toHaveProperty('mailReturned');
  });

  it('at a step-up ends the session that it replaces, and lasts no longer', () => {
    const decision = answer('step-up', 'authenticator', replaced);
    expect(decision).toMatchObject({ log: [{ kind: 'stepped-up' }], notify: [] });
    expect(decision.commit).toContainEqual(expect.objectContaining({ kind: 'delete', table: 'sessions' }));
    expect(granted(decision).session).toMatchObject({ kind: 'dashboard', expiresAt: replaced.expiresAt });
  });

  it('with a touch of a passkey after nothing else is refused, and changes nothing', () => {
    const opened: Challenge = { ...challengeOf(user, 'step-up'), provedMethods: ['passkey'] };
    const decision = grantSessionForProof(requestOf(user), opened, proofOf('passkey'), replaced);
    expect(decision).toEqual({
      refuse: expect.objectContaining({ reason: 'passkey-refused', attemptsLeft: 4 }),
    });
  });

  it('with a recovery code is logged as such, and mailed about', () => {
    expect(answer('step-up', 'recovery-code', replaced)).toMatchObject({
      log: [{ kind: 'recovery-code-used', details: { factor: { type: 'recovery-code' } } }],
      notify: [{ message: { kind: 'recovery-code-used' } }],
    });
  });

  it('with a factor that an organization does not accept gives a session for enrolment alone', () => {
    const request = requestOf(userOf(['email']), { organizations: [acme] });
    const decision = grantSessionForProof(
      request,
      challengeOf(request.user, 'sign-in'),
      proofOf('email'),
      undefined,
    );
    expect(granted(decision).scope).toMatchObject({ scope: 'enrolment' });
  });
});

describe('signing in with a passkey alone', () => {
  const user = userOf(['passkey'], { passkeyFailures: 3 });
  const stored = { userID: 'ada', id: 'passkey#1', type: 'passkey', name: 'YubiKey' } as StoredPasskey;
  const useUp = put('challenges', { id: 'passkey-challenge' }, { id: 'passkey-challenge' });
  const proof = { method: 'passkey', uses: [], record: {}, userVerified: true } as unknown as CodeProof;
  const checked = { stored, countWentBack: false, proof };
  const factor = { type: 'passkey', name: 'YubiKey' };
  const signInWith = (given: Parameters<typeof signInWithPasskey>[1], more: Partial<SessionRequest> = {}) =>
    signInWithPasskey(requestOf(user, more), given, useUp);

  it('is logged with its name, uses up the challenge, and clears its failures', () => {
    const decision = signInWith(checked);
    expect(decision).toMatchObject({ log: [{ kind: 'signed-in', details: { factor } }], notify: [] });
    expect(decision.commit?.[0]).toEqual(useUp);
    expect(granted(decision).session.methods).toEqual(['passkey']);
    const account = decision.commit?.find(({ table, kind }) => table === 'users' && kind === 'update');
    expect(account).toMatchObject({ set: { passkeyFailures: undefined } });
    expect(Object.keys(account?.kind === 'update' ? account.set : {})).toContain('passkeyFailures');
    expect(decision.commit?.at(-1)?.key['id']).toMatch(/^known-source#/);
  });

  it('whose count went back although it can be synced is logged as such, too', () => {
    expect(signInWith({ ...checked, countWentBack: true })).toMatchObject({
      log: [{ kind: 'signed-in' }, { kind: 'passkey-counter-regressed', details: { factor } }],
    });
  });

  it('that was copied is refused, logged and mailed about, and its challenge is used', () => {
    expect(signInWith({ stored, countWentBack: true })).toMatchObject({
      refuse: { reason: 'passkey-copied' },
      commit: [useUp],
      log: [{ kind: 'passkey-counter-regressed', details: { factor } }],
      notify: [{ message: { kind: 'passkey-copied', method: 'passkey', name: 'YubiKey' } }],
    });
  });

  it('that is wrong, or only touched, is refused', () => {
    expect(signInWith(undefined)).toEqual({ refuse: expect.objectContaining({ reason: 'wrong-passkey' }) });
    const touched = { ...checked, proof: { ...proof, userVerified: false } };
    expect(signInWith(touched)).toEqual({ refuse: expect.objectContaining({ reason: 'wrong-passkey' }) });
  });

  it('that an organization does not accept opens the way to one that it does', () => {
    expect(granted(signInWith(checked, { organizations: [acme] })).scope).toMatchObject({
      scope: 'enrolment',
    });
  });

  it('that lost a race says whether its challenge was used, or the account changed', () => {
    const [account] = signInWith(checked).commit?.filter(({ table }) => table === 'users') ?? [];
    for (const decision of [signInWith(checked), signInWith({ stored, countWentBack: true })]) {
      if (typeof decision.ifLost !== 'function' || !account) throw new Error('it depends on what was lost');
      expect(decision.ifLost([{ change: useUp }])).toMatchObject({ reason: 'passkey-challenge-over' });
      expect(decision.ifLost([{ change: account }])).toMatchObject({ reason: 'account-changed-meanwhile' });
    }
  });
});

describe('the device of a sign-in', () => {
  const returning = userOf([], { lastSignedInAt: noon });
  const keepsToken = { keepsToken: true, tokens: [] } as const;
  const withToken = (tokens: string) => ({ keepsToken: true, tokens: readDeviceTokens(tokens) });
  const newDevice = [{ message: { kind: 'signed-in-from-new-device' } }];

  it('is named, and is that of the session', () => {
    const decision = signIn(requestOf(returning, { device: keepsToken }), verified);
    const { deviceTokens = '', session } = granted(decision);
    expect(readDeviceTokens(deviceTokens)).toMatchObject([{ userID: 'ada', id: session.deviceID }]);
    expect(decision.commit).toContainEqual(
      expect.objectContaining({ key: { userID: 'ada', id: session.deviceID } }),
    );
  });

  it('has no name where the client keeps no token', () => {
    const { deviceTokens, session } = granted(signIn(requestOf(returning), verified));
    expect(deviceTokens).toBeUndefined();
    expect(session).not.toHaveProperty('deviceID');
  });

  it('is mailed about when it is new, but not at the first sign-in of the account', () => {
    expect(signIn(requestOf(returning, { device: keepsToken }), verified)).toMatchObject({
      notify: newDevice,
    });
    expect(signIn(requestOf(userOf([]), { device: keepsToken }), verified)).toMatchObject({ notify: [] });
  });

  it('is not mailed about when it is known', () => {
    const { deviceTokens = '', session } = granted(
      signIn(requestOf(returning, { device: keepsToken }), verified),
    );
    const device = withToken(deviceTokens);
    const known = { device, recognized: { deviceID: session.deviceID } };
    expect(signIn(requestOf(returning, known), verified)).toMatchObject({ notify: [] });
    const stranger = { device, recognized: { deviceID: 'device#other' } };
    expect(signIn(requestOf(returning, stranger), verified)).toMatchObject({ notify: newDevice });
  });

  it('of a client that keeps no token is known by its network source', () => {
    const from = (source: string | undefined) =>
      signIn(requestOf(returning, { recognized: { source } }), verified);
    expect(from('192.0.2.1')).toMatchObject({ notify: [] });
    expect(from('192.0.2.2')).toMatchObject({ notify: newDevice });
    expect(from(undefined)).toMatchObject({ notify: newDevice });
  });

  it('is named by an answer to a challenge of a sign-in, but not of a step-up, which keeps that of its session', () => {
    const user = userOf(['email'], { lastSignedInAt: noon });
    const answer = (purpose: Challenge['purpose'], by?: Session) =>
      grantSessionForProof(
        requestOf(user, { device: keepsToken }),
        challengeOf(user, purpose),
        proofOf('email'),
        by,
      );
    expect(answer('sign-in')).toMatchObject({ notify: newDevice });
    expect(granted(answer('sign-in')).deviceTokens).toBeDefined();
    const renewed = answer('step-up', { ...replaced, deviceID: 'device#mine' });
    expect(renewed).toMatchObject({ notify: [] });
    expect(granted(renewed)).toMatchObject({ deviceTokens: undefined, session: { deviceID: 'device#mine' } });
  });

  it('is trusted where the user wants it, and only after a factor in a browser', () => {
    const user = userOf(['email']);
    const trustAfter = (method: CodeProof['method'], more: Partial<SessionRequest> = {}) => {
      const trust = { isWanted: true, days: 30 };
      const request = requestOf(user, { kind: 'dashboard', device: keepsToken, trust, ...more });
      const decision = grantSessionForProof(
        request,
        challengeOf(user, 'sign-in'),
        proofOf(method),
        undefined,
      );
      const named = decision.commit?.find(({ key }) => key['id']?.startsWith('device#'));
      return named?.kind === 'put' ? (named.row as unknown as Device).trust : undefined;
    };
    expect(trustAfter('email')).toEqual({ after: 'email', at: noon, credentialVersion: 1 });
    expect(trustAfter('recovery-code')).toBeUndefined();
    expect(trustAfter('browser-code')).toBeUndefined();
    expect(trustAfter('email', { kind: 'cli' })).toBeUndefined();
    expect(trustAfter('email', { trust: { isWanted: false, days: 30 } })).toBeUndefined();
    expect(trustAfter('email', { trust: { isWanted: true, days: 0 } })).toBeUndefined();
  });
});

describe('a session that is granted', () => {
  it('sets what a count of the sessions says, if they were counted', () => {
    const user = userOf([], { sessionsMade: 12 });
    const setOf = (more: Partial<SessionRequest>) => {
      const { commit = [] } = signIn(requestOf(user, more), verified);
      const account = commit.find(({ table, kind }) => table === 'users' && kind === 'update');
      return account?.kind === 'update' ? account.set : {};
    };
    expect(setOf({ sessions: [] })).toMatchObject({ sessionsCounted: 12 });
    expect(setOf({})).not.toHaveProperty('sessionsCounted');
  });

  it('to an owner with a recovery code is mailed to the other owners', () => {
    const user = userOf(['email']);
    const owned = { ...acme, mfaRequired: false, owners: ['ada', 'olivia'] };
    const decision = grantSessionForProof(
      requestOf(user, { organizations: [owned] }),
      challengeOf(user, 'sign-in'),
      proofOf('recovery-code'),
      undefined,
    );
    expect(decision).toMatchObject({
      notify: [
        { message: { kind: 'recovery-code-used' } },
        { audience: 'owners', except: ['ada'], message: { kind: 'member-recovered', how: 'recovery-code' } },
      ],
    });
  });

  it('says which requirements are upcoming', () => {
    const upcoming = { ...acme, mfaDeadline: noon + 1000 };
    const { scope, ...rest } = granted(
      signIn(requestOf(userOf([]), { organizations: [upcoming] }), verified),
    );
    expect(scope).toMatchObject({ scope: 'full' });
    expect(rest.upcoming).toMatchObject([{ organization: { id: 'acme' } }]);
  });
});
