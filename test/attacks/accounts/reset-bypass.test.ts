import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Account,
  accountWith,
  everythingStored,
  nextAppCode,
  resetToken,
  sessionsOf,
  signInWithFactor,
  tally,
  times,
} from '../../support/accounts.ts';
import { type App, lastCode, register, session, signIn, submit } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';

/** R15: a password reset that signs in, or that takes the second factor with it (Lemmy #3715, GitLab #31308). */

let service: Service;
let account: Account & { app: App };
beforeAll(async () => {
  service = await startService();
  account = await accountWith(service, 'authenticator');
});
afterAll(() => service.close());

const passwords = ['orange teapot over snow', 'green ladder behind fog', 'silver pillow under sun'];
const reset = (token: string, password: string) =>
  service.call('account/reset-password', { body: { token, password } });

async function resetPassword(): Promise<void> {
  const password = passwords.find((one) => one !== account.password) ?? '';
  expect((await reset(await resetToken(service, account.email), password)).status).toBe(204);
  account = { ...account, password };
}

const factorRows = async () => (await service.rows('factors')).filter((row) => row['userID'] === account.id);

test('a reset signs nobody in, and leaves every factor and recovery code as it was', async () => {
  const factors = await factorRows();
  const token = await resetToken(service, account.email);
  const [password = ''] = passwords;
  const answer = await service.call('account/reset-password', {
    body: { token, password },
    headers: { 'x-session': 'cookie' },
  });
  expect(answer).toMatchObject({ status: 204, body: undefined, cookies: [] });
  account = { ...account, password };
  expect(await factorRows()).toEqual(factors);
  const { body } = await signIn(service, account);
  expect(body).toMatchObject({ mfaTypes: ['authenticator'] });
  expect(body.sessionToken).toBeUndefined();
  expect((await submit(service, body.mfaID, nextAppCode(service, account.app))).status).toBe(200);
});

test('it ends every session and the old password; it is an event and a mail', async () => {
  const token = await signInWithFactor(service, account, account.app);
  const cookie = await signInWithFactor(service, account, account.app, { 'x-session': 'cookie' });
  const old = account.password;
  await resetPassword();
  expect((await service.call('auth/verify', { token })).slug).toBe('signed-out');
  const cookies = [`__Host-session=${cookie}`];
  expect((await service.call('auth/verify', { cookies })).slug).toBe('signed-out');
  expect((await signIn(service, { ...account, password: old })).slug).toBe('invalid-credentials');
  const events = (await service.rows('events')).filter((row) => row['subject'] === `user#${account.id}`);
  expect(events.map((row) => row['kind'])).toContain('password-reset');
  expect((await service.mailsTo(account.email)).at(-1)?.subject).toContain('Your password was reset');
});

describe('the link', () => {
  test('works once', async () => {
    const token = await resetToken(service, account.email);
    const [password = ''] = passwords.filter((one) => one !== account.password);
    expect((await reset(token, password)).status).toBe(204);
    account = { ...account, password };
    const before = await everythingStored(service);
    expect((await reset(token, 'purple anchor above ice')).slug).toBe('challenge-expired');
    expect(await everythingStored(service)).toEqual(before);
  });

  test('works for one hour, to the millisecond, while its row is still there', async () => {
    const late = await resetToken(service, account.email);
    service.clock.now += 3_600_000;
    expect((await reset(late, 'purple anchor above ice')).slug).toBe('challenge-expired');
    const early = await resetToken(service, account.email);
    service.clock.now += 3_599_999;
    const [password = ''] = passwords.filter((one) => one !== account.password);
    expect((await reset(early, password)).status).toBe(204);
    account = { ...account, password };
    const links = (await service.rows('challenges')).filter((row) => row['purpose'] === 'password-reset');
    expect(links.length).toBeGreaterThan(2);
  });

  test('is dead once the password was set by another', async () => {
    const [first, second] = [
      await resetToken(service, account.email),
      await resetToken(service, account.email),
    ];
    const [password = ''] = passwords.filter((one) => one !== account.password);
    expect((await reset(second, password)).status).toBe(204);
    account = { ...account, password };
    expect((await reset(first, 'purple anchor above ice')).slug).toBe('challenge-expired');
  });

  test('that sets a password against the rules is not used up by it', async () => {
    const token = await resetToken(service, account.email);
    for (const weak of ['short', 'password123456789', 'aaaaaaaaaaaaaaaaaaaa'])
      expect((await reset(token, weak)).slug).toBe('validation');
    const [password = ''] = passwords.filter((one) => one !== account.password);
    expect((await reset(token, password)).status).toBe(204);
    account = { ...account, password };
  });

  test('has at least 128 random bits', async () => {
    service.clock.now += 3_600_000;
    const token = await resetToken(service, account.email);
    expect(token).toMatch(/^[\w-]{43}$/);
  });
});

test('asking for resets changes nothing and locks nobody out, however often', async () => {
  service.clock.now += 3_600_000;
  const token = await signInWithFactor(service, account, account.app);
  const body = { email: account.email };
  const answers = await Promise.all(times(20, () => service.call('account/forgot-password', { body })));
  expect(tally(answers)).toEqual({ 202: 5, 429: 15 });
  expect((await service.call('auth/verify', { token })).status).toBe(200);
  await signInWithFactor(service, account, account.app);
});

test('the mailbox alone opens no account that has an authenticator: reset, then no code by email', async () => {
  await resetPassword();
  const { mfaID, mfaTypes } = (await signIn(service, account)).body;
  expect(mfaTypes).toEqual(['authenticator']);
  const switched = await service.call('auth/switch-method', {
    parameters: { mfaID },
    body: { type: 'email' },
  });
  expect(switched.slug).toBe('validation');
  expect((await service.call('auth/resend-code', { parameters: { mfaID } })).slug).toBe('conflict');
  const sessions = await sessionsOf(service, account.id);
  await submit(service, mfaID, (await lastCode(service, account.email)) || '000000');
  expect(await sessionsOf(service, account.id)).toEqual(sessions);
});

describe('a change of the password by its owner', () => {
  test('needs the current one, ends the other sessions and keeps its own', async () => {
    const person = await register(service);
    const [own, other] = [await session(service, person), await session(service, person)];
    const [newPassword = ''] = passwords;
    const change = (currentPassword: string) =>
      service.call('account/change-password', { body: { currentPassword, newPassword }, token: own });
    expect((await change('not the password')).slug).toBe('invalid-credentials');
    expect((await service.call('auth/verify', { token: other })).status).toBe(200);
    expect((await change(person.password)).status).toBe(204);
    expect((await service.call('auth/verify', { token: own })).status).toBe(200);
    expect((await service.call('auth/verify', { token: other })).slug).toBe('signed-out');
    expect((await signIn(service, person)).slug).toBe('invalid-credentials');
    expect((await signIn(service, { ...person, password: newPassword })).status).toBe(200);
    const mails = (await service.mailsTo(person.email)).map(({ subject }) => subject);
    expect(mails.filter((subject) => subject.includes('password was changed'))).toHaveLength(1);
  });
});
