import { describe, expect, it } from 'vitest';
import type { Method } from '../../../core/factors/factor.ts';
import { accessRefusal, type Caller } from '../../../core/sign-in/access.ts';
import type { Authenticated } from '../../../core/sign-in/freshness.ts';
import type { Session } from '../../../core/sign-in/session.ts';
import { noon, userOf, userWith } from '../../support/users.ts';

const sessionOf = (...methods: Method[]): Session => ({
  userID: 'ada',
  id: 'session-1',
  kind: 'cli',
  generation: 0,
  methods,
  provedAt: Object.fromEntries(methods.map((method) => [method, noon])),
  createdAt: noon,
  authenticatedAt: noon,
  lastSeenAt: noon,
  expiresAt: noon + 86_400_000,
  ttl: 0,
  address: '192.0.2.1',
  browser: 'Firefox on Linux',
});
const requiring = {
  organizationID: 'acme',
  name: 'Acme',
  owners: ['olivia'],
  mfaRequired: true,
  mfaAccept: ['authenticator'],
} as const;

const signedIn: Authenticated = { user: userWith({}), session: sessionOf('password'), organizations: [] };
/** A member who has no accepted factor yet. */
const enrolling: Authenticated = {
  user: userOf(['email']),
  session: sessionOf('password', 'email'),
  organizations: [requiring],
};
/** A member whose session was made with the password alone. */
const stopped: Authenticated = { ...signedIn, organizations: [requiring] };
/** A member with an accepted factor and a session that was made with it. */
const meeting: Authenticated = {
  user: userOf(['authenticator']),
  session: sessionOf('password', 'authenticator'),
  organizations: [requiring],
};

describe('an operation', () => {
  const callers = { nobody: undefined, stopped, enrolling, meeting, signedIn };
  it.each<[Caller, Record<keyof typeof callers, string | undefined>]>([
    [
      'anyone',
      {
        nobody: undefined,
        stopped: undefined,
        enrolling: undefined,
        meeting: undefined,
        signedIn: undefined,
      },
    ],
    [
      'signed-in',
      {
        nobody: 'signed-out',
        stopped: 'mfa-required',
        enrolling: 'mfa-required',
        meeting: undefined,
        signedIn: undefined,
      },
    ],
    [
      'enrolling',
      {
        nobody: 'signed-out',
        stopped: 'mfa-required',
        enrolling: undefined,
        meeting: undefined,
        signedIn: undefined,
      },
    ],
    [
      'stopped',
      {
        nobody: 'signed-out',
        stopped: undefined,
        enrolling: undefined,
        meeting: undefined,
        signedIn: undefined,
      },
    ],
  ])('for %s is open to exactly those', (caller, expected) => {
    const reasons = Object.fromEntries(
      Object.entries(callers).map(([name, who]) => [
        name,
        accessRefusal(who, { caller, freshness: 'any' }, noon)?.reason,
      ]),
    );
    expect(reasons).toEqual(expected);
  });

  it('that needs freshness is refused to a session of eleven minutes ago', () => {
    const fresh = { caller: 'signed-in', freshness: 'fresh' } as const;
    expect(accessRefusal(signedIn, fresh, noon)).toBeUndefined();
    expect(accessRefusal(signedIn, fresh, noon + 660_000)).toMatchObject({ reason: 'confirmation-needed' });
    expect(accessRefusal(signedIn, { ...fresh, freshness: 'any' }, noon + 660_000)).toBeUndefined();
  });
});
