import { describe, expect, it } from 'vitest';
import { noDevice } from '../../../core/accounts/device.ts';
import type { User } from '../../../core/accounts/user.ts';
import type { CodeProof } from '../../../core/factors/factor.ts';
import { isRefused } from '../../../core/kernel/decision.ts';
import type { Challenge } from '../../../core/sign-in/challenge.ts';
import { newChallenge } from '../../../core/sign-in/challenge-decisions.ts';
import type { Session } from '../../../core/sign-in/session.ts';
import {
  type GrantedSession,
  grantSessionForProof,
  type SessionRequest,
  signIn,
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
