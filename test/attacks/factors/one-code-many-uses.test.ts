import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Account,
  accountWith,
  beginStepUp,
  linkToken,
  nextAppCode,
  resetToken,
  sessionsOf,
  tally,
  times,
  userRow,
} from '../../support/accounts.ts';
import {
  type App,
  appWith,
  codeIn,
  lastCode,
  newAddress,
  register,
  signIn,
  submit,
} from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';

/** R05: check and use that are not one step let one code be used twice (CVE-2026-107276, Kratos' 50 at once). */

let service: Service;
let byEmail: Account;
let byApp: Account & { app: App };
beforeAll(async () => {
  service = await startService({ conflicts: 'queue' });
  byEmail = await accountWith(service, 'email');
  byApp = await accountWith(service, 'authenticator');
});
afterAll(() => service.close());

const succeeded = (answers: readonly { status: number }[]) => answers.filter(({ status }) => status < 300);

describe('a right code sent many times at once', () => {
  test('50 times to one challenge makes one session', async () => {
    const { mfaID } = (await signIn(service, byEmail)).body;
    const otp = await lastCode(service, byEmail.email);
    const before = (await sessionsOf(service, byEmail.id)).length;
    const answers = await Promise.all(times(50, () => submit(service, mfaID, otp)));
    expect(succeeded(answers)).toHaveLength(1);
    expect(tally(answers)).toEqual({ 200: 1, 410: 49 });
    expect(await sessionsOf(service, byEmail.id)).toHaveLength(before + 1);
  });

  test("an authenticator's, to 8 challenges, makes one session", async () => {
    const challenges: string[] = [];
    for (let index = 0; index < 8; index += 1) challenges.push((await signIn(service, byApp)).body.mfaID);
    const otp = nextAppCode(service, byApp.app);
    const before = (await sessionsOf(service, byApp.id)).length;
    const answers = await Promise.all(challenges.map((mfaID) => submit(service, mfaID, otp)));
    expect(tally(answers)).toEqual({ 200: 1, 422: 7 });
    expect(new Set(answers.map(({ slug }) => slug))).toEqual(new Set([undefined, 'code-already-used']));
    expect(await sessionsOf(service, byApp.id)).toHaveLength(before + 1);
  });

  test('8 times to a step-up makes one session, and the old one is dead', async () => {
    const { mfaID } = await beginStepUp(service, byEmail.token);
    const otp = await lastCode(service, byEmail.email);
    const request = { parameters: { mfaID }, body: { otp }, token: byEmail.token };
    const before = (await sessionsOf(service, byEmail.id)).length;
    const answers = await Promise.all(times(8, () => service.call('step-up/submit-code', request)));
    expect(succeeded(answers)).toHaveLength(1);
    expect(await sessionsOf(service, byEmail.id)).toHaveLength(before);
    expect((await service.call('auth/verify', { token: byEmail.token })).status).toBe(401);
  });

  test('8 times to an activation enables one factor with one set of recovery codes', async () => {
    const person = await register(service);
    const body = { type: 'authenticator', identifier: person.email, password: person.password };
    const begun = (await service.call('mfa/activate', { body })).body;
    const otp = appWith(begun.secret).codeAt(service.clock.now);
    const request = { parameters: { activationID: begun.activationID }, body: { otp } };
    const answers = await Promise.all(times(8, () => service.call('mfa/complete-activation', request)));
    expect(tally(answers)).toEqual({ 200: 1, 410: 7 });
    const rows = (await service.rows('factors')).filter((row) => row['userID'] === person.id);
    expect(rows.filter((row) => row['type'])).toHaveLength(1);
    expect(rows).toHaveLength(11);
    const mails = await service.mailsTo(person.email);
    expect(mails.filter(({ subject }) => subject.includes('is now on'))).toHaveLength(1);
  });

  test('8 times to a registration makes one account', async () => {
    const email = newAddress();
    const asked = { email, password: 'violet kettle under rain' };
    const { registrationID } = (await service.call('account/register', { body: asked })).body;
    const code = codeIn((await service.mailsTo(email)).at(-1)?.subject);
    const answers = await Promise.all(
      times(8, () => service.call('account/verify-email', { body: { registrationID, code } })),
    );
    expect(succeeded(answers)).toHaveLength(1);
    const accounts = (await service.rows('users')).filter((row) => row['address'] === email);
    expect(accounts).toHaveLength(1);
  });
});

test('two registrations of one address, confirmed at once, make one account', async () => {
  const email = newAddress();
  const registrations: { registrationID: string; code: string }[] = [];
  for (const password of ['violet kettle under rain', 'orange teapot over snow']) {
    const { registrationID } = (await service.call('account/register', { body: { email, password } })).body;
    registrations.push({ registrationID, code: codeIn((await service.mailsTo(email)).at(-1)?.subject) });
  }
  const answers = await Promise.all(
    registrations.map((body) => service.call('account/verify-email', { body })),
  );
  expect(tally(answers)).toEqual({ 200: 1, 409: 1 });
});

test('one recovery code, sent to 8 challenges at once, makes one session', async () => {
  const challenges: string[] = [];
  for (let index = 0; index < 8; index += 1) challenges.push((await signIn(service, byApp)).body.mfaID);
  const [recoveryCode = ''] = byApp.recoveryCodes;
  const before = (await sessionsOf(service, byApp.id)).length;
  const answers = await Promise.all(challenges.map((mfaID) => submit(service, mfaID, recoveryCode)));
  expect(succeeded(answers)).toHaveLength(1);
  expect(await sessionsOf(service, byApp.id)).toHaveLength(before + 1);
  const left = (await service.rows('factors')).filter(
    (row) => row['userID'] === byApp.id && String(row['id']).startsWith('recovery-code#'),
  );
  expect(left).toHaveLength(9);
});

test('one reset link, used 8 times at once, sets one password', async () => {
  const person = await register(service);
  const token = await resetToken(service, person.email);
  const passwords = times(8, (index) => `violet kettle number ${'abcdefgh'[index]}`);
  const answers = await Promise.all(
    passwords.map((password) => service.call('account/reset-password', { body: { token, password } })),
  );
  expect(tally(answers)).toEqual({ 204: 1, 410: 7 });
  const winner = passwords[answers.findIndex(({ status }) => status === 204)] ?? '';
  expect((await signIn(service, { ...person, password: winner })).status).toBe(200);
  expect(await userRow(service, person.id)).toMatchObject({ credentialVersion: 2 });
});

test('one undo link, used 8 times at once, undoes once and starts one reset', async () => {
  const token = await linkToken(service, byApp.email, 'undo');
  const answers = await Promise.all(times(8, () => service.call('mfa/undo', { body: { token } })));
  expect(tally(answers)).toEqual({ 204: 1, 410: 7 });
  const mails = await service.mailsTo(byApp.email);
  expect(mails.filter(({ subject }) => subject.includes('was undone'))).toHaveLength(1);
});
