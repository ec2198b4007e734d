import { describe, expect, it } from 'vitest';
import { changeUser, endSessions, type User, userKey } from '../../../core/accounts/user.ts';
import { put } from '../../../core/kernel/change.ts';
import { digest } from '../../../core/kernel/digest.ts';
import {
  countSessions,
  createSession,
  endOneSession,
  endOtherSessions,
  isCountDue,
  isLive,
  markSeen,
  readToken,
  type Session,
  sessionKey,
  sessionLimits,
  sessionsPerAccount,
  signOut,
} from '../../../core/sign-in/session.ts';
import type { SessionKind } from '../../../core/sign-in/session-kind.ts';
import type { Verified } from '../../../core/sign-in/verified.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { accepted, reasonOf } from '../../support/organization-rows.ts';
import { circumstances, noon, repeatableRandom, userWith } from '../../support/users.ts';

const minute = 60_000;
const hour = 60 * minute;

function sessionOf(kind: SessionKind, more: Partial<Session> = {}): Session {
  return {
    userID: 'ada',
    id: 'one',
    kind,
    generation: 0,
    methods: ['password'],
    createdAt: noon,
    authenticatedAt: noon,
    lastSeenAt: noon,
    expiresAt: noon + sessionLimits[kind].lifetimeSeconds * 1000,
    ttl: 0,
    address: '192.0.2.1',
    browser: 'Firefox on Linux',
    ...more,
  };
}

/** The account as ending its sessions leaves it. */
function afterEnd(user: User, keptSessionID?: string): User {
  const { set, add = {} } = endSessions(changeUser(user, {}), keptSessionID);
  return { ...user, ...set, sessionGeneration: user.sessionGeneration + (add['sessionGeneration'] ?? 0) };
}

describe('the sessions of an account', () => {
  const { most, countEvery } = sessionsPerAccount;
  const made = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      sessionOf('cli', { id: `${index}`, createdAt: noon + index }),
    );
  const counted = (sessions: readonly Session[], user = userWith({ sessionsMade: 60 })) =>
    countSessions(user, sessions, noon + minute);

  it('are counted with every tenth sign-in', () => {
    expect(isCountDue(userWith())).toBe(false);
    expect(isCountDue(userWith({ sessionsMade: countEvery - 1 }))).toBe(false);
    expect(isCountDue(userWith({ sessionsMade: countEvery }))).toBe(true);
    expect(isCountDue(userWith({ sessionsMade: 25, sessionsCounted: 20 }))).toBe(false);
  });

  it('all stay while there are few', () => {
    expect(counted(made(most - countEvery))).toEqual({ sessionsCounted: 60, sessionsSince: noon });
    expect(counted(made(most - countEvery - 1))).toEqual({ sessionsCounted: 60 });
  });

  it('end from the oldest on, if there are so many that the next ones would be too many', () => {
    const sessions = made(most + 20);
    const user = userWith({ sessionsMade: 70, ...counted(sessions) });
    const live = sessions.filter((session) => isLive(session, user, noon + minute));
    expect(live).toHaveLength(most - countEvery);
    expect(live[0]?.id).toBe('30');
  });

  it('that have ended do not count', () => {
    const ended = made(100).map((session) => ({ ...session, generation: 1 }));
    expect(counted([...ended, ...made(5)])).toEqual({ sessionsCounted: 60 });
  });
});

