import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beginActivation, linkToken, resetToken } from '../../support/accounts.ts';
import { foundOrganization, join } from '../../support/organizations.ts';
import {
  accountWithPasskey,
  activatePasskey,
  type PasskeyAccount,
  signInByPasskey,
  stepUpByPasskey,
} from '../../support/passkeys.ts';
import { appWith, type Person, register, session, signIn } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';
import { SoftwarePasskey } from '../../support/software-authenticator.ts';
import { newSshKey } from '../../support/ssh-keys.ts';

/** Accounts without a password, to each end: what still signs in, what can be changed, and the way back from each loss. */

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const remove = (token: string) => service.call('account/remove-password', { token });
const newPassword = 'orange teapot over snow';

async function passwordless(): Promise<PasskeyAccount> {
  const account = await accountWithPasskey(service);
  expect((await remove(account.token)).status).toBe(204);
  return account;
}

const read = async (token: string) => (await service.call('account/read', { token })).body;

/** Sets a password with the mailed link, as somebody does who has nothing but the mailbox. */
async function resetByMail({ email }: Person): Promise<void> {
  const body = { token: await resetToken(service, email), password: newPassword };
  expect((await service.call('account/reset-password', { body })).status).toBe(204);
}

const signInAnew = (person: Person) => signIn(service, { ...person, password: newPassword });

describe('the password can be removed', () => {
  test('by an account with one passkey and recovery codes, or with two passkeys', async () => {
    const account = await accountWithPasskey(service);
    expect(await read(account.token)).toMatchObject({ hasPassword: true, canRemovePassword: true });
    for (const otp of account.recoveryCodes) {
      const { mfaID } = (await signIn(service, account)).body;
      const used = await service.call('auth/submit-code', { parameters: { mfaID }, body: { otp } });
      expect(used.status).toBe(200);
    }
    expect(await read(account.token)).toMatchObject({ hasPassword: true, canRemovePassword: false });
    expect((await remove(account.token)).body.reason).toBe('passkeys-needed');
    await activatePasskey(service, account, undefined, account.token);
    expect((await remove(account.token)).status).toBe(204);
    expect(await read(account.token)).toMatchObject({ hasPassword: false, canRemovePassword: false });
    expect((await remove(account.token)).body.reason).toBe('no-password');
  });

  test('not by an account whose passkeys verify nobody: they cannot sign in alone', async () => {
    const touch = new SoftwarePasskey({ userVerified: false });
    const account = await accountWithPasskey(service, touch);
    expect((await read(account.token)).canRemovePassword).toBe(false);
    expect((await remove(account.token)).body.reason).toBe('passkeys-needed');
  });

  test('not by one without a passkey', async () => {
    const token = await session(service, await register(service));
    expect((await remove(token)).body.reason).toBe('passkeys-needed');
  });
});

describe('without a password', () => {
  test('other sessions and SSH keys are gone, a mail says so, and the old password is as wrong as any', async () => {
    const account = await accountWithPasskey(service);
    const other = (await signInByPasskey(service, account.passkey)).body.sessionToken;
    const key = { name: 'laptop', key: newSshKey().publicKey };
    expect((await service.call('keys/add', { body: key, token: account.token })).status).toBe(201);
    expect((await remove(account.token)).status).toBe(204);
    expect((await service.call('auth/verify', { token: other })).status).toBe(401);
    expect((await service.call('keys/list', { token: account.token })).body).toEqual([]);
    const mail = (await service.mailsTo(account.email)).at(-1);
    expect(mail?.subject).toContain('Your password was removed');
    expect(mail?.body.text).toContain('laptop');
    const stranger = await register(service);
    const [refused, wrong] = [
      await signIn(service, account),
      await signIn(service, { ...stranger, password: 'not the password' }),
    ];
    expect(refused.body).toEqual(wrong.body);
  });

  test('the passkey signs in, confirms, and adds a factor', async () => {
    const account = await passwordless();
    const token = (await signInByPasskey(service, account.passkey)).body.sessionToken;
    const body = { type: 'authenticator', identifier: account.email };
    expect((await service.call('mfa/activate', { body, token })).status).toBe(201);
    service.clock.now += 601_000;
    expect((await service.call('mfa/activate', { body, token })).body.reason).toBe('existing-factor-needed');
    const stepped = (await stepUpByPasskey(service, token, account.passkey)).body.sessionToken;
    expect((await service.call('mfa/activate', { body, token: stepped })).status).toBe(201);
    const second = new SoftwarePasskey();
    const begun = await service.call('mfa/activate', { body: { ...body, type: 'passkey' }, token: stepped });
    const done = await service.call('mfa/complete-activation', {
      parameters: { activationID: begun.body.activationID },
      body: { credential: second.create(begun.body.publicKey) },
      token: stepped,
    });
    expect(done.status).toBe(200);
    expect((await signInByPasskey(service, second)).status).toBe(200);
  });

  test('nobody else adds a factor: neither signed out, nor with a session of another account', async () => {
    const account = await passwordless();
    const mallory = await accountWithPasskey(service);
    const body = { type: 'passkey', identifier: account.email };
    for (const token of [undefined, mallory.token]) {
      const refused = await service.call('mfa/activate', { body, token });
      expect(refused.body.errors).toMatchObject([{ pointer: '/password', reason: 'field-missing' }]);
    }
    // An account with a password needs it, whatever its session has proved.
    const own = { ...body, identifier: mallory.email };
    const refused = await service.call('mfa/activate', { body: own, token: mallory.token });
    expect(refused.body.errors).toMatchObject([{ pointer: '/password', reason: 'field-missing' }]);
    const guessed = await service.call('mfa/activate', { body: { ...body, password: 'void' } });
    expect(guessed.body.reason).toBe('wrong-credentials');
  });

  test('a requirement that does not accept passkeys is met by adding a factor, which asks for no password', async () => {
    const { orgID, owner } = await foundOrganization(service, 'authenticator');
    const account = await passwordless();
    await join(service, { orgID, owner }, account);
    const demand = {
      parameters: { orgID },
      token: owner.token,
      body: { required: true, accept: ['authenticator'] },
    };
    expect((await service.call('orgs/require-mfa', demand)).status).toBe(200);
    const held = (await signInByPasskey(service, account.passkey)).body;
    expect(held.scope).toBe('enrolment');
    const token = held.sessionToken;
    const body = { type: 'authenticator', identifier: account.email };
    const begun = (await service.call('mfa/activate', { body, token })).body;
    const otp = appWith(begun.secret).codeAt(service.clock.now);
    const parameters = { activationID: begun.activationID };
    expect((await service.call('mfa/complete-activation', { parameters, body: { otp }, token })).status).toBe(
      200,
    );
  });

  test('what the account needs cannot be disabled, until it has a password again', async () => {
    const account = await passwordless();
    const { token } = account;
    const { factors } = (await read(token)).mfa;
    expect(factors).toMatchObject([{ canDisable: false, requiredBy: [] }]);
    const disable = () =>
      service.call('mfa/disable-factor', { parameters: { factorID: account.factorID }, token });
    expect((await disable()).body.reason).toBe('passkeys-needed');
    const set = await service.call('account/change-password', { body: { newPassword }, token });
    expect(set.status).toBe(204);
    expect((await disable()).status).toBe(204);
    expect((await signInAnew(account)).status).toBe(200);
  });

  test('a password is set without a current one by a fresh session only, and with one by nobody else', async () => {
    const account = await passwordless();
    const body = { newPassword };
    service.clock.now += 601_000;
    const stale = await service.call('account/change-password', { body, token: account.token });
    expect(stale.body.reason).toBe('confirmation-needed');
    const other = await accountWithPasskey(service);
    const refused = await service.call('account/change-password', { body, token: other.token });
    expect(refused.body.errors).toMatchObject([{ pointer: '/currentPassword', reason: 'field-missing' }]);
  });
});

