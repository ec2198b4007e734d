import { describe, expect, it } from 'vitest';
import { access } from '../../../../functions/http/middleware/access.ts';
import type { SignedIn } from '../../../../functions/http/step.ts';
import { type Step, type StepName, steps } from '../../../../functions/steps.ts';
import { middlewareHost, passThrough, reasonOf } from '../../../support/middleware.ts';
import { userWith } from '../../../support/users.ts';

const now = middlewareHost.now();
const signedIn = (authenticatedAt: number): SignedIn => ({
  user: userWith({}),
  organizations: [],
  session: {
    userID: 'ada',
    id: 'session-1',
    kind: 'cli',
    generation: 0,
    methods: ['password'],
    createdAt: authenticatedAt,
    authenticatedAt,
    lastSeenAt: now,
    expiresAt: now + 3_600_000,
    ttl: 0,
    address: '192.0.2.1',
    browser: 'Firefox on Linux',
  },
});

const refusedBy = async (name: StepName, caller?: SignedIn) => {
  const row = steps.find((step) => step.name === name) as Step;
  return reasonOf(await passThrough(access(row), {}, { known: { caller } }));
};

describe('a row', () => {
  it('for anyone lets requests without a session pass', async () => {
    expect(await refusedBy('auth/sign-in')).toBeUndefined();
  });

  it('for signed-in users refuses requests without a session', async () => {
    expect(await refusedBy('sessions/list')).toBe('signed-out');
    expect(await refusedBy('sessions/list', signedIn(now - 3_600_000))).toBeUndefined();
  });

  it('that requires freshness is judged by when the request arrived', async () => {
    expect(await refusedBy('sessions/end-others', signedIn(now - 600_000))).toBeUndefined();
    expect(await refusedBy('sessions/end-others', signedIn(now - 600_001))).toBe('confirmation-needed');
  });
});
