import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type Account,
  accountWith,
  beginActivation,
  challengeRow,
  completeActivation,
  everythingStored,
  nextAppCode,
  resetToken,
  sessionsOf,
  signInWithFactor,
  userRow,
} from '../../support/accounts.ts';
import {
  type App,
  codeIn,
  lastCode,
  newAddress,
  otherCode,
  register,
  session,
  signIn,
  submit,
} from '../../support/people.ts';
import { type CallAnswer, type Service, startService } from '../../support/service.ts';
import { disturbDynamoDB, type UnrulyDynamoDB } from '../../support/unruly-dynamodb.ts';

/**
 * R20: an error that passes for success (CVE-2024-10924 Really Simple Security, CVE-2026-0723 GitLab). Whatever the
 * functions stand on refuses here: each time it is `unavailable`, nobody is signed in, and it works again afterwards.
 */

let service: Service;
let dynamodb: UnrulyDynamoDB;
let account: Account & { app: App };
beforeAll(async () => {
  service = await startService({
    meter: async (endpoint) => {
      dynamodb = await disturbDynamoDB(endpoint);
      return dynamodb.endpoint;
    },
  });
  account = await accountWith(service, 'email', 'authenticator');
});
afterAll(async () => {
  await service.close();
  await dynamodb.close();
});
beforeEach(() => {
  service.clock.now += 3_600_000;
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => vi.restoreAllMocks());

const newPassword = 'orange teapot over snow';

function expectUnavailable(answer: CallAnswer): void {
  expect(answer).toMatchObject({ status: 503, slug: 'unavailable', cookies: [] });
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  expect(JSON.stringify(answer.body)).not.toMatch(/sessionToken|recoveryCodes|Exception/);
}

const byApp = async () => {
  const { mfaID } = (await signIn(service, account)).body;
  return { mfaID, otp: nextAppCode(service, account.app) };
};

/** Opens a challenge whose code goes by mail. */
const byEmail = async () => {
  const { mfaID } = (await signIn(service, account)).body;
  const body = { type: 'email' };
  await service.call('auth/switch-method', { parameters: { mfaID }, body });
  return { mfaID, otp: await lastCode(service, account.email) };
};

describe('a transaction that meets another one', () => {
  const conflict = (count: number) => service.emulators.dynamodb.conflictNext(count);

  test('is tried again three times: the code is used once, one session is made', async () => {
    const { mfaID, otp } = await byApp();
    const before = (await sessionsOf(service, account.id)).length;
    conflict(3);
    expect((await submit(service, mfaID, otp)).status).toBe(200);
    expect(await sessionsOf(service, account.id)).toHaveLength(before + 1);
    expect(await challengeRow(service, mfaID)).toMatchObject({ attempts: 1 });
  });

  test('four times before the charge is unavailable: nothing is charged, the code still works', async () => {
    const { mfaID, otp } = await byApp();
    const before = await everythingStored(service);
    conflict(4);
    expectUnavailable(await submit(service, mfaID, otp));
    expect(await everythingStored(service)).toEqual(before);
    expect((await submit(service, mfaID, otp)).status).toBe(200);
  });

  test('four times after the charge is unavailable: the try is charged, no session is made, the code still works', async () => {
    const { mfaID, otp } = await byApp();
    const before = await sessionsOf(service, account.id);
    const [charge, grant] = [
      dynamodb.holdNext('TransactWriteItems'),
      dynamodb.holdNext('TransactWriteItems'),
    ];
    const submitting = submit(service, mfaID, otp);
    charge.release();
    await grant.held;
    conflict(4);
    grant.release();
    expectUnavailable(await submitting);
    expect(await sessionsOf(service, account.id)).toEqual(before);
    expect(await challengeRow(service, mfaID)).toMatchObject({ attempts: 1 });
    expect((await submit(service, mfaID, otp)).status).toBe(200);
    expect((await userRow(service, account.id))['authenticatorFailures']).toBeUndefined();
  });

  test.each([
    [3, 204],
    [4, 503],
  ])('%i times at a reset of the password: %i', async (count, status) => {
    const person = await register(service);
    const token = await resetToken(service, person.email);
    conflict(count);
    const body = { token, password: newPassword };
    expect((await service.call('account/reset-password', { body })).status).toBe(status);
    const changed = status === 204;
    expect(await userRow(service, person.id)).toMatchObject({ credentialVersion: changed ? 2 : 1 });
    expect((await signIn(service, person)).status).toBe(changed ? 401 : 200);
    expect((await service.call('account/reset-password', { body })).status).toBe(changed ? 410 : 204);
  });

  test.each([
    [3, 200],
    [4, 503],
  ])('%i times at a single write, the charge of a registration: %i', async (count, status) => {
    const email = newAddress();
    const asked = { email, password: newPassword };
    const { registrationID } = (await service.call('account/register', { body: asked })).body;
    const code = codeIn((await service.mailsTo(email)).at(-1)?.subject);
    dynamodb.failNext('UpdateItem', 'TransactionConflictException', count);
    const answer = await service.call('account/verify-email', { body: { registrationID, code } });
    expect(answer.status).toBe(status);
    expect(await challengeRow(service, registrationID)).toMatchObject({ attempts: status === 200 ? 1 : 0 });
  });
});

describe('DynamoDB that refuses', () => {
  test.each([
    ['TransactWriteItems', 'InternalServerError'],
    ['BatchGetItem', 'ThrottlingException'],
    ['BatchGetItem', 'AccessDeniedException'],
  ])('%s with %s: a right code makes no session, and works afterwards', async (operation, error) => {
    const { mfaID, otp } = await byApp();
    const before = await everythingStored(service);
    dynamodb.failNext(operation, error, 20);
    expectUnavailable(await submit(service, mfaID, otp));
    dynamodb.recover();
    expect(await everythingStored(service)).toEqual(before);
    expect((await submit(service, mfaID, otp)).status).toBe(200);
  });

  test('and cannot be reached: every step that needs it is unavailable, sessions count for nothing', async () => {
    const token = await signInWithFactor(service, account, account.app);
    const before = await everythingStored(service);
    await service.emulators.dynamodb.interrupt();
    const answers = [
      await service.call('auth/verify', { token }),
      await signIn(service, account),
      await service.call('mfa/regenerate-recovery-codes', { token }),
      await service.call('account/forgot-password', { body: { email: account.email } }),
      await service.call('mfa/undo', { body: { token: 'x' } }),
    ];
    await service.emulators.dynamodb.restore();
    for (const answer of answers) expectUnavailable(answer);
    expect(await everythingStored(service)).toEqual(before);
    expect((await service.call('auth/verify', { token })).status).toBe(200);
  });
});

describe('a mail with a code or a link that cannot be sent', () => {
  beforeEach(() => service.emulators.ses.pauseSending());
  afterEach(() => service.emulators.ses.resumeSending());

  test('is unavailable alike for known and unknown addresses', async () => {
    const answers: CallAnswer[] = [];
    for (const email of [account.email, newAddress()]) {
      answers.push(await service.call('account/forgot-password', { body: { email } }));
      answers.push(await service.call('account/register', { body: { email, password: newPassword } }));
    }
    for (const answer of answers) expectUnavailable(answer);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });

  test('signs nobody in, steps nobody up and enables nothing', async () => {
    service.emulators.ses.resumeSending();
    const person = await accountWith(service, 'email');
    const plain = await register(service);
    service.emulators.ses.pauseSending();
    const sessions = (await service.rows('sessions')).length;
    const factors = (await service.rows('factors')).length;
    expectUnavailable(await beginActivation(service, plain, 'email'));
    const waiting = [
      await signIn(service, person),
      await service.call('step-up/start', { token: person.token }),
    ];
    for (const { body, cookies } of waiting) {
      // It waits for a recovery code, and says that no code is on its way.
      expect(body).toMatchObject({ mfaPreferredType: 'email', noticeReason: 'code-not-sent' });
      expect(body).not.toHaveProperty('sentTo');
      expect(JSON.stringify({ body, cookies })).not.toMatch(/sessionToken|__Host-session/);
    }
    const [byPassword, bySession] = waiting.map(({ body }) => ({ mfaID: body.mfaID }));
    expectUnavailable(await service.call('auth/resend-code', { parameters: byPassword ?? {} }));
    expectUnavailable(
      await service.call('step-up/resend-code', { parameters: bySession ?? {}, token: person.token }),
    );
    expect(await service.rows('sessions')).toHaveLength(sessions);
    expect(await service.rows('factors')).toHaveLength(factors);
  });
});

describe('a notice of a change that cannot be sent', () => {
  const withoutMail = async (change: () => Promise<CallAnswer>): Promise<CallAnswer> => {
    service.emulators.ses.pauseSending();
    try {
      return await change();
    } finally {
      service.emulators.ses.resumeSending();
    }
  };

  test('does not take the recovery codes of a factor that is enabled from its user', async () => {
    const person = await register(service);
    const { activationID } = (await beginActivation(service, person, 'email')).body;
    const otp = await lastCode(service, person.email);
    const answer = await withoutMail(() => completeActivation(service, activationID, otp));
    expect(answer.body.recoveryCodes).toHaveLength(10);
    const { mfaID } = (await signIn(service, person)).body;
    expect((await submit(service, mfaID, answer.body.recoveryCodes[0])).status).toBe(200);
  });

  test('does not take the session from someone whose recovery code is used up by it', async () => {
    const { mfaID } = await byApp();
    const answer = await withoutMail(() => submit(service, mfaID, account.recoveryCodes[0] ?? ''));
    expect((await service.call('auth/verify', { token: answer.body.sessionToken })).status).toBe(200);
  });

  test('does not say that nothing changed, when it did', async () => {
    const token = await signInWithFactor(service, account, account.app);
    const { factors } = (await service.call('account/read', { token })).body.mfa;
    const email = factors.find(({ type }: { type: string }) => type === 'email');
    const answers = await withoutMail(async () => {
      const prefer = { body: { factorID: email.id }, token };
      expect((await service.call('mfa/prefer-factor', prefer)).status).toBe(200);
      const regenerated = await service.call('mfa/regenerate-recovery-codes', { token });
      expect(regenerated.body.recoveryCodes).toHaveLength(10);
      const change = { currentPassword: account.password, newPassword };
      return service.call('account/change-password', { body: change, token });
    });
    expect(answers.status).toBe(204);
    account = { ...account, password: newPassword };
    expect((await signIn(service, account)).status).toBe(200);
  });

  test('is in the log of errors, by its kind and without its words', async () => {
    const lines: string[] = [];
    vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line));
    const token = await signInWithFactor(service, account, account.app);
    await withoutMail(() => service.call('mfa/regenerate-recovery-codes', { token }));
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'error',
      requestId: expect.any(String),
      coldStart: expect.any(Boolean),
      notice: 'recovery-codes-regenerated',
    });
    expect(lines[0]).not.toContain(account.email);
  });

  test('does not tell a wrong code from a right one', async () => {
    const { mfaID, otp } = await byEmail();
    const answer = await withoutMail(() => submit(service, mfaID, otherCode(otp)));
    expect(answer.slug).toBe('invalid-code');
    expect((await submit(service, mfaID, otp)).status).toBe(200);
  });
});

