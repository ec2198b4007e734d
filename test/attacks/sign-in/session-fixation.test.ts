import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Account,
  accountWith,
  beginStepUp,
  sessionCookie,
  sessionsOf,
  signInWithFactor,
} from '../../support/accounts.ts';
import { deviceCookie, listDevices } from '../../support/devices.ts';
import { lastCode, signIn } from '../../support/people.ts';
import { origin, type Service, startService } from '../../support/service.ts';

/** R17 and R19: no session but one that this service just made, and no device that is trusted unasked (CVE-2024-13279). */

let service: Service;
let account: Account;
beforeAll(async () => {
  service = await startService();
  account = await accountWith(service, 'email');
});
afterAll(() => service.close());

async function signInCarrying(cookies: readonly string[]) {
  service.clock.now += 3_600_000;
  const carrying = { cookies, headers: { 'x-session': 'cookie', origin } };
  const credentials = { identifier: account.email, password: account.password };
  const begun = await service.call('auth/sign-in', { body: credentials, ...carrying });
  const otp = await lastCode(service, account.email);
  const parameters = { mfaID: begun.body.mfaID };
  return { begun, done: await service.call('auth/submit-code', { parameters, body: { otp }, ...carrying }) };
}

test('a cookie that was set beforehand is never adopted, be it made up, dead or alive', async () => {
  const alive = await signInWithFactor(service, account, undefined, { 'x-session': 'cookie', origin });
  for (const planted of ['attacker', `${account.id}.attacker`, alive]) {
    const { begun, done } = await signInCarrying([`__Host-session=${planted}`]);
    expect(begun.cookies).toEqual([]);
    const given = sessionCookie(done);
    expect(given).toMatch(/^[a-z2-7]{26}\.[\w-]{43}$/);
    expect(given).not.toBe(planted);
  }
});

test('two cookies of the name are refused: which one is meant is anyone’s guess', async () => {
  const cookies = [`__Host-session=${account.token}`, '__Host-session=attacker'];
  const answer = await service.call('auth/verify', { cookies });
  expect(answer).toMatchObject({ status: 400, slug: 'validation' });
});

test('each proof makes a new token, and the one before it is dead', async () => {
  service.clock.now += 3_600_000;
  const first = await signInWithFactor(service, account);
  const { mfaID } = await beginStepUp(service, first);
  const otp = await lastCode(service, account.email);
  const stepped = await service.call('step-up/submit-code', {
    parameters: { mfaID },
    body: { otp },
    token: first,
  });
  expect(stepped.body.sessionToken).not.toBe(first);
  expect((await service.call('auth/verify', { token: first })).slug).toBe('signed-out');
  expect((await service.call('auth/verify', { token: stepped.body.sessionToken })).status).toBe(200);
  const ids = (await sessionsOf(service, account.id)).map((row) => row['id']);
  expect(new Set(ids).size).toBe(ids.length);
});

describe('no device is trusted that its user did not ask to trust', () => {
  test('a browser that just passed the second step is asked again, whatever it sends along', async () => {
    const { done } = await signInCarrying([]);
    const device = deviceCookie(done)?.split(';')[0] ?? '';
    expect(device).toMatch(/^__Host-device=./);
    const cookies = [`__Host-session=${sessionCookie(done)}`, device, 'trusted=1', 'remember=1'];
    const headers = { 'x-session': 'cookie', 'x-trusted-device': 'yes', origin };
    for (const more of [
      {},
      { remember: true },
      { trustDevice: true },
      { trusted: true, trustedDevice: sessionCookie(done) },
    ]) {
      service.clock.now += 600_000;
      const body = { identifier: account.email, password: account.password, ...more };
      const answer = await service.call('auth/sign-in', { body, cookies, headers });
      expect(answer.body).toMatchObject({ mfaTypes: ['email'] });
      expect(answer.cookies).toEqual([]);
    }
  });

  test('the answer to the second step sets the cookies of the session and of the device, and no other', async () => {
    const { done } = await signInCarrying([]);
    expect(done.cookies.map((cookie) => cookie.split('=')[0])).toEqual(['__Host-session', '__Host-device']);
    const devices = await listDevices(service, sessionCookie(done));
    expect(
      devices.filter(({ trustedUntil }: { trustedUntil: string | null }) => trustedUntil !== null),
    ).toEqual([]);
  });
});

test('neither is the clock of the caller: an instant in the request has no effect', async () => {
  service.clock.now += 3_600_000;
  const { mfaID } = (await signIn(service, account)).body;
  const otp = await lastCode(service, account.email);
  service.clock.now += 600_000;
  const answer = await service.call('auth/submit-code', {
    parameters: { mfaID },
    body: { otp, now: service.clock.now - 600_000, timestamp: 0 },
    headers: { date: new Date(service.clock.now - 600_000).toUTCString() },
  });
  expect(answer.slug).toBe('challenge-expired');
});
