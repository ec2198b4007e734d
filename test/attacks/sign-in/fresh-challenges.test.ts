import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type Account,
  accountWith,
  beginStepUp,
  challengeRow,
  completeSignIn,
  nextAppCode,
  signInWithFactor,
  times,
  userRow,
  wrongAppCode,
} from '../../support/accounts.ts';
import { type App, lastCode, otherCode, signIn, submit } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';

/**
 * R02 and R03: a limit that only one route, one challenge or one sending of a code has is no limit
 * (CVE-2024-32868, CVE-2026-8760; NIST SP 800-63B section 3.1.3.2: a new secret does not reset the count).
 */

let service: Service;
let account: Account & { app: App };
beforeAll(async () => {
  service = await startService();
  account = await accountWith(service, 'email', 'authenticator');
});
afterAll(() => service.close());
// Successes clear the counts, an hour the codes that were mailed.
beforeEach(async () => {
  service.clock.now += 3_600_000;
  await submit(service, await challengeByEmail(), await lastCode(service, account.email));
  const token = await signInWithFactor(service, account, account.app);
  account = { ...account, token };
});

const failures = async (method: string) => (await userRow(service, account.id))[`${method}Failures`] ?? 0;

async function challengeByEmail(): Promise<string> {
  const { mfaID } = (await signIn(service, account)).body;
  const body = { type: 'email' };
  await service.call('auth/switch-method', { parameters: { mfaID }, body });
  return mfaID;
}

test('sign-in, step-up and activation count wrong codes together, and refuse together', async () => {
  const { token } = account;
  const { mfaID } = (await signIn(service, account)).body;
  const stepUpID = (await beginStepUp(service, token)).mfaID;
  const credentials = { identifier: account.email, password: account.password };
  const { activationID } = (
    await service.call('mfa/activate', { body: { type: 'authenticator', ...credentials }, token })
  ).body;
  const routes = [
    (otp: string) => submit(service, mfaID, otp),
    (otp: string) =>
      service.call('step-up/submit-code', { parameters: { mfaID: stepUpID }, body: { otp }, token }),
    (otp: string) =>
      service.call('mfa/complete-activation', { parameters: { activationID }, body: { otp }, token }),
  ];
  for (const route of [0, 1, 2, 0, 1, 2, 0, 1, 2, 0]) {
    const answer = await routes[route]?.(wrongAppCode(service, account.app));
    expect(answer?.slug, `route ${route}`).toBe('invalid-code');
  }
  expect(await failures('authenticator')).toBe(10);
  for (const route of routes)
    expect((await route(account.app.codeAt(service.clock.now))).slug).toBe('too-many-attempts');
});

test('a resend takes no wrong code back: three, a resend, two more, and the challenge is over', async () => {
  const mfaID = await challengeByEmail();
  const right = await lastCode(service, account.email);
  for (const _ of times(3, () => 0)) await submit(service, mfaID, otherCode(right));
  service.clock.now += 30_000;
  const resent = await service.call('auth/resend-code', { parameters: { mfaID } });
  expect(resent.body).toMatchObject({ attemptsLeft: 2 });
  for (const _ of times(2, () => 0)) await submit(service, mfaID, otherCode(right));
  expect((await submit(service, mfaID, right)).slug).toBe('challenge-expired');
  expect(await failures('email')).toBe(5);
});

test('switching the method and back takes no wrong code back', async () => {
  const mfaID = await challengeByEmail();
  const right = await lastCode(service, account.email);
  for (const _ of times(3, () => 0)) await submit(service, mfaID, otherCode(right));
  for (const type of ['authenticator', 'email'])
    await service.call('auth/switch-method', { parameters: { mfaID }, body: { type } });
  expect(await challengeRow(service, mfaID)).toMatchObject({ attempts: 3, method: 'email', mails: 1 });
  for (const _ of times(2, () => 0)) await submit(service, mfaID, otherCode(right));
  expect((await submit(service, mfaID, right)).slug).toBe('challenge-expired');
});

describe("the account's count", () => {
  test('goes on over new challenges and over the right password, until the tenth refuses the right code', async () => {
    for (const already of [0, 5]) {
      const mfaID = await challengeByEmail();
      expect(await failures('email')).toBe(already);
      const right = await lastCode(service, account.email);
      for (const _ of times(5, () => 0)) await submit(service, mfaID, otherCode(right));
    }
    expect(await failures('email')).toBe(10);
    const mfaID = await challengeByEmail();
    expect(await submit(service, mfaID, await lastCode(service, account.email))).toMatchObject({
      slug: 'too-many-attempts',
      headers: { 'retry-after': '30' },
    });
    expect(await challengeRow(service, mfaID)).toMatchObject({ attempts: 0 });
  });

  test('is kept apart by method: wrong codes by email do not slow the authenticator', async () => {
    for (const _ of times(2, () => 0)) {
      const mfaID = await challengeByEmail();
      const wrong = otherCode(await lastCode(service, account.email));
      for (const __ of times(5, () => 0)) await submit(service, mfaID, wrong);
    }
    expect((await completeSignIn(service, account, account.app)).status).toBe(200);
  });

  test('is not cleared by a success with another method', async () => {
    const mfaID = await challengeByEmail();
    const right = await lastCode(service, account.email);
    for (const _ of times(3, () => 0)) await submit(service, mfaID, otherCode(right));
    await completeSignIn(service, account, account.app);
    expect(await failures('email')).toBe(3);
  });

  test('is cleared by a success with the same one', async () => {
    const { mfaID } = (await signIn(service, account)).body;
    for (const _ of times(3, () => 0)) await submit(service, mfaID, wrongAppCode(service, account.app));
    expect((await submit(service, mfaID, nextAppCode(service, account.app))).status).toBe(200);
    expect(await failures('authenticator')).toBe(0);
  });
});