describe('a session', () => {
  it.each([
    ['dashboard', 30 * minute],
    ['cli', 60 * minute],
  ] as const)('of the %s ends after %i ms without use', (kind, idle) => {
    expect(isLive(sessionOf(kind), userWith(), noon + idle - 1)).toBe(true);
    expect(isLive(sessionOf(kind), userWith(), noon + idle)).toBe(false);
  });

  it.each([
    ['dashboard', 12 * hour],
    ['cli', 24 * hour],
  ] as const)('of the %s ends after %i ms, however much it is used', (kind, lifetime) => {
    const used = (now: number) => isLive(sessionOf(kind, { lastSeenAt: now - 1 }), userWith(), now);
    expect(used(noon + lifetime - 1)).toBe(true);
    expect(used(noon + lifetime)).toBe(false);
  });

  it('ends with all of the account, but for the one that is kept', () => {
    const ended = afterEnd(userWith(), 'one');
    expect(isLive(sessionOf('cli', { id: 'one' }), ended, noon + 1)).toBe(true);
    expect(isLive(sessionOf('cli', { id: 'two' }), ended, noon + 1)).toBe(false);
    expect(isLive(sessionOf('cli', { id: 'two', generation: 1 }), ended, noon + 1)).toBe(true);
  });

  it('that was kept ends when all end again', () => {
    const again = afterEnd(afterEnd(userWith(), 'one'));
    expect(isLive(sessionOf('cli', { id: 'one' }), again, noon + 2)).toBe(false);
  });

  it.each([
    ['dashboard', 3 * minute],
    ['cli', 6 * minute],
  ] as const)('of the %s has its idle mark moved at most every %i ms', (kind, tenth) => {
    expect(markSeen(sessionOf(kind), noon + tenth - 1)).toBeUndefined();
    expect(markSeen(sessionOf(kind), noon + tenth)).toMatchObject({
      kind: 'update',
      set: { lastSeenAt: noon + tenth },
      when: [{ attribute: 'id', is: 'present' }],
    });
  });
});

describe('a session token', () => {
  const secret = 's'.repeat(43);

  it('names its user, and its secret only as a digest', () => {
    expect(readToken(`ada.${secret}`)).toEqual({ userID: 'ada', id: digest(secret) });
  });

  it.each([
    [''],
    ['.'],
    ['ada'],
    ['ada.'],
    [`.${secret}`],
    [`ada.${secret}.x`],
    [`ada.${secret}.`],
    [`ada.${'s'.repeat(8192)}`],
    [`${'a'.repeat(300)}.${secret}`],
  ])('is not %j', (token) => {
    expect(readToken(token)).toBeUndefined();
  });
});

describe('a new session', () => {
  const use = put('challenges', { id: 'used' }, { id: 'used' });
  const verified = {
    userID: 'ada',
    credentialVersion: 1,
    methods: ['password', 'email'],
    proved: ['email'],
    uses: [use],
  } as unknown as Verified;
  const user = userWith({ sessionGeneration: 2, sessionsMade: 7 });
  const granted = { kind: 'dashboard', circumstances, random: repeatableRandom(1) } as const;

  function storeWith(account: User) {
    const store = memoryStore();
    store.commitNow([put('users', userKey('ada'), { ...account })]);
    return store;
  }

  it('is stored without its token, which finds it and is live', () => {
    const { token, session, changes } = createSession(user, verified, granted);
    const store = storeWith(user);
    expect(store.commitNow(changes)).toEqual({ committed: true });
    const key = readToken(token);
    expect(key).toEqual(sessionKey(session));
    const stored = key && store.rowAt({ table: 'sessions', key });
    expect(stored).toEqual(session);
    expect(JSON.stringify(stored)).not.toContain(token.split('.')[1]);
    expect(isLive(session, user, noon)).toBe(true);
  });

  it('says how, when, where and until when', () => {
    const { address, browser } = circumstances;
    expect(createSession(user, verified, granted).session).toMatchObject({
      ...{ userID: 'ada', kind: 'dashboard', generation: 2, methods: ['password', 'email'] },
      ...{ provedAt: { email: noon }, createdAt: noon, authenticatedAt: noon, lastSeenAt: noon },
      ...{ expiresAt: noon + 12 * hour, address, browser },
    });
    for (const absent of ['amr', 'deviceID', 'trustedAfter'])
      expect(createSession(user, verified, granted).session).not.toHaveProperty(absent);
  });

  it('is counted, uses up its proof, and is the last sign-in of the account', () => {
    const store = storeWith(user);
    const userSet = { emailFailures: undefined };
    store.commitNow(createSession(user, verified, { ...granted, userSet }).changes);
    expect(store.rowAt({ table: 'users', key: userKey('ada') })).toMatchObject({
      sessionsMade: 8,
      lastSignedInAt: noon,
    });
    expect(store.rows('challenges')).toHaveLength(1);
  });

  it.each([
    ['the credentials change', { credentialVersion: 2 }],
    ['all sessions end', { sessionGeneration: 3 }],
  ])('is not made if %s meanwhile', (_, meanwhile) => {
    const store = storeWith({ ...user, ...meanwhile });
    expect(store.commitNow(createSession(user, verified, granted).changes).committed).toBe(false);
    expect(store.rows('sessions')).toEqual([]);
  });

  it('that renews another one ends no later, and knows what was proved in it', () => {
    const before = { password: noon - hour, email: noon - hour };
    const renewed = (endsBy: number) =>
      createSession(user, verified, { ...granted, endsBy, provedBefore: before, amrBefore: ['swk'] }).session;
    expect(renewed(noon + hour)).toMatchObject({
      expiresAt: noon + hour,
      provedAt: { password: noon - hour, email: noon },
      amr: ['swk'],
    });
    expect(renewed(noon + 24 * hour).expiresAt).toBe(noon + 12 * hour);
    expect(renewed(noon + hour).ttl * 1000).toBeGreaterThan(noon + hour);
  });

  it('says what its proof says of a passkey, its device, and the factor that a trusted device stands for', () => {
    const trusted = { ...verified, amr: ['swk'], trustedAfter: 'email' } as Verified;
    const { session } = createSession(user, trusted, { ...granted, deviceID: 'device#1', amrBefore: ['x'] });
    expect(session).toMatchObject({ amr: ['swk'], deviceID: 'device#1', trustedAfter: 'email' });
  });
});

