import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type Account,
  accountWith,
  beginStepUp,
  challengeRow,
  nextAppCode,
  sessionsOf,
  userRow,
} from '../../support/accounts.ts';
import { type App, activateAuthenticator, lastCode, register, signIn, submit } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';

/** R06: a code that was used is dead, within its time step too (CVE-2022-25838, CVE-2025-6015; RFC 6238 section 5.2). */

let service: Service;
let account: Account & { app: App };
beforeAll(async () => {
  service = await startService();
  account = await accountWith(service, 'email', 'authenticator');
});
afterAll(() => service.close());
beforeEach(() => {
  service.clock.now += 600_000;
});

const challenge = async (): Promise<string> => (await signIn(service, account)).body.mfaID;
const codeAt = (drift: number) => account.app.codeAt(service.clock.now, drift);

describe("an authenticator's code", () => {
  test('used once is refused again, as is the one before it; the next one works, once', async () => {
    const code = codeAt(0);
    expect((await submit(service, await challenge(), code)).status).toBe(200);
    for (const dead of [code, codeAt(-1)])
      expect((await submit(service, await challenge(), dead)).slug).toBe('code-already-used');
    const next = codeAt(1);
    expect((await submit(service, await challenge(), next)).status).toBe(200);
    expect((await submit(service, await challenge(), next)).slug).toBe('code-already-used');
  });

  test('that is dead is not charged, and the answer says when the next one comes', async () => {
    const code = nextAppCode(service, account.app);
    await submit(service, await challenge(), code);
    const mfaID = await challenge();
    const answer = await submit(service, mfaID, code);
    expect(answer).toMatchObject({ status: 422, body: { retryAfterSeconds: 20 } });
    expect(await challengeRow(service, mfaID)).toMatchObject({ attempts: 0 });
    expect((await userRow(service, account.id))['authenticatorFailures']).toBeUndefined();
    service.clock.now += answer.body.retryAfterSeconds * 1000;
    expect((await submit(service, mfaID, codeAt(0))).status).toBe(200);
  });

  test('used to sign in is dead for step-up and for a new challenge after the old one is over', async () => {
    const token = (await submit(service, await challenge(), codeAt(1))).body.sessionToken;
    const otp = codeAt(1);
    service.clock.now += 30_000;
    const { mfaID } = await beginStepUp(service, token);
    const stepUp = await service.call('step-up/submit-code', {
      parameters: { mfaID },
      body: { otp },
      token,
    });
    expect(stepUp.slug).toBe('code-already-used');
    expect((await submit(service, await challenge(), otp)).slug).toBe('code-already-used');
  });

  test('used to activate is dead for signing in', async () => {
    const person = await register(service);
    const { app } = await activateAuthenticator(service, person);
    const { mfaID } = (await signIn(service, person)).body;
    const usedToActivate = app.codeAt(service.clock.now, -1);
    expect((await submit(service, mfaID, usedToActivate)).slug).toBe('code-already-used');
    expect((await submit(service, mfaID, app.codeAt(service.clock.now))).status).toBe(200);
  });

  test('two steps away in either direction is wrong', async () => {
    service.clock.now += 120_000;
    const mfaID = await challenge();
    for (const drift of [-2, 2])
      expect((await submit(service, mfaID, codeAt(drift))).slug, `${drift} steps`).toBe('invalid-code');
    for (const drift of [-1, 0, 1])
      expect((await submit(service, await challenge(), codeAt(drift))).status, `${drift} steps`).toBe(200);
  });
});

test('a code by email dies with its challenge, and the captured request makes no second session', async () => {
  const mfaID = await challenge();
  await service.call('auth/switch-method', { parameters: { mfaID }, body: { type: 'email' } });
  const otp = await lastCode(service, account.email);
  expect((await submit(service, mfaID, otp)).status).toBe(200);
  const sessions = (await sessionsOf(service, account.id)).length;
  expect((await submit(service, mfaID, otp)).slug).toBe('challenge-expired');
  const again = await challenge();
  await service.call('auth/switch-method', { parameters: { mfaID: again }, body: { type: 'email' } });
  expect((await submit(service, again, otp)).slug).toBe('invalid-code');
  expect(await sessionsOf(service, account.id)).toHaveLength(sessions);
});

test('a recovery code works once, for sign-in and step-up together, however it is typed', async () => {
  const [code = ''] = account.recoveryCodes;
  const signedIn = await submit(service, await challenge(), code);
  expect(signedIn.status).toBe(200);
  const token = signedIn.body.sessionToken;
  const { mfaID } = await beginStepUp(service, token);
  for (const typed of [code, code.toLowerCase().replaceAll('-', ' '), code.replaceAll('-', '')]) {
    const answer = await service.call('step-up/submit-code', {
      parameters: { mfaID },
      body: { otp: typed },
      token,
    });
    expect(answer.slug).toBe('invalid-code');
  }
  expect((await submit(service, await challenge(), code)).slug).toBe('invalid-code');
});
