import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  accountWith,
  beginActivation,
  beginStepUp,
  challengeRow,
  codesMailedTo,
  completeActivation,
  nextAppCode,
  userRow,
} from '../../support/accounts.ts';
import { type FaultySES, faultySES, sesErrorNames } from '../../support/faulty-ses.ts';
import { lastCode, type Person, register, signIn, submit } from '../../support/people.ts';
import { type CallAnswer, type Service, startService } from '../../support/service.ts';

/** What is true if SES refuses the mail with a one-time password. */

let service: Service;
let ses: FaultySES;
beforeAll(async () => {
  service = await startService({
    ses: async (endpoint) => {
      ses = await faultySES(endpoint);
      return ses.endpoint;
    },
  });
});
afterAll(async () => {
  await service.close();
  await ses.close();
});

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  ses.accept();
  vi.restoreAllMocks();
});

const codeNotSent = { status: 503, slug: 'unavailable', body: { reason: 'code-not-sent' } };

/** The challenge is there, says that its code is not on its way, and can send it at once. */
function expectUnsent({ status, body }: CallAnswer): string {
  expect(status).toBe(200);
  expect(body).toMatchObject({ mfaPreferredType: 'email', noticeReason: 'code-not-sent', attemptsLeft: 5 });
  expect(body.notice).toMatch(/could not be mailed/);
  for (const name of ['sentTo', 'resendAt', 'sessionToken']) expect(body).not.toHaveProperty(name);
  expect(Date.parse(body.resendableAt)).toBeLessThanOrEqual(service.clock.now);
  expect(Date.parse(body.resendableUntil)).toBeGreaterThan(service.clock.now);
  return body.mfaID;
}

async function expectNothingCounted(person: Person, mfaID: string, mailed: number): Promise<void> {
  const challenge = await challengeRow(service, mfaID);
  expect(challenge).toMatchObject({ mails: 0 });
  expect(challenge).not.toHaveProperty('mailedAt');
  expect((await userRow(service, person.id))['codesMailedAt']).toHaveLength(mailed);
}

const resend = (mfaID: string) => service.call('auth/resend-code', { parameters: { mfaID } });

