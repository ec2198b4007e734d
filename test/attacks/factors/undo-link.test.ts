import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountWith, everythingStored, linkToken, sessionsOf, userRow } from '../../support/accounts.ts';
import {
  activateAuthenticator,
  activateEmail,
  register,
  session,
  signIn,
  submit,
} from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';

/** Rule 8: a first factor needed the password alone, so the mail about it can undo what a thief of the password did. */

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const undo = (token: string) => service.call('mfa/undo', { body: { token } });
const newPassword = 'orange teapot over snow';

test('undoing takes factor and recovery codes away, ends sessions, voids the password and starts a reset', async () => {
  const owner = await register(service);
  const ownersSession = await session(service, owner);
  const { app } = await activateAuthenticator(service, owner);
  expect((await service.call('auth/verify', { token: ownersSession })).slug).toBe('signed-out');
  service.clock.now += 30_000;
  const { mfaID } = (await signIn(service, owner)).body;
  const thiefs = (await submit(service, mfaID, app.codeAt(service.clock.now))).body.sessionToken;

  expect((await undo(await linkToken(service, owner.email, 'undo'))).status).toBe(204);
  expect((await service.rows('factors')).filter((row) => row['userID'] === owner.id)).toEqual([]);
  expect(await userRow(service, owner.id)).toMatchObject({ factors: [], passwordHash: 'void' });
  expect((await service.call('auth/verify', { token: thiefs })).slug).toBe('signed-out');
  expect((await signIn(service, owner)).slug).toBe('invalid-credentials');
  expect((await signIn(service, { ...owner, password: 'void' })).slug).toBe('invalid-credentials');

  const token = await linkToken(service, owner.email, 'reset');
  const reset = await service.call('account/reset-password', { body: { token, password: newPassword } });
  expect(reset.status).toBe(204);
  expect((await signIn(service, { ...owner, password: newPassword })).body).toHaveProperty('sessionToken');
  const kinds = (await service.rows('events'))
    .filter((row) => row['subject'] === `user#${owner.id}`)
    .map((row) => row['kind']);
  expect(kinds).toEqual(expect.arrayContaining(['factor-enabled', 'activation-undone', 'password-reset']));
});

test('the link works once', async () => {
  const account = await accountWith(service, 'email');
  const token = await linkToken(service, account.email, 'undo');
  expect((await undo(token)).status).toBe(204);
  const before = await everythingStored(service);
  const mails = (await service.mailsTo(account.email)).length;
  expect((await undo(token)).slug).toBe('challenge-expired');
  expect(await everythingStored(service)).toEqual(before);
  expect(await service.mailsTo(account.email)).toHaveLength(mails);
});

test('only the mail about a first factor has it', async () => {
  const account = await accountWith(service, 'email');
  const first = await linkToken(service, account.email, 'undo');
  await activateAuthenticator(service, account, account.token);
  const mails = (await service.mailsTo(account.email)).filter(({ subject }) =>
    /is now on|added to your account/.test(subject),
  );
  expect(mails).toHaveLength(2);
  expect(await linkToken(service, account.email, 'undo')).toBe(first);
  expect(mails.at(-1)?.body.text).not.toContain('#token=');
});

test('an account without that factor is not touched by it: it was disabled, and another first one enabled', async () => {
  const account = await accountWith(service, 'email');
  const token = await linkToken(service, account.email, 'undo');
  const { factors } = (await service.call('account/read', { token: account.token })).body.mfa;
  const parameters = { factorID: factors[0].id };
  await service.call('mfa/disable-factor', { parameters, token: account.token });
  expect((await undo(token)).slug).toBe('challenge-expired');
  await activateEmail(service, account);
  const before = await everythingStored(service);
  expect((await undo(token)).slug).toBe('challenge-expired');
  expect(await everythingStored(service)).toEqual(before);
});

describe('it still works', () => {
  test('when the password was changed since: the thief may have done that', async () => {
    const account = await accountWith(service, 'email');
    const body = { currentPassword: account.password, newPassword };
    const changed = await service.call('account/change-password', { body, token: account.token });
    expect(changed.status).toBe(204);
    expect((await undo(await linkToken(service, account.email, 'undo'))).status).toBe(204);
    expect((await signIn(service, { ...account, password: newPassword })).slug).toBe('invalid-credentials');
  });

  test('when more factors came since: all of them go', async () => {
    const account = await accountWith(service, 'email', 'authenticator');
    expect((await undo(await linkToken(service, account.email, 'undo'))).status).toBe(204);
    expect((await service.rows('factors')).filter((row) => row['userID'] === account.id)).toEqual([]);
  });
});

test('a made-up token, a reset token and one of 8 KB undo nothing', async () => {
  const account = await accountWith(service, 'email');
  await service.call('account/forgot-password', { body: { email: account.email } });
  const reset = await linkToken(service, account.email, 'reset');
  const sessions = await sessionsOf(service, account.id);
  for (const token of [reset, reset.slice(1), `undo#${reset}`, 'x'])
    expect((await undo(token)).slug).toBe('challenge-expired');
  expect((await undo('x'.repeat(8192))).slug).toBe('validation');
  expect(await sessionsOf(service, account.id)).toEqual(sessions);
});
