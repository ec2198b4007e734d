import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountWith, stepUp } from '../../support/accounts.ts';
import { register, session } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const verify = (token: string, query: Record<string, string> = {}) =>
  service.call('auth/verify', { token, query });

describe('an app that asks the service about a session', () => {
  test('gets its id and class, and the class that the account can reach', async () => {
    const { token } = await accountWith(service, 'email');
    const { body } = await verify(token);
    const { sessions } = (await service.call('sessions/list', { token })).body;
    expect(body).toMatchObject({ acr: 'aal1', canReach: 'aal1' });
    expect(body.sid).toBe(sessions.find((one: { current: boolean }) => one.current).id);
    const stronger = await accountWith(service, 'authenticator');
    expect((await verify(stronger.token)).body).toMatchObject({ acr: 'aal2', canReach: 'aal2' });
  });

  test('is answered with the challenge of RFC 9470 if the sign-in is too weak', async () => {
    const token = await session(service, await register(service));
    const answer = await verify(token, { acr: 'aal2', max_age: '300' });
    expect(answer).toMatchObject({ status: 401, slug: 'insufficient-user-authentication' });
    expect(answer.body).toMatchObject({ acr: 'aal2', maxAgeSeconds: 300 });
    expect(answer.headers['www-authenticate']).toBe(
      'Bearer error="insufficient_user_authentication", error_description="This requires a sign-in or step-up of the class aal2, at most 5 minutes ago.", acr_values="aal2", max_age="300"',
    );
    // The session is as good as before.
    expect((await verify(token)).status).toBe(200);
  });

  test('is answered the same if it is too old, until a step-up', async () => {
    const account = await accountWith(service, 'authenticator');
    expect((await verify(account.token, { acr: 'aal2', max_age: '300' })).status).toBe(200);
    service.clock.now += 301_000;
    expect((await verify(account.token, { acr: 'aal2' })).status).toBe(200);
    expect((await verify(account.token, { acr: 'aal2', max_age: '300' })).status).toBe(401);
    const token = await stepUp(service, account, account.app);
    expect((await verify(token, { acr: 'aal2', max_age: '300' })).status).toBe(200);
  });

  test('is told which value of its own is wrong', async () => {
    const token = await session(service, await register(service));
    for (const [query, reason] of [
      [{ acr: 'aal9' }, 'acr-unknown'],
      [{ acr: '' }, 'acr-unknown'],
      [{ acr: 'aal1 aal2' }, 'acr-unknown'],
      [{ max_age: '-1' }, 'max-age-invalid'],
      [{ max_age: '1.5' }, 'max-age-invalid'],
      [{ max_age: '' }, 'max-age-invalid'],
      [{ max_age: '86401' }, 'max-age-invalid'],
    ] as const)
      expect((await verify(token, query)).body, JSON.stringify(query)).toMatchObject({ reason, code: 400 });
  });

  test('learns about a session that has ended before anything else', async () => {
    const answer = await service.call('auth/verify', { token: 'nobody.nothing', query: { acr: 'aal2' } });
    expect(answer).toMatchObject({ status: 401, slug: 'signed-out' });
  });
});
