import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { userKey } from '../../../core/accounts/user.ts';
import { update } from '../../../core/kernel/change.ts';
import { store } from '../../../functions/adapters/store.ts';
import {
  type Account,
  accountWith,
  beginStepUp,
  completeSignIn,
  nextAppCode,
  userRow,
  wrongAppCode,
} from '../../support/accounts.ts';
import { type App, lastCode, signIn, submit } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';

/** Rule 4 and NIST SP 800-63B section 3.2.2: waits that double, and a method that is locked at 100 failures in a row. */

let service: Service;
let account: Account & { app: App };
beforeAll(async () => {
  service = await startService();
  account = await accountWith(service, 'email', 'authenticator');
});
afterAll(() => service.close());

async function challengeWith(type: 'email' | 'authenticator'): Promise<string> {
  const { mfaID, mfaPreferredType } = (await signIn(service, account)).body;
  if (mfaPreferredType !== type)
    await service.call('auth/switch-method', { parameters: { mfaID }, body: { type } });
  return mfaID;
}

/** Guesses without a password: a step-up challenge of a session that stays alive. */
async function wrongGuess(token: string) {
  const { mfaID } = await beginStepUp(service, token);
  const body = { otp: wrongAppCode(service, account.app) };
  return service.call('step-up/submit-code', { parameters: { mfaID }, body, token });
}

async function sessionByEmail(): Promise<string> {
  const mfaID = await challengeWith('email');
  return (await submit(service, mfaID, await lastCode(service, account.email))).body.sessionToken;
}

const failures = async () => (await userRow(service, account.id))['authenticatorFailures'];

test('the waits double from 30 s after the tenth failure to one hour, to the millisecond', async () => {
  for (let count = 0; count < 10; count += 1) expect((await wrongGuess(account.token)).status).toBe(422);
  for (const waitSeconds of [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]) {
    const failedAt = service.clock.now;
    // The session must not fall idle meanwhile, and a challenge lives ten minutes.
    service.clock.now = failedAt + Math.floor(waitSeconds / 2) * 1000;
    const token = await sessionByEmail();
    service.clock.now = failedAt + waitSeconds * 1000 - 1;
    const early = await wrongGuess(token);
    expect(early, `${waitSeconds} s`).toMatchObject({ status: 429, headers: { 'retry-after': '1' } });
    service.clock.now = failedAt + waitSeconds * 1000;
    expect((await wrongGuess(token)).slug, `${waitSeconds} s`).toBe('invalid-code');
  }
  expect(await failures()).toBe(19);
});

/** As if this many failures in a row had come about, the last of them a day ago. */
async function haveFailed(count: number, ...methods: readonly string[]): Promise<void> {
  const set = Object.fromEntries(
    methods.flatMap((method) => [
      [`${method}Failures`, count],
      [`${method}FailedAt`, service.clock.now],
    ]),
  );
  await store(service.host).commit([update('users', userKey(account.id), set, [])]);
  service.clock.now += 86_400_000;
}

test('the hundredth failure in a row locks the method', async () => {
  await haveFailed(95, 'authenticator');
  const token = await sessionByEmail();
  for (let count = 95; count < 100; count += 1) {
    expect((await wrongGuess(token)).slug, `failure ${count + 1}`).toBe('invalid-code');
    service.clock.now += 1_800_000;
    await service.call('auth/verify', { token });
    service.clock.now += 1_800_000;
  }
  expect(await failures()).toBe(100);
  service.clock.now += 30 * 86_400_000;
  const mfaID = await challengeWith('authenticator');
  expect((await submit(service, mfaID, nextAppCode(service, account.app))).slug).toBe('too-many-attempts');
});

describe('a locked method', () => {
  const lock = (...methods: readonly string[]) => haveFailed(100, ...methods);

  test('still counts as enabled: the password alone makes no session, another method is asked for', async () => {
    await lock('authenticator');
    const { body } = await signIn(service, account);
    expect(body).toMatchObject({ mfaPreferredType: 'email', mfaTypes: ['email', 'authenticator'] });
    expect(body.sessionToken).toBeUndefined();
  });

  test('is unlocked by a session with another method', async () => {
    await lock('authenticator');
    await sessionByEmail();
    expect((await completeSignIn(service, account, account.app)).status).toBe(200);
  });

  test('is unlocked by a recovery code, even where all methods are locked; no code is mailed until then', async () => {
    await lock('authenticator', 'email');
    const mailsBefore = (await service.mailsTo(account.email)).length;
    const { mfaID } = (await signIn(service, account)).body;
    const switched = await service.call('auth/switch-method', {
      parameters: { mfaID },
      body: { type: 'email' },
    });
    service.clock.now += 60_000;
    expect((await service.call('auth/resend-code', { parameters: { mfaID } })).slug).toBe(
      'too-many-attempts',
    );
    expect(switched.status).toBe(200);
    expect(switched.body).not.toHaveProperty('sentTo');
    expect(await service.mailsTo(account.email)).toHaveLength(mailsBefore);
    expect((await submit(service, mfaID, account.recoveryCodes[0] ?? '')).status).toBe(200);
    expect((await completeSignIn(service, account, account.app)).status).toBe(200);
  });

  test('that is the recovery codes refuses them too, and another method unlocks them', async () => {
    await lock('recovery-code');
    const mfaID = await challengeWith('authenticator');
    const recoveryCode = account.recoveryCodes[1] ?? '';
    expect((await submit(service, mfaID, recoveryCode)).slug).toBe('too-many-attempts');
    await completeSignIn(service, account, account.app);
    const next = await challengeWith('authenticator');
    expect((await submit(service, next, recoveryCode)).status).toBe(200);
  });

  test('is not unlocked by waiting or by the right password', async () => {
    await lock('authenticator');
    await signIn(service, account);
    service.clock.now += 400 * 86_400_000;
    const mfaID = await challengeWith('authenticator');
    expect((await submit(service, mfaID, nextAppCode(service, account.app))).slug).toBe('too-many-attempts');
    expect(await failures()).toBe(100);
  });
});
