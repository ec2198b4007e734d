import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Account,
  accountWith,
  beginStepUp,
  everythingStored,
  linkToken,
  nextAppCode,
  resetToken,
} from '../../support/accounts.ts';
import { askForReset } from '../../support/operator-walk.ts';
import { type App, activateEmail, codeIn, lastCode, register, signIn } from '../../support/people.ts';
import { type CallAnswer, type Service, startService } from '../../support/service.ts';

/** R08: what proves one thing must not pass for another: the matrix of everything secret on every route that takes one. */

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const newPassword = 'orange teapot over snow';

/** What each route answers when it is given this where its own secret belongs; `otp` is the right code of the owner. */
const routes: Record<string, (secret: string, otp: string, token: string) => Promise<CallAnswer>> = {
  'a bearer token': (token) => service.call('auth/verify', { token }),
  'a session cookie': (secret) => service.call('auth/verify', { cookies: [`__Host-session=${secret}`] }),
  'a sign-in challenge': (mfaID, otp) =>
    service.call('auth/submit-code', { parameters: { mfaID }, body: { otp } }),
  "a sign-in challenge's method": (mfaID) =>
    service.call('auth/switch-method', { parameters: { mfaID }, body: { type: 'email' } }),
  "a sign-in challenge's resend": (mfaID) => service.call('auth/resend-code', { parameters: { mfaID } }),
  'a step-up challenge': (mfaID, otp, token) =>
    service.call('step-up/submit-code', { parameters: { mfaID }, body: { otp }, token }),
  "a step-up challenge's method": (mfaID, _, token) =>
    service.call('step-up/switch-method', { parameters: { mfaID }, body: { type: 'email' }, token }),
  "a step-up challenge's resend": (mfaID, _, token) =>
    service.call('step-up/resend-code', { parameters: { mfaID }, token }),
  'an activation': (activationID, otp, token) =>
    service.call('mfa/complete-activation', { parameters: { activationID }, body: { otp }, token }),
  "an activation's resend": (activationID, _, token) =>
    service.call('mfa/resend-activation', { parameters: { activationID }, token }),
  'a registration': (registrationID, code) =>
    service.call('account/verify-email', { body: { registrationID, code } }),
  'a reset link': (token) =>
    service.call('account/reset-password', { body: { token, password: newPassword } }),
  'an undo link': (token) => service.call('mfa/undo', { body: { token } }),
  'a link that cancels a reset': (token) => service.call('mfa/cancel-reset', { body: { token } }),
};

const ownRoutes: Record<string, readonly string[]> = {
  session: ['a bearer token', 'a session cookie'],
  'sign-in challenge': [
    'a sign-in challenge',
    "a sign-in challenge's method",
    "a sign-in challenge's resend",
  ],
  'step-up challenge': [
    'a step-up challenge',
    "a step-up challenge's method",
    "a step-up challenge's resend",
  ],
  activation: ['an activation', "an activation's resend"],
  registration: ['a registration'],
  'reset token': ['a reset link'],
  'undo token': ['an undo link'],
  'cancel token': ['a link that cancels a reset'],
  'recovery code': [],
  'session id': [],
};

describe('each secret opens its own routes alone', () => {
  const made: Record<string, { secret: string; otp: string }> = {};
  let account: Account & { app: App };
  beforeAll(async () => {
    account = await accountWith(service, 'email', 'authenticator');
    const { token } = account;
    const otp = () => account.app.codeAt(service.clock.now);
    service.clock.now += 30_000;
    const credentials = { identifier: account.email, password: account.password };
    const activation = { type: 'authenticator', ...credentials };
    const { activationID } = (await service.call('mfa/activate', { body: activation, token })).body;
    const asked = { email: 'purposes@example.com', password: newPassword };
    const { registrationID } = (await service.call('account/register', { body: asked })).body;
    const registrationCode = codeIn((await service.mailsTo(asked.email)).at(-1)?.subject);
    const [listed] = (await service.call('sessions/list', { token })).body.sessions;
    Object.assign(made, {
      session: { secret: token, otp: otp() },
      'sign-in challenge': { secret: (await signIn(service, account)).body.mfaID, otp: otp() },
      'step-up challenge': { secret: (await beginStepUp(service, token)).mfaID, otp: otp() },
      activation: { secret: activationID, otp: otp() },
      registration: { secret: registrationID, otp: registrationCode },
      'reset token': { secret: await resetToken(service, account.email), otp: otp() },
      'undo token': { secret: await linkToken(service, account.email, 'undo'), otp: otp() },
      'cancel token': { secret: await askForReset(service, account.email), otp: otp() },
      'recovery code': { secret: account.recoveryCodes[0] ?? '', otp: otp() },
      'session id': { secret: listed.id, otp: otp() },
    });
  });

  for (const [secret, own] of Object.entries(ownRoutes))
    test(`${secret}`, async () => {
      const before = await everythingStored(service);
      for (const [route, ask] of Object.entries(routes)) {
        if (own.includes(route)) continue;
        const { secret: value = '', otp = '' } = made[secret] ?? {};
        const { status } = await ask(value, otp, account.token);
        expect(status, `as ${route}`).toBeGreaterThanOrEqual(400);
        expect(status, `as ${route}`).toBeLessThan(500);
      }
      expect(await everythingStored(service)).toEqual(before);
    });
});

