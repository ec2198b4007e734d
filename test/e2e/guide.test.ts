import { expect, test } from 'vitest';
import {
  activateEmail,
  call,
  mailedCode,
  mailedToken,
  mailsTo,
  nextAuthenticatorCode,
  register,
  signIn,
} from '../support/live-client.ts';

test('section 1 and 2 of the guide: activate email signed out, then sign in with the mailed code', async () => {
  const person = await register('reader');
  const begun = await call('POST', '/mfa/activations', {
    body: { type: 'email', identifier: person.email, password: person.password },
  });
  expect(begun.status).toBe(201);
  expect(begun.body.sentTo).toBe('r•••@example.com');
  const done = await call('POST', `/mfa/activations/${begun.body.activationID}`, {
    body: { otp: await mailedCode(person.email), preferred: true },
  });
  expect(done.body.factor).toMatchObject({ type: 'email', preferred: true });
  expect(done.body.recoveryCodes).toHaveLength(10);

  const challenge = await signIn(person);
  expect(challenge.body).toMatchObject({
    mfaPreferredType: 'email',
    mfaTypes: ['email'],
    sentTo: 'r•••@example.com',
  });
  expect(challenge.body.sessionToken).toBeUndefined();
  const signedIn = await call('POST', `/auth/signin/mfa/${challenge.body.mfaID}`, {
    body: { otp: await mailedCode(person.email) },
  });
  expect(signedIn.body.sessionToken).toBeTypeOf('string');
  const verified = await call('GET', '/auth/verify', { token: signedIn.body.sessionToken });
  expect(verified.body).toMatchObject({
    email: person.email,
    amr: ['pwd', 'otp'],
    methods: ['password', 'email'],
  });
});

test('the command line sends a content type without a body, and an empty bearer', async () => {
  const person = await register('cli');
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    authorization: 'Bearer ',
  };
  expect((await call('GET', '/auth/verify', { headers })).slug).toBe('signed-out');
  const { body } = await call('POST', '/auth/signin', {
    body: { identifier: person.email, password: person.password },
    headers: { ...headers, 'x-cli-version': '4.4.1' },
  });
  expect(
    (
      await call('DELETE', '/auth/signout', {
        token: body.sessionToken,
        headers: { 'content-type': 'application/json' },
      })
    ).status,
  ).toBe(204);
  expect((await call('GET', '/auth/verify', { token: body.sessionToken })).status).toBe(401);
});