describe('ending sessions', () => {
  const session = sessionOf('cli');
  const storeWithOne = () => {
    const store = memoryStore();
    store.commitNow([put('sessions', sessionKey(session), { ...session })]);
    return store;
  };

  it('by signing out needs no log, and does not mind that it has just ended', () => {
    const store = storeWithOne();
    const decision = accepted(signOut(session));
    expect(decision).toMatchObject({ notify: [], ifLost: { answer: undefined } });
    expect(store.commitNow(decision.commit)).toEqual({ committed: true });
    expect(store.rows('sessions')).toEqual([]);
    expect(store.commitNow(decision.commit)).toMatchObject({ committed: false });
  });

  it('by its id is logged, and refused if there is none', () => {
    const store = storeWithOne();
    const decision = accepted(endOneSession('ada', 'one'));
    expect(decision).toMatchObject({
      log: [{ subject: 'user#ada', kind: 'session-ended' }],
      notify: [],
      ifLost: { reason: 'not-found' },
    });
    expect(store.commitNow(decision.commit)).toEqual({ committed: true });
    expect(store.rows('sessions')).toEqual([]);
    expect(store.commitNow(decision.commit)).toMatchObject({ committed: false });
  });

  it('takes no id that no session has, such as that of a device', () => {
    const reason = (id: string) => reasonOf(endOneSession('ada', id));
    expect([reason(''), reason('x'.repeat(101)), reason('device#1')]).toEqual(Array(3).fill('not-found'));
    expect([reason('x'), reason('x'.repeat(100))]).toEqual(['accepted', 'accepted']);
  });

  it('but the own one is logged', () => {
    const store = memoryStore();
    const user = userWith();
    store.commitNow([put('users', userKey('ada'), { ...user })]);
    const decision = accepted(endOtherSessions(user, 'mine'));
    store.commitNow(decision.commit);
    expect(store.rows('users')[0]).toMatchObject({ sessionGeneration: 1, keptSessionID: 'mine' });
    expect(decision).toMatchObject({
      log: [{ subject: 'user#ada', kind: 'other-sessions-ended' }],
      notify: [],
    });
  });
});
