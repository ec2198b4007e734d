import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountWith, beginActivation, sessionsOf } from '../../support/accounts.ts';
import {
  accountWithPasskey,
  activatePasskey,
  type PasskeyAccount,
  passkeysHeaders,
  signInByPasskey,
  stepUpByPasskey,
  submitPasskey,
} from '../../support/passkeys.ts';
import { lastCode, register, signIn, submit } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';
import { SoftwarePasskey } from '../../support/software-authenticator.ts';

/** Passkeys that are copied, registered twice, removed, or added by someone who may not. */

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const rowOf = async ({ factorID, id }: PasskeyAccount) =>
  (await service.rows('factors')).find((row) => row['userID'] === id && row['id'] === factorID);
const entriesOf = async (account: PasskeyAccount) =>
  (await service.rows('events')).filter(({ subject }) => subject === `user#${account.id}`);
const counted = async (account: PasskeyAccount) =>
  (await entriesOf(account)).filter(({ kind }) => kind === 'passkey-counter-regressed');
const mailsOf = async ({ email }: PasskeyAccount) =>
  (await service.mailsTo(email)).filter(({ subject }) => subject.includes('may have been copied'));

describe('a passkey that counts fewer signatures than before', () => {
  /** An account whose passkey has counted to about ten. */
  async function counting(backupEligible: boolean) {
    const passkey = new SoftwarePasskey({ backupEligible, backedUp: backupEligible });
    passkey.signCount = 10;
    return accountWithPasskey(service, passkey);
  }

  test.each([1, 0, 11])(
    'and cannot be synced is refused at %d, logged and mailed about',
    async (signCount) => {
      const account = await counting(false);
      const before = await rowOf(account);
      const sessions = await sessionsOf(service, account.id);
      const alone = await signInByPasskey(service, account.passkey, { signCount });
      expect(alone).toMatchObject({ status: 422, body: { reason: 'passkey-copied' } });
      const second = await submitPasskey(service, account, account.passkey, { signCount });
      expect(second.body.reason).toBe('passkey-copied');
      expect(await sessionsOf(service, account.id)).toEqual(sessions);
      expect(await rowOf(account)).toEqual(before);
      expect(await counted(account)).toHaveLength(2);
      expect(await mailsOf(account)).toHaveLength(2);
      expect((await signInByPasskey(service, account.passkey)).status).toBe(200);
    },
  );

  test.each([1, 0])('and can be synced is accepted at %d, logged, and its count stays', async (signCount) => {
    const account = await counting(true);
    const { signCount: before } = (await rowOf(account)) ?? {};
    expect((await signInByPasskey(service, account.passkey, { signCount })).status).toBe(200);
    expect((await submitPasskey(service, account, account.passkey, { signCount })).status).toBe(200);
    const token = (await signInByPasskey(service, account.passkey, { signCount })).body.sessionToken;
    expect((await stepUpByPasskey(service, token, account.passkey, { signCount })).status).toBe(200);
    expect((await rowOf(account))?.['signCount']).toBe(before);
    expect(await counted(account)).toHaveLength(4);
    expect(await mailsOf(account)).toEqual([]);
  });

  test('never was counted: zeros are accepted, and nothing is logged', async () => {
    const passkey = new SoftwarePasskey();
    passkey.signCount = 0;
    const account = await accountWithPasskey(service, passkey);
    for (let time = 0; time < 3; time += 1)
      expect((await signInByPasskey(service, passkey)).status).toBe(200);
    expect(await counted(account)).toEqual([]);
  });
});

test('the same passkey is not registered twice, nor more than ten of them', async () => {
  const account = await accountWithPasskey(service);
  const again = await activatePasskey(service, account, account.passkey, account.token);
  expect(again.done).toMatchObject({ status: 409, body: { reason: 'passkey-registered' } });
  for (let count = 1; count < 10; count += 1) {
    const { done } = await activatePasskey(service, account, undefined, account.token);
    expect(done.status).toBe(200);
  }
  const begun = await beginActivation(service, account, 'passkey', account.token);
  expect(begun).toMatchObject({ status: 409, body: { reason: 'factor-limit' } });
  const names = (await service.call('account/read', { token: account.token })).body.mfa.factors.map(
    ({ name }: { name: string }) => name,
  );
  expect(new Set(names).size).toBe(10);
});

test('a new passkey that is sent twenty times at once is enabled once', async () => {
  const person = await register(service);
  const begun = (await beginActivation(service, person, 'passkey')).body;
  const request = {
    parameters: { activationID: begun.activationID },
    body: { credential: new SoftwarePasskey().create(begun.publicKey) },
  };
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => service.call('mfa/complete-activation', request)),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  const rows = (await service.rows('factors')).filter(({ userID, type }) => userID === person.id && type);
  expect(rows).toHaveLength(1);
});

test('a new passkey that is sent under the credential id of another one is not enabled', async () => {
  const person = await register(service);
  const begun = (await beginActivation(service, person, 'passkey')).body;
  const { id } = new SoftwarePasskey();
  const credential = { ...new SoftwarePasskey().create(begun.publicKey), id, rawId: id };
  const parameters = { activationID: begun.activationID };
  const answer = await service.call('mfa/complete-activation', { parameters, body: { credential } });
  expect(answer).toMatchObject({ status: 422, body: { reason: 'passkey-refused' } });
  expect((await signIn(service, person)).body).toHaveProperty('sessionToken');
});