describe('the way back', () => {
  test('after all passkeys are lost: the mailed link, then a recovery code', async () => {
    const account = await passwordless();
    await resetByMail(account);
    const { mfaID } = (await signInAnew(account)).body;
    const otp = account.recoveryCodes[0];
    const recovered = await service.call('auth/submit-code', { parameters: { mfaID }, body: { otp } });
    expect(recovered.status).toBe(200);
    const parameters = { factorID: account.factorID };
    const token = recovered.body.sessionToken;
    expect((await service.call('mfa/disable-factor', { parameters, token })).status).toBe(204);
  });

  test('the mailbox alone gets no further than a stranger with the password', async () => {
    const account = await passwordless();
    await resetByMail(account);
    const answer = (await signInAnew(account)).body;
    expect(answer.sessionToken).toBeUndefined();
    expect(answer.mfaTypes).toEqual(['passkey']);
    expect((await beginActivation(service, { ...account, password: newPassword }, 'email')).body.reason).toBe(
      'existing-factor-needed',
    );
  });

  test('after everything is lost: an owner resets the factors, and the mailed link sets a password', async () => {
    const owner = await accountWithPasskey(service);
    const orgID = (await service.call('orgs/create', { token: owner.token, body: { name: 'Acme' } })).body.id;
    const member = await accountWithPasskey(service);
    await join(service, { orgID, owner }, member);
    expect((await remove(member.token)).status).toBe(204);
    const parameters = { orgID, userID: member.id };
    const reset = await service.call('orgs/reset-factors', { parameters, token: owner.token });
    expect(reset.status).toBe(204);
    const [mail] = (await service.mailsTo(member.email)).slice(-1);
    expect(mail?.body.text).toContain('If your account had no password, set one before you sign in');
    expect((await signInByPasskey(service, member.passkey)).body.reason).toBe('passkey-unknown');
    await resetByMail(member);
    expect((await signInAnew(member)).body.sessionToken).toBeDefined();
  });

  test('after a thief with the password enabled a passkey and removed the password: the undo link', async () => {
    const victim = await register(service);
    const thief = new SoftwarePasskey();
    await activatePasskey(service, victim, thief);
    const undo = await linkToken(service, victim.email, 'undo');
    const { sessionToken } = (await signInByPasskey(service, thief)).body;
    expect((await remove(sessionToken)).status).toBe(204);
    expect((await service.call('mfa/undo', { body: { token: undo } })).status).toBe(204);
    expect((await service.call('auth/verify', { token: sessionToken })).status).toBe(401);
    const token = await linkToken(service, victim.email, 'reset');
    const body = { token, password: newPassword };
    expect((await service.call('account/reset-password', { body })).status).toBe(204);
    expect((await signInAnew(victim)).body.sessionToken).toBeDefined();
    expect((await signInByPasskey(service, thief)).body.reason).toBe('passkey-unknown');
  });
});
