import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { User } from '../../../core/accounts/user.ts';
import { unlockAccount } from '../../../core/operator/operator-unlock.ts';
import { store } from '../../../functions/adapters/store.ts';
import {
  type Account,
  accountWith,
  beginActivation,
  beginStepUp,
  codesMailedTo,
  resetToken,
  signInWithFactor,
  userRow,
} from '../../support/accounts.ts';
import { bounceOf, complaintOf } from '../../support/mail-events.ts';
import { type App, lastCode, newAddress, register, session, signIn, submit } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';

/**
 * A20: mail that comes back must not go on being sent, must not lock its user out, and must tell nobody but its user: a
 * stranger would learn that the address has an account, and what has become of its mailbox.
 */

const cameBack =
  'No mail is sent to this email address, because earlier mail bounced or was reported as spam. Use another method or a recovery code.';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());
beforeEach(() => {
  service.clock.now += 86_400_000;
});

const comesBack = (email: string) => service.run('mail/record-bounce', bounceOf(email));
const returned = async ({ id }: Account) => (await userRow(service, id))['mailReturned'];

describe('once mail to it has come back, an account with another method', () => {
  let account: Account & { app: App };
  beforeAll(async () => {
    account = await accountWith(service, 'email', 'authenticator');
    const preferring = { body: { factorID: await emailFactorOf(account) }, token: account.token };
    expect((await service.call('mfa/prefer-factor', preferring)).status).toBe(200);
    expect((await signIn(service, account)).body.mfaPreferredType).toBe('email');
    await comesBack(account.email);
  });

  async function emailFactorOf({ token }: Account): Promise<string> {
    const { body } = await service.call('account/read', { token });
    return body.mfa.factors.find(({ type }: { type: string }) => type === 'email').id;
  }

  test('is asked for that one, told why, and mailed nothing', async () => {
    const codes = await codesMailedTo(service, account.email);
    const { status, body } = await signIn(service, account);
    expect(status).toBe(200);
    expect(body).toMatchObject({ mfaPreferredType: 'authenticator', notice: cameBack });
    expect(body).not.toHaveProperty('sentTo');
    expect(await codesMailedTo(service, account.email)).toEqual(codes);
  });

  test('can choose email neither then nor when it confirms that it is who it is', async () => {
    const codes = await codesMailedTo(service, account.email);
    const { body } = await signIn(service, account);
    const parameters = { mfaID: body.mfaID };
    const switched = await service.call('auth/switch-method', { parameters, body: { type: 'email' } });
    expect([switched.status, switched.slug, switched.body.detail]).toEqual([409, 'conflict', cameBack]);
    const token = await signInWithFactor(service, account, account.app);
    const confirming = await beginStepUp(service, token);
    expect(confirming).toMatchObject({ mfaPreferredType: 'authenticator', notice: cameBack });
    const again = await service.call('step-up/switch-method', {
      parameters: { mfaID: confirming.mfaID },
      body: { type: 'email' },
      token,
    });
    expect(again.slug).toBe('conflict');
    expect(await codesMailedTo(service, account.email)).toEqual(codes);
  });

  test('is still marked after another method has let it in: that says nothing of its mailbox', async () => {
    await signInWithFactor(service, account, account.app);
    expect(await returned(account)).toMatchObject({ reason: 'bounce' });
  });
});

describe('an account with email alone', () => {
  test('is not locked out by its mailbox: the challenge opens without a mail, for a recovery code', async () => {
    const account = await accountWith(service, 'email');
    await comesBack(account.email);
    const codes = await codesMailedTo(service, account.email);
    const { body } = await signIn(service, account);
    expect(body).toMatchObject({ mfaPreferredType: 'email', notice: cameBack });
    expect(body).not.toHaveProperty('sentTo');
    service.clock.now += 60_000;
    const resent = await service.call('auth/resend-code', { parameters: { mfaID: body.mfaID } });
    expect([resent.status, resent.body.detail]).toEqual([409, cameBack]);
    expect(await codesMailedTo(service, account.email)).toEqual(codes);
    expect((await submit(service, body.mfaID, account.recoveryCodes[0] ?? '')).status).toBe(200);
  });

  test('without a factor signs in as before, and is offered no factor that its mail cannot serve', async () => {
    const person = await register(service, newAddress('unmailed'));
    await service.run('mail/record-bounce', complaintOf(person.email));
    const { body } = await signIn(service, person);
    expect(body).toHaveProperty('sessionToken');
    expect(body).not.toHaveProperty('notice');
    const begun = await beginActivation(service, person, 'email', body.sessionToken);
    expect([begun.status, begun.slug]).toEqual([409, 'conflict']);
    expect(begun.body.detail).toContain('bounced');
    const app = await beginActivation(service, person, 'authenticator', body.sessionToken);
    expect(app.status).toBe(201);
  });
});

test('a stranger is told nothing of it: wrong passwords, registrations and resets are answered as ever', async () => {
  const marked = await accountWith(service, 'email');
  const other = await accountWith(service, 'email');
  const asked = async ({ email }: Account) => {
    const answers = [
      await service.call('auth/sign-in', { body: { identifier: email, password: 'not the password' } }),
      await service.call('account/forgot-password', { body: { email } }),
      await service.call('account/register', { body: { email, password: 'some other violet kettle' } }),
    ];
    const shown = JSON.stringify(answers.map(({ status, body, headers }) => ({ status, body, headers })));
    return shown.replaceAll(email, 'ADDRESS').replace(/"registrationID":"[^"]+"/, '"registrationID":"…"');
  };
  await comesBack(marked.email);
  expect(await asked(marked)).toBe(await asked(other));
});

describe('the mark is gone', () => {
  test('when a code that was mailed before is right after all: someone reads that mailbox', async () => {
    const account = await accountWith(service, 'email');
    const { body } = await signIn(service, account);
    await comesBack(account.email);
    expect(await returned(account)).toBeDefined();
    const done = await submit(service, body.mfaID, await lastCode(service, account.email));
    expect(done.status).toBe(200);
    expect(await returned(account)).toBeUndefined();
    expect((await signIn(service, account)).body).toHaveProperty('sentTo');
  });

  test('when a new password was set with the link of a mail', async () => {
    const account = await accountWith(service, 'email');
    await comesBack(account.email);
    const body = { token: await resetToken(service, account.email), password: 'a wholly new kettle here' };
    expect((await service.call('account/reset-password', { body })).status).toBe(204);
    expect(await returned(account)).toBeUndefined();
  });

  test('when an operator has unlocked the account', async () => {
    const account = await accountWith(service, 'email');
    await comesBack(account.email);
    const user = (await userRow(service, account.id)) as unknown as User;
    expect(await store(service.host).commit(unlockAccount(user, service.clock.now).changes)).toEqual({
      committed: true,
    });
    expect(await returned(account)).toBeUndefined();
    expect((await signIn(service, account)).body).not.toHaveProperty('notice');
  });

  test('not by sessions that go on, nor by the password', async () => {
    const person = await register(service, newAddress('stays'));
    await comesBack(person.email);
    await session(service, person);
    const rows = await service.rows('users');
    expect(rows.find(({ email }) => email === person.email)?.['mailReturned']).toBeDefined();
  });
});
