import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  accountWith,
  beginActivation,
  beginStepUp,
  completeActivation,
  linkToken,
  nextAppCode,
  resetToken,
  sessionsOf,
  stepUp,
} from '../../support/accounts.ts';
import { activateAuthenticator, lastCode, register, session, signIn, submit } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';
import { disturbDynamoDB, type UnrulyDynamoDB } from '../../support/unruly-dynamodb.ts';

/** R16: what began under old credentials is not finished under new ones (govengers/auth 1.1.1). */

let service: Service;
let account: Awaited<ReturnType<typeof accountWithBoth>>;
let dynamodb: UnrulyDynamoDB;
beforeAll(async () => {
  service = await startService({
    meter: async (endpoint) => {
      dynamodb = await disturbDynamoDB(endpoint);
      return dynamodb.endpoint;
    },
  });
  account = await accountWithBoth();
});
afterAll(async () => {
  await service.close();
  await dynamodb.close();
});

const accountWithBoth = () => accountWith(service, 'email', 'authenticator');
const newPassword = 'orange teapot over snow';

async function refresh(): Promise<void> {
  service.clock.now += 3_600_000;
  const { mfaID } = (await signIn(service, account)).body;
  const { body } = await submit(service, mfaID, nextAppCode(service, account.app));
  account = { ...account, token: body.sessionToken };
}

/** Changes of the credentials; each leaves the account usable for the next. */
const changes: Record<string, () => Promise<void>> = {
  'the password is changed': async () => {
    const body = { currentPassword: account.password, newPassword };
    const { status } = await service.call('account/change-password', { body, token: account.token });
    expect(status).toBe(204);
    account = { ...account, password: newPassword };
  },
  'the password is reset': async () => {
    const password = 'green ladder behind fog';
    const token = await resetToken(service, account.email);
    const { status } = await service.call('account/reset-password', { body: { token, password } });
    expect(status).toBe(204);
    account = { ...account, password };
  },
  'another factor is enabled': async () => {
    const { done } = await activateAuthenticator(service, account, account.token, false);
    expect(done.status).toBe(200);
  },
  'the recovery codes are made anew': async () => {
    const { status } = await service.call('mfa/regenerate-recovery-codes', { token: account.token });
    expect(status).toBe(200);
  },
  'a factor is disabled': async () => {
    const rows = await service.rows('factors');
    const email = rows.find((row) => row['userID'] === account.id && row['type'] === 'email');
    const parameters = { factorID: String(email?.['id']) };
    const { status } = await service.call('mfa/disable-factor', { parameters, token: account.token });
    expect(status).toBe(204);
  },
};

describe('a sign-in and a step-up that wait for their code are over when', () => {
  test.each(Object.keys(changes))('%s', async (change) => {
    await refresh();
    const { mfaID } = (await signIn(service, account)).body;
    const stepUpID = (await beginStepUp(service, account.token)).mfaID;
    const { token } = account;
    const sessions = (await sessionsOf(service, account.id)).map((row) => row['id']);
    await changes[change]?.();
    const otp = nextAppCode(service, account.app);
    expect((await submit(service, mfaID, otp)).slug).toBe('challenge-expired');
    const finished = await service.call('step-up/submit-code', {
      parameters: { mfaID: stepUpID },
      body: { otp },
      token,
    });
    expect(['challenge-expired', 'signed-out']).toContain(finished.slug);
    for (const request of [
      service.call('auth/switch-method', { parameters: { mfaID }, body: { type: 'email' } }),
      service.call('auth/resend-code', { parameters: { mfaID } }),
    ])
      expect((await request).slug).toBe('challenge-expired');
    expect((await sessionsOf(service, account.id)).map((row) => row['id'])).toEqual(sessions);
  });

  test('the first factor is undone', async () => {
    const person = await accountWith(service, 'email');
    const pending = (await signIn(service, person)).body.mfaID;
    const otp = await lastCode(service, person.email);
    const token = await linkToken(service, person.email, 'undo');
    expect((await service.call('mfa/undo', { body: { token } })).status).toBe(204);
    expect((await submit(service, pending, otp)).slug).toBe('challenge-expired');
  });
});

test('an activation that waits for its code is over when the password is changed', async () => {
  const person = await register(service);
  const { activationID } = (await beginActivation(service, person, 'email')).body;
  const otp = await lastCode(service, person.email);
  const token = await resetToken(service, person.email);
  await service.call('account/reset-password', { body: { token, password: newPassword } });
  expect((await completeActivation(service, activationID, otp)).slug).toBe('challenge-expired');
  expect((await service.rows('factors')).filter((row) => row['userID'] === person.id)).toEqual([]);
});

describe('what was judged and is on its way to be stored when the credentials change is refused', () => {
  test('a password that was right, when a first factor is enabled at that moment', async () => {
    const person = await register(service);
    const { activationID } = (await beginActivation(service, person, 'email')).body;
    const otp = await lastCode(service, person.email);
    await session(service, person);
    const sessions = await sessionsOf(service, person.id);
    const grant = dynamodb.holdNext('TransactWriteItems');
    const signingIn = signIn(service, person);
    await grant.held;
    expect((await completeActivation(service, activationID, otp)).status).toBe(200);
    grant.release();
    expect((await signingIn).slug).toBe('invalid-credentials');
    expect(await sessionsOf(service, person.id)).toEqual(sessions);
  });

  test('a code that was right, when the recovery codes are made anew at that moment', async () => {
    await refresh();
    const { mfaID } = (await signIn(service, account)).body;
    const otp = nextAppCode(service, account.app);
    const sessions = await sessionsOf(service, account.id);
    const [charge, grant] = [
      dynamodb.holdNext('TransactWriteItems'),
      dynamodb.holdNext('TransactWriteItems'),
    ];
    charge.release();
    const submitting = submit(service, mfaID, otp);
    await grant.held;
    const { token } = account;
    expect((await service.call('mfa/regenerate-recovery-codes', { token })).status).toBe(200);
    grant.release();
    expect((await submitting).slug).toBe('challenge-expired');
    expect(await sessionsOf(service, account.id)).toEqual(sessions);
  });

  test('a new factor, when the password is changed at that moment', async () => {
    const person = await register(service);
    const { activationID } = (await beginActivation(service, person, 'email')).body;
    const otp = await lastCode(service, person.email);
    const token = await resetToken(service, person.email);
    const [charge, enable] = [
      dynamodb.holdNext('TransactWriteItems'),
      dynamodb.holdNext('TransactWriteItems'),
    ];
    charge.release();
    const completing = completeActivation(service, activationID, otp);
    await enable.held;
    const reset = await service.call('account/reset-password', { body: { token, password: newPassword } });
    expect(reset.status).toBe(204);
    enable.release();
    expect((await completing).slug).toBe('challenge-expired');
    expect((await service.rows('factors')).filter((row) => row['userID'] === person.id)).toEqual([]);
  });
});

test('a step-up makes a session only while the one that asked for it is alive', async () => {
  await refresh();
  const { mfaID } = await beginStepUp(service, account.token);
  await service.call('auth/sign-out', { token: account.token });
  const answer = await service.call('step-up/submit-code', {
    parameters: { mfaID },
    body: { otp: nextAppCode(service, account.app) },
    token: account.token,
  });
  expect(answer.slug).toBe('signed-out');
  await refresh();
  expect(await stepUp(service, account, account.app)).toBeTypeOf('string');
});
