import { describe, expect, it } from 'vitest';
import { changeUser, endSessions, type User } from '../../../core/accounts/user.ts';
import { digest } from '../../../core/kernel/digest.ts';
import {
  countSessions,
  isCountDue,
  isLive,
  markSeen,
  readToken,
  type Session,
  sessionLimits,
  sessionsPerAccount,
} from '../../../core/sign-in/session.ts';
import type { SessionKind } from '../../../core/sign-in/session-kind.ts';
import { noon, userWith } from '../../support/users.ts';

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