describe('a code mailed for one purpose is wrong for another', () => {
  test('registration, activation, sign-in and step-up each have codes of their own', async () => {
    const email = 'codes@example.com';
    const password = 'violet kettle under rain';
    const { registrationID } = (await service.call('account/register', { body: { email, password } })).body;
    const ofRegistration = await lastCode(service, email);
    await service.call('account/verify-email', { body: { registrationID, code: ofRegistration } });
    const person = { ...(await register(service)), email };
    const body = { type: 'email', identifier: email, password };
    const { activationID } = (await service.call('mfa/activate', { body })).body;
    const ofActivation = await lastCode(service, email);
    const tryActivation = (otp: string) =>
      service.call('mfa/complete-activation', { parameters: { activationID }, body: { otp } });
    expect((await tryActivation(ofRegistration)).slug).toBe('invalid-code');
    expect((await tryActivation(ofActivation)).status).toBe(200);

    const { mfaID } = (await signIn(service, person)).body;
    const ofSignIn = await lastCode(service, email);
    const trySignIn = (otp: string) =>
      service.call('auth/submit-code', { parameters: { mfaID }, body: { otp } });
    for (const otp of [ofRegistration, ofActivation])
      expect((await trySignIn(otp)).slug).toBe('invalid-code');
    const token = (await trySignIn(ofSignIn)).body.sessionToken;

    const stepUpID = (await beginStepUp(service, token)).mfaID;
    const tryStepUp = (otp: string) =>
      service.call('step-up/submit-code', { parameters: { mfaID: stepUpID }, body: { otp }, token });
    for (const otp of [ofRegistration, ofActivation, ofSignIn])
      expect((await tryStepUp(otp)).slug).toBe('invalid-code');
    expect((await tryStepUp(await lastCode(service, email))).status).toBe(200);
  });

  test("an authenticator's code is wrong where a code by email is asked for, and the other way round", async () => {
    const account = await accountWith(service, 'email', 'authenticator');
    const { mfaID } = (await signIn(service, account)).body;
    const submit = (otp: string) =>
      service.call('auth/submit-code', { parameters: { mfaID }, body: { otp } });
    const byEmail = { parameters: { mfaID }, body: { type: 'email' } };
    await service.call('auth/switch-method', byEmail);
    const ofApp = nextAppCode(service, account.app);
    expect((await submit(ofApp)).slug).toBe('invalid-code');
    await service.call('auth/switch-method', { ...byEmail, body: { type: 'authenticator' } });
    expect((await submit(await lastCode(service, account.email))).slug).toBe('invalid-code');
    expect((await submit(ofApp)).status).toBe(200);
  });

  test('a recovery code is no first code of a new factor', async () => {
    const account = await accountWith(service, 'email');
    const { begun } = await activateEmail(service, account, account.token);
    expect(begun.slug).toBe('conflict');
    const body = { type: 'authenticator', identifier: account.email, password: account.password };
    const { activationID } = (await service.call('mfa/activate', { body, token: account.token })).body;
    const answer = await service.call('mfa/complete-activation', {
      parameters: { activationID },
      body: { otp: account.recoveryCodes[0] },
      token: account.token,
    });
    expect(answer.slug).toBe('validation');
  });
});