test('more factors: an authenticator beside email, the preferred mode, another method for one sign-in', async () => {
  const person = await register('two-factors');
  await activateEmail(person);
  const challenge = await signIn(person);
  const { body: first } = await call('POST', `/auth/signin/mfa/${challenge.body.mfaID}`, {
    body: { otp: await mailedCode(person.email) },
  });
  const token: string = first.sessionToken;
  const begun = await call('POST', '/mfa/activations', {
    body: { type: 'authenticator', identifier: person.email, password: person.password, name: 'Phone' },
    token,
  });
  expect(begun.body.uri).toMatch(/^otpauth:\/\/totp\//);
  expect(begun.body.qr).toMatch(/^<svg/);
  const done = await call('POST', `/mfa/activations/${begun.body.activationID}`, {
    body: { otp: await nextAuthenticatorCode(begun.body.secret), preferred: false },
    token,
  });
  expect(done.body.factor).toMatchObject({ type: 'authenticator', name: 'Phone', preferred: false });

  const again = await signIn(person);
  expect(again.body).toMatchObject({ mfaPreferredType: 'email', mfaTypes: ['email', 'authenticator'] });
  const switched = await call('PUT', `/auth/signin/mfa/${again.body.mfaID}/type`, {
    body: { type: 'authenticator' },
  });
  expect(switched.body.mfaPreferredType).toBe('authenticator');
  const code = await nextAuthenticatorCode(begun.body.secret);
  const byApp = await call('POST', `/auth/signin/mfa/${again.body.mfaID}`, { body: { otp: code } });
  expect((await call('GET', '/auth/verify', { token: byApp.body.sessionToken })).body.amr).toEqual([
    'pwd',
    'otp',
    'mfa',
  ]);
  expect((await signIn(person)).body.mfaPreferredType).toBe('email');

  const preferred = await call('PUT', '/mfa/preferred', {
    body: { factorID: done.body.factor.id },
    token: byApp.body.sessionToken,
  });
  expect(preferred.status).toBe(200);
  const third = await signIn(person);
  expect(third.body.mfaPreferredType).toBe('authenticator');
  const replay = await call('POST', `/auth/signin/mfa/${third.body.mfaID}`, { body: { otp: code } });
  expect(replay.slug).toBe('code-already-used');
  expect(replay.body.retryAfterSeconds).toBeGreaterThan(0);
});

test('a lost device: a recovery code signs in once, and the factor can then be disabled', async () => {
  const person = await register('lost-device');
  const { body } = await activateEmail(person);
  const challenge = await signIn(person);
  const recovered = await call('POST', `/auth/signin/mfa/${challenge.body.mfaID}`, {
    body: { otp: body.recoveryCodes[0].toLowerCase() },
  });
  expect(recovered.status).toBe(200);
  const token: string = recovered.body.sessionToken;
  const account = await call('GET', '/account', { token });
  expect(account.body.mfa.recoveryCodesLeft).toBe(9);
  const again = await signIn(person);
  const reused = await call('POST', `/auth/signin/mfa/${again.body.mfaID}`, {
    body: { otp: body.recoveryCodes[0] },
  });
  expect(reused.slug).toBe('invalid-code');
  expect((await call('DELETE', `/mfa/factors/${body.factor.id}`, { token })).status).toBe(204);
  expect((await signIn(person)).body.sessionToken).toBeTypeOf('string');
  const { body: log } = await call('GET', '/account/events', { token });
  expect(log.events.map(({ kind }: { kind: string }) => kind)).toEqual(
    expect.arrayContaining(['account-created', 'factor-enabled', 'recovery-code-used', 'factor-disabled']),
  );
});

test('a forgotten password: the link sets a new one, ends sessions, signs nobody in and leaves MFA as it was', async () => {
  const person = await register('forgetful');
  await activateEmail(person);
  expect((await call('POST', '/account/password/forgot', { body: { email: person.email } })).status).toBe(
    202,
  );
  const token = await mailedToken(person.email, '/account/reset');
  const password = 'a different kettle entirely';
  const reset = await call('POST', '/account/password/reset', { body: { token, password } });
  expect(reset).toMatchObject({ status: 204, text: '' });
  expect((await call('POST', '/account/password/reset', { body: { token, password } })).slug).toBe(
    'challenge-expired',
  );
  expect((await signIn(person, '127.0.1.1')).slug).toBe('invalid-credentials');
  expect((await signIn({ ...person, password })).body.mfaPreferredType).toBe('email');
});

test('the undo link of a first factor removes it, voids the password and starts a reset', async () => {
  const person = await register('surprised');
  const { body: session } = await signIn(person);
  await activateEmail(person);
  expect((await call('GET', '/auth/verify', { token: session.sessionToken })).status).toBe(401);
  const token = await mailedToken(person.email, '/account/mfa/undo');
  expect((await call('POST', '/mfa/undo', { body: { token } })).status).toBe(204);
  expect((await signIn(person, '127.0.1.2')).slug).toBe('invalid-credentials');
  const resetToken = await mailedToken(person.email, '/account/reset');
  const password = 'an owner is back again';
  expect(
    (await call('POST', '/account/password/reset', { body: { token: resetToken, password } })).status,
  ).toBe(204);
  expect((await signIn({ ...person, password })).body.sessionToken).toBeTypeOf('string');
  expect((await mailsTo(person.email)).at(-1)?.subject).toContain('Your password was reset');
});

test('step-up: what needs freshness is refused to a password alone once a factor is enabled', async () => {
  const person = await register('stepper');
  const { body: session } = await signIn(person);
  const begun = await call('POST', '/mfa/activations', {
    body: { type: 'email', identifier: person.email, password: person.password },
    token: session.sessionToken,
  });
  const enabled = await call('POST', `/mfa/activations/${begun.body.activationID}`, {
    body: { otp: await mailedCode(person.email) },
    token: session.sessionToken,
  });
  const path = `/mfa/factors/${enabled.body.factor.id}`;
  expect((await call('DELETE', path, { token: session.sessionToken })).slug).toBe('step-up-required');
  const challenge = await call('POST', '/auth/step-up', { token: session.sessionToken });
  const fresh = await call('POST', `/auth/step-up/${challenge.body.mfaID}`, {
    body: { otp: await mailedCode(person.email) },
    token: session.sessionToken,
  });
  expect((await call('GET', '/auth/verify', { token: session.sessionToken })).status).toBe(401);
  expect((await call('DELETE', path, { token: fresh.body.sessionToken })).status).toBe(204);
});
