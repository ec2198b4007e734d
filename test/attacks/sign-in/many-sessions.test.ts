import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { times } from '../../support/accounts.ts';
import { newSource, register, session, signIn } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';

/** Sessions without end (R12): a script that signs in and never out, or a thief who hides among hundreds of sessions. */

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());
beforeEach(() => {
  service.clock.now += 86_400_000;
});

const verify = async (token: string) => (await service.call('auth/verify', { token })).status;

describe('an account', () => {
  test('has at most fifty live sessions, and the oldest go', async () => {
    const person = await register(service);
    const tokens = [];
    for (const _ of times(75, () => 0)) {
      service.clock.now += 1000;
      tokens.push(await session(service, person));
    }
    const statuses = await Promise.all(tokens.map(verify));
    const live = statuses.filter((status) => status === 200).length;
    expect(live).toBeLessThanOrEqual(50);
    expect(live).toBeGreaterThanOrEqual(40);
    expect(statuses.lastIndexOf(401)).toBeLessThan(statuses.indexOf(200));
    const listed = await service.call('sessions/list', { token: tokens.at(-1) });
    expect(listed.body.sessions).toHaveLength(live);
  });

  test('keeps its session while fewer are live, however often it signs in and out', async () => {
    const person = await register(service);
    const kept = await session(service, person);
    for (const _ of times(70, () => 0)) {
      service.clock.now += 1000;
      const token = await session(service, person);
      expect((await service.call('auth/sign-out', { token })).status).toBe(204);
    }
    expect(await verify(kept)).toBe(200);
  });

  test('that signs in many times at once is not refused, and has no more afterwards', async () => {
    const person = await register(service);
    const address = newSource();
    for (let round = 0; round < 14; round += 1) {
      service.clock.now += 1000;
      await Promise.all(times(5, () => signIn(service, person, { address })));
    }
    for (const _ of times(2, () => 0)) await session(service, person);
    const token = await session(service, person);
    expect((await service.call('sessions/list', { token })).body.sessions.length).toBeLessThanOrEqual(55);
  });
});