test('a new passkey whose activation expired is not enabled', async () => {
  const person = await register(service);
  const begun = (await beginActivation(service, person, 'passkey')).body;
  service.clock.now = Date.parse(begun.expiresAt);
  const body = { credential: new SoftwarePasskey().create(begun.publicKey) };
  const parameters = { activationID: begun.activationID };
  const answer = await service.call('mfa/complete-activation', { parameters, body });
  expect(answer.slug).toBe('challenge-expired');
});

test('a removed passkey neither signs in nor answers a challenge that it was requested for', async () => {
  const account = await accountWithPasskey(service);
  const { passkey: other } = await activatePasskey(service, account, undefined, account.token);
  const alone = (await service.call('auth/passkey-options')).body.publicKey;
  const begun = (await signIn(service, account, { headers: passkeysHeaders })).body;
  const token = (await signInByPasskey(service, other)).body.sessionToken;
  const parameters = { factorID: account.factorID };
  expect((await service.call('mfa/disable-factor', { parameters, token })).status).toBe(204);
  const submitted = await service.call('auth/submit-passkey', {
    parameters: { mfaID: begun.mfaID },
    body: { credential: account.passkey.get(begun.publicKey) },
  });
  expect(submitted.slug).toBe('challenge-expired');
  const signedIn = await service.call('auth/sign-in-with-passkey', {
    body: { credential: account.passkey.get(alone) },
  });
  expect(signedIn.body.reason).toBe('passkey-unknown');
  expect((await submitPasskey(service, account, account.passkey)).body.reason).toBe('passkey-refused');
});

describe('a passkey is added', () => {
  test('neither with the password alone to an account that has a factor, nor in a session that is not fresh', async () => {
    const account = await accountWith(service, 'email');
    const withoutSession = await beginActivation(service, account, 'passkey');
    expect(withoutSession).toMatchObject({ status: 403, body: { reason: 'existing-factor-needed' } });
    service.clock.now += 600_001;
    const stale = await beginActivation(service, account, 'passkey', account.token);
    expect(stale.body.reason).toBe('existing-factor-needed');
    const eve = await accountWithPasskey(service);
    const foreign = await beginActivation(service, account, 'passkey', eve.token);
    expect(foreign.body.reason).toBe('existing-factor-needed');
  });

  test('by the session that began it, and by no other', async () => {
    const account = await accountWith(service, 'email');
    const eve = await accountWithPasskey(service);
    const begun = (await beginActivation(service, account, 'passkey', account.token)).body;
    const body = { credential: new SoftwarePasskey().create(begun.publicKey) };
    const parameters = { activationID: begun.activationID };
    for (const token of [undefined, eve.token]) {
      const answer = await service.call('mfa/complete-activation', { parameters, body, token });
      expect(answer.slug).toBe('not-found');
    }
    // An answer to a sign-in does not complete an activation, and a code does not either.
    for (const otp of ['000000', await lastCode(service, account.email)]) {
      const answer = await service.call('mfa/complete-activation', {
        parameters,
        body: { otp },
        token: account.token,
      });
      expect(answer.slug).toBe('validation');
    }
  });

  test('with an answer that was made for another activation: refused', async () => {
    const [ada, eve] = [await register(service), await register(service)];
    const forEve = (await beginActivation(service, eve, 'passkey')).body;
    const forAda = (await beginActivation(service, ada, 'passkey')).body;
    const body = { credential: new SoftwarePasskey().create(forEve.publicKey) };
    const answer = await service.call('mfa/complete-activation', {
      parameters: { activationID: forAda.activationID },
      body,
    });
    expect(answer.body.reason).toBe('passkey-refused');
  });
});

test('a challenge that waits for a code takes no passkey until it is switched', async () => {
  const account = await accountWith(service, 'email');
  const { passkey } = await activatePasskey(service, account, undefined, account.token, { preferred: false });
  const begun = (await signIn(service, account, { headers: passkeysHeaders })).body;
  expect(begun).toMatchObject({ mfaPreferredType: 'email' });
  const parameters = { mfaID: begun.mfaID };
  const { publicKey } = (await service.call('auth/passkey-options')).body;
  const early = { parameters, body: { credential: passkey.get(publicKey) } };
  expect((await service.call('auth/submit-passkey', early)).body.reason).toBe('passkey-not-requested');
  const switched = await service.call('auth/switch-method', { parameters, body: { type: 'passkey' } });
  expect((await submit(service, begun.mfaID, await lastCode(service, account.email))).slug).toBe(
    'validation',
  );
  const body = { credential: passkey.get(switched.body.publicKey) };
  expect((await service.call('auth/submit-passkey', { parameters, body })).status).toBe(200);
});

test('a client that does not know passkeys is asked for a code first, where there is one', async () => {
  const account = await accountWith(service, 'email');
  const { done } = await activatePasskey(service, account, undefined, account.token);
  expect(done.body.factor).toMatchObject({ preferred: true });
  expect((await signIn(service, account)).body).toMatchObject({
    mfaPreferredType: 'email',
    mfaTypes: ['email', 'passkey'],
  });
  const known = (await signIn(service, account, { headers: passkeysHeaders })).body;
  expect(known).toMatchObject({ mfaPreferredType: 'passkey', publicKey: { userVerification: 'preferred' } });
});