describe.each(sesErrorNames)('if SES answers %s', (error) => {
  it('a sign-in waits for a recovery code, counts nothing as mailed, and sends the code at once later', async () => {
    const account = await accountWith(service, 'email');
    service.clock.now += 3_600_000;
    ses.refuse(error);
    const mfaID = expectUnsent(await signIn(service, account));
    await expectNothingCounted(account, mfaID, 0);
    expect(await resend(mfaID)).toMatchObject(codeNotSent);
    await expectNothingCounted(account, mfaID, 0);
    ses.accept();
    const sent = await resend(mfaID);
    expect(sent.body).toMatchObject({ mfaID, sentTo: expect.stringContaining('•••') });
    expect(sent.body).not.toHaveProperty('noticeReason');
    expect((await submit(service, mfaID, await lastCode(service, account.email))).status).toBe(200);
    ses.refuse(error);
    const other = expectUnsent(await signIn(service, account));
    ses.accept();
    expect((await submit(service, other, account.recoveryCodes[0] ?? '')).status).toBe(200);
  });

  it('twelve sign-ins in a row spend none of the ten codes of the hour', async () => {
    const account = await accountWith(service, 'email');
    service.clock.now += 3_600_000;
    ses.refuse(error);
    for (let tries = 0; tries < 12; tries += 1) expectUnsent(await signIn(service, account));
    ses.accept();
    expect((await signIn(service, account)).body).toMatchObject({ resendsLeft: 5 });
  });

  it('a step-up says so too, and keeps its session', async () => {
    const account = await accountWith(service, 'email');
    service.clock.now += 60_000;
    ses.refuse(error);
    const { mfaID } = await beginStepUp(service, account.token);
    const parameters = { mfaID };
    const { token } = account;
    expect(await service.call('step-up/resend-code', { parameters, token })).toMatchObject(codeNotSent);
    ses.accept();
    const sent = await service.call('step-up/resend-code', { parameters, token });
    expect(sent.body.sentTo).toContain('•••');
    expect((await service.call('auth/verify', { token })).status).toBe(200);
  });

  it('a switch to email is answered, and the app can still be used', async () => {
    const account = await accountWith(service, 'email', 'authenticator');
    const { mfaID } = (await signIn(service, account)).body;
    service.clock.now += 30_000;
    const switchTo = (type: string) =>
      service.call('auth/switch-method', { parameters: { mfaID }, body: { type } });
    ses.refuse(error);
    expect(expectUnsent(await switchTo('email'))).toBe(mfaID);
    // The two codes were those of the activation and of a sign-in before.
    await expectNothingCounted(account, mfaID, 2);
    ses.accept();
    // Its code is still to be mailed for the first time.
    expect((await switchTo('authenticator')).body).not.toHaveProperty('noticeReason');
    expect((await switchTo('email')).body.sentTo).toContain('•••');
    await switchTo('authenticator');
    expect((await submit(service, mfaID, nextAppCode(service, account.app))).status).toBe(200);
  });

  it('a resend is refused, and the code that was mailed before is still good', async () => {
    const account = await accountWith(service, 'email');
    const { mfaID } = (await signIn(service, account)).body;
    const before = await challengeRow(service, mfaID);
    const otp = await lastCode(service, account.email);
    service.clock.now += 31_000;
    ses.refuse(error);
    expect(await resend(mfaID)).toMatchObject(codeNotSent);
    expect(await challengeRow(service, mfaID)).toEqual(before);
    ses.accept();
    expect((await submit(service, mfaID, otp)).status).toBe(200);
  });

  it('an activation by email does not begin, and can be begun again', async () => {
    const person = await register(service);
    ses.refuse(error);
    expect(await beginActivation(service, person, 'email')).toMatchObject(codeNotSent);
    expect((await userRow(service, person.id))['codesMailedAt']).toEqual([]);
    ses.accept();
    const { activationID } = (await beginActivation(service, person, 'email')).body;
    service.clock.now += 31_000;
    ses.refuse(error);
    const again = await service.call('mfa/resend-activation', { parameters: { activationID } });
    expect(again).toMatchObject(codeNotSent);
    ses.accept();
    const codes = await codesMailedTo(service, person.email);
    expect(codes).toHaveLength(2);
    expect((await completeActivation(service, activationID, codes.at(-1) ?? '')).status).toBe(200);
  });
});

it('a right password whose code cannot be mailed is not counted as a wrong one', async () => {
  const account = await accountWith(service, 'email');
  const person = await register(service);
  service.clock.now += 86_400_000;
  ses.refuse('MessageRejected');
  for (let tries = 0; tries < 25; tries += 1) {
    expect((await signIn(service, account, { address: '198.51.100.7' })).status).toBe(200);
    const begun = await beginActivation(service, person, 'email');
    expect(begun).toMatchObject(codeNotSent);
  }
  ses.accept();
  const guesses = (await service.rows('challenges')).filter(({ id }) =>
    String(id).startsWith('password-guesses#'),
  );
  const today = new Date(service.clock.now).toISOString().slice(0, 10);
  const counted = guesses.filter(({ id }) => String(id).endsWith(today)).map(({ failures }) => failures);
  expect(counted.every((failures) => failures === 0)).toBe(true);
});

it('two sign-ins at once whose codes cannot be mailed both say so, and both can send at once', async () => {
  const account = await accountWith(service, 'email');
  service.clock.now += 3_600_000;
  ses.refuse('MessageRejected');
  const both = await Promise.all([signIn(service, account), signIn(service, account)]);
  ses.accept();
  for (const answer of both) {
    const mfaID = expectUnsent(answer);
    expect(await challengeRow(service, mfaID)).toMatchObject({ mails: 0 });
    expect((await resend(mfaID)).status).toBe(200);
  }
  // One of them may have stayed among the codes of the hour, because the other was counted in between.
  const { codesMailedAt } = await userRow(service, account.id);
  expect((codesMailedAt as readonly number[]).length).toBeLessThanOrEqual(3);
});
