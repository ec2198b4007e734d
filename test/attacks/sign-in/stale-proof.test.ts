import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Step, type StepName, steps } from '../../../functions/steps.ts';
import {
  type Account,
  accountWith,
  beginActivation,
  everythingStored,
  signInWithFactor,
  stepUp,
} from '../../support/accounts.ts';
import { activateEmail, type Person, register, session } from '../../support/people.ts';
import { type CallRequest, type Service, startService } from '../../support/service.ts';

/** R11: a session that was not proved with a factor just now changes no factor (CVE-2026-3429 Keycloak; rule 2). */

let service: Service;
let account: Account;
beforeAll(async () => {
  service = await startService();
  account = await accountWith(service, 'email');
});
afterAll(() => service.close());

/** What rule 2 names, each with a request that is let through to do no harm. */
const needFreshness: Partial<Record<StepName, CallRequest>> = {
  'account/change-password': {
    body: { currentPassword: 'not the password', newPassword: 'orange teapot over snow' },
  },
  'account/delete': {},
  'mfa/disable-factor': { parameters: { factorID: 'none' } },
  'mfa/rename-factor': { parameters: { factorID: 'none' }, body: { name: 'X' } },
  'mfa/prefer-factor': { body: { factorID: 'none' } },
  'mfa/regenerate-recovery-codes': {},
  // Refused for another reason: its account has a code that it can type.
  'mfa/make-browser-code': {},
  // The same: it cannot do without its password.
  'account/remove-password': {},
  'account/remove-device': { parameters: { deviceID: 'none' } },
  'sessions/end': { parameters: { sessionID: 'none' } },
  'sessions/end-others': {},
  'keys/add': { body: { name: 'laptop', key: 'no key' } },
  'keys/remove': { parameters: { name: 'none' } },
  'orgs/delete': { parameters: { orgID: 'none' } },
  'orgs/keep': { parameters: { orgID: 'none' } },
  'orgs/require-mfa': { parameters: { orgID: 'none' }, body: { required: false } },
  'orgs/leave': { parameters: { orgID: 'none' } },
  'orgs/remove-user': { parameters: { orgID: 'none', userID: 'none' } },
  'orgs/confirm-member': {
    parameters: { orgID: 'none', userID: 'none' },
    body: { undoneAt: '2026-11-24T12:00:00Z' },
  },
  'orgs/change-role': { parameters: { orgID: 'none', userID: 'none' }, body: { role: 'member' } },
  'orgs/reset-factors': { parameters: { orgID: 'none', userID: 'none' } },
  'orgs/invite': { parameters: { orgID: 'none' }, body: { email: 'x@example.com', role: 'member' } },
  'orgs/revoke-invite': { parameters: { orgID: 'none', inviteID: 'none' } },
  'orgs/resend-invite': { parameters: { orgID: 'none', inviteID: 'none' } },
};
const names = Object.keys(needFreshness) as StepName[];
const ask = (name: StepName, token: string) => service.call(name, { ...needFreshness[name], token });

test('the table of steps asks for freshness where rule 2 does', () => {
  const fresh = (steps as readonly Step[]).filter(({ freshness }) => freshness === 'fresh');
  expect(fresh.map(({ name }) => name).sort()).toEqual([...names].sort());
});

describe.each(names)('%s', (name) => {
  test('is let through at ten minutes, refused a millisecond later, let through after a step-up', async () => {
    service.clock.now += 3_600_000;
    const token = await signInWithFactor(service, account);
    service.clock.now += 600_000;
    expect((await ask(name, token)).slug).not.toBe('step-up-required');
    service.clock.now += 1;
    const before = await everythingStored(service);
    expect(await ask(name, token)).toMatchObject({ status: 403, slug: 'step-up-required' });
    expect(await everythingStored(service)).toEqual(before);
    const stepped = await stepUp(service, { ...account, token });
    expect((await ask(name, stepped)).slug).not.toBe('step-up-required');
  });
});

describe('a session of the password alone, from before the account had a factor', () => {
  let person: Person;
  let token: string;
  beforeAll(async () => {
    person = await register(service);
    token = await session(service, person);
    await activateEmail(service, person, token);
  });

  test.each(names)('is refused by %s, however young it is', async (name) => {
    expect((await service.call('auth/verify', { token })).status).toBe(200);
    expect(await ask(name, token)).toMatchObject({ status: 403, slug: 'step-up-required' });
  });

  test('adds no second factor', async () => {
    const before = await everythingStored(service);
    const begun = await beginActivation(service, person, 'authenticator', token);
    expect(begun.slug).toBe('step-up-required');
    expect(await everythingStored(service)).toEqual(before);
  });

  test('cannot be made fresh by the password again: the factor is asked for', async () => {
    const body = { password: person.password };
    const answer = await service.call('step-up/start', { body, token });
    expect(answer.body).toMatchObject({ mfaTypes: ['email'] });
    expect(answer.body.sessionToken).toBeUndefined();
  });
});

describe('where no factor is enabled', () => {
  test('the password makes a session fresh again, a wrong one does not', async () => {
    const person = await register(service);
    const token = await session(service, person);
    service.clock.now += 600_001;
    expect((await ask('sessions/end-others', token)).slug).toBe('step-up-required');
    for (const body of [{}, { password: 'not the password' }]) {
      const answer = await service.call('step-up/start', { body, token });
      expect(answer.status, JSON.stringify(body)).toBeGreaterThanOrEqual(400);
    }
    expect((await ask('sessions/end-others', token)).slug).toBe('step-up-required');
    const stepped = await service.call('step-up/start', { body: { password: person.password }, token });
    expect((await ask('sessions/end-others', stepped.body.sessionToken)).status).toBe(204);
    expect((await service.call('auth/verify', { token })).slug).toBe('signed-out');
  });

  test("another account's password makes nothing fresh", async () => {
    const [mine, other] = [
      await register(service),
      await register(service, undefined, 'orange teapot over snow'),
    ];
    const token = await session(service, mine);
    const answer = await service.call('step-up/start', { body: { password: other.password }, token });
    expect(answer.slug).toBe('invalid-credentials');
  });
});