describe('KMS that cannot be reached at a cold start', () => {
  test('no code is made, no code is compared and no secret is opened; afterwards all of it works', async () => {
    const cold = await startService();
    const person = await register(cold);
    const token = await session(cold, person);
    const { activationID } = (await beginActivation(cold, person, 'email', token)).body;
    const otp = await lastCode(cold, person.email);
    await cold.emulators.kms.interrupt();
    const before = await everythingStored(cold);
    expectUnavailable(await completeActivation(cold, activationID, otp, token));
    expect(await everythingStored(cold)).toEqual(before);
    await cold.emulators.kms.restore();
    expect((await completeActivation(cold, activationID, otp, token)).status).toBe(200);

    const { mfaID } = (await signIn(cold, person)).body;
    const code = await lastCode(cold, person.email);
    await cold.emulators.kms.interrupt();
    const sessions = await sessionsOf(cold, person.id);
    expectUnavailable(await submit(cold, mfaID, code));
    expect(await sessionsOf(cold, person.id)).toEqual(sessions);
    expect(await challengeRow(cold, mfaID)).toMatchObject({ attempts: 0 });
    await cold.emulators.kms.restore();
    const { body } = await submit(cold, mfaID, code);
    await cold.emulators.kms.interrupt();
    expectUnavailable(await cold.call('step-up/start', { token: body.sessionToken }));
    await cold.emulators.kms.restore();
    await cold.close();
  });
});
