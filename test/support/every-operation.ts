import { expect } from 'vitest';
import { type Step, steps } from '../../functions/steps.ts';
import {
  accountWith,
  beginActivation,
  beginStepUp,
  completeActivation,
  linkToken,
  nextAppCode,
  resetToken,
  signInWithFactor,
  stepUp,
} from './accounts.ts';
import {
  arrive,
  callback,
  codeFor,
  cookiesOf,
  newAppBrowser,
  redeem,
  requestOf,
  userinfo,
} from './app-sign-ins.ts';
import { registerApp, tokenFor } from './apps.ts';
import {
  listDevices,
  newBrowser,
  newCommandLine,
  presentedBy,
  signInFrom,
  submitFrom,
  tokenOf,
} from './devices.ts';
import { walkEnds } from './ends-walk.ts';
import { bounceOf } from './mail-events.ts';
import { walkOperatorResets } from './operator-walk.ts';
import { walkOrganizations } from './organization-walk.ts';
import { createOrganization } from './organizations.ts';
import { walkPasskeys } from './passkeys-walk.ts';
import {
  goodPassword,
  lastCode,
  newAddress,
  otherCode,
  register,
  session,
  signIn,
  submit,
} from './people.ts';
import { serve } from './serve.ts';
import type { Service } from './service.ts';
import { keySignIn, newSshKey, type SshKey } from './ssh-keys.ts';

const minutes = (count: number) => count * 60_000;

/** Every operation and every job, so that each does all that it ever asks of tables, mail and keys. */
export async function walkEveryOperation(service: Service): Promise<void> {
  await walkAccounts(service);
  await walkSignIn(service);
  await walkDevices(service);
  await walkStepUp(service);
  await walkFactors(service);
  await walkKeys(service);
  await walkPasskeys(service);
  await walkJobs(service);
  await walkApps(service);
  await walkOrganizations(service);
  await walkEnds(service);
  await walkOperatorResets(service);
  await service.call('pods/list');
  await service.call('openapi/read');
  await service.call('http/not-found');
}

async function walkAccounts(service: Service): Promise<void> {
  const person = await register(service);
  const first = await session(service, person);
  await createOrganization(service, first);
  await touchAll(service, first);
  const token = await session(service, person);
  await service.call('account/rename', { body: { name: 'Other' }, token });
  await service.call('account/choose-language', { body: { language: 'de' }, token });
  await service.call('account/choose-language', { body: { language: 'en' }, token });
  await service.call('sessions/end-others', { token });
  const other = await session(service, person);
  const { body } = await service.call('sessions/list', { token });
  const { id } = body.sessions.find(({ current }: { current: boolean }) => !current);
  await service.call('sessions/end', { parameters: { sessionID: id }, token });
  expect((await service.call('auth/verify', { token: other })).status).toBe(401);
  await addKey(service, token, newSshKey());
  const passwords = { currentPassword: person.password, newPassword: 'another kettle in the rain' };
  expect(
    (await service.call('account/change-password', { body: passwords, token, address: '192.0.2.77' })).status,
  ).toBe(204);
  const reset = { token: await resetToken(service, person.email), password: goodPassword };
  expect((await service.call('account/reset-password', { body: reset })).status).toBe(204);
  const idle = await session(service, person);
  service.clock.now += minutes(7);
  await service.call('auth/sign-out', { token: idle });
}

/** Every step of a signed-in caller moves the idle mark when it is due: each is called so late that it is. */
async function touchAll(service: Service, token: string): Promise<void> {
  const late = async (run: () => Promise<unknown>) => {
    service.clock.now += minutes(7);
    await run();
  };
  for (const row of steps as readonly Step[]) {
    const touches = row.tables.sessions?.includes('UpdateItem');
    if (touches && row.name !== 'auth/sign-out')
      await late(() =>
        service.call(row.name as never, { token, parameters: { mfaID: 'x.y', activationID: 'x.y' } }),
      );
  }
}

async function walkSignIn(service: Service): Promise<void> {
  const account = await accountWith(service, 'email', 'authenticator');
  await createOrganization(service, account.token);
  const begun = await signIn(service, account);
  const parameters = { mfaID: begun.body.mfaID };
  await service.call('auth/switch-method', { parameters, body: { type: 'email' } });
  service.clock.now += minutes(1);
  await service.call('auth/resend-code', { parameters });
  await submit(service, begun.body.mfaID, otherCode(await lastCode(service, account.email)));
  await submit(service, begun.body.mfaID, account.recoveryCodes[0] ?? '');
  await signInWithFactor(service, account, account.app);
}

/** Each sign-in finds its device, names a new one, and forgets another for it. */
async function walkDevices(service: Service): Promise<void> {
  const person = await register(service);
  const browsers = Array.from({ length: 21 }, newBrowser);
  for (const browser of browsers) await signInFrom(service, browser, person);
  const own = await signInFrom(service, browsers[20] ?? newBrowser(), person);
  const token = tokenOf(own);
  const { cookies } = presentedBy(browsers[20] ?? newBrowser()) as { cookies: string[] };
  await service.call('account/forgot-password', { body: { email: person.email }, cookies });
  const pair = newSshKey();
  await addKey(service, token, pair);
  const byKey = async (headers: Record<string, string>) => {
    service.clock.now += 1000;
    const request = keySignIn(pair, { at: service.clock.now });
    return service.call('auth/sign-in-with-key', { ...request, headers: { ...request.headers, ...headers } });
  };
  const kept = (await byKey({ 'x-device': 'new' })).body.deviceTokens;
  await byKey({ 'x-device': kept });
  const account = await accountWith(service, 'email');
  const other = newSshKey();
  await addKey(service, account.token, other);
  const clis = Array.from({ length: 21 }, newCommandLine);
  for (const cli of [...clis, clis[20] ?? newCommandLine()]) {
    service.clock.now += 600_000;
    const request = keySignIn(other, { at: service.clock.now });
    const { body } = await service.call('auth/sign-in-with-key', {
      ...request,
      headers: { ...request.headers, ...presentedBy(cli).headers },
    });
    const done = await submitFrom(service, cli, body.mfaID, { otp: await lastCode(service, account.email) });
    expect(done.status).toBe(200);
  }
  const later = tokenOf(await signInFrom(service, browsers[20] ?? newBrowser(), person));
  const [{ id }] = await listDevices(service, later);
  await service.call('account/remove-device', { parameters: { deviceID: id }, token: later });
}

async function walkStepUp(service: Service): Promise<void> {
  const account = await accountWith(service, 'email', 'authenticator');
  const challenge = await beginStepUp(service, account.token);
  const asked = { parameters: { mfaID: challenge.mfaID }, token: account.token };
  await service.call('step-up/switch-method', { ...asked, body: { type: 'email' } });
  service.clock.now += minutes(1);
  await service.call('step-up/resend-code', asked);
  await service.call('step-up/submit-code', {
    ...asked,
    body: { otp: otherCode(await lastCode(service, account.email)) },
  });
  const recovered = await service.call('step-up/submit-code', {
    ...asked,
    body: { otp: account.recoveryCodes[0] },
  });
  const { body } = await service.call('step-up/start', { token: recovered.body.sessionToken });
  await service.call('step-up/submit-code', {
    parameters: { mfaID: body.mfaID },
    body: { otp: nextAppCode(service, account.app) },
    token: recovered.body.sessionToken,
  });
  const late = await signIn(service, await register(service));
  await service.call('step-up/start', {
    body: { password: goodPassword },
    token: late.body.sessionToken,
    address: '192.0.2.78',
  });
  const emailOnly = await accountWith(service, 'email');
  await stepUp(service, emailOnly);
}

async function walkFactors(service: Service): Promise<void> {
  const person = await register(service);
  const token = await session(service, person);
  await addKey(service, token, newSshKey());
  const begun = await beginActivation(service, person, 'email', token);
  service.clock.now += minutes(1);
  await service.call('mfa/resend-activation', {
    parameters: { activationID: begun.body.activationID },
    token,
  });
  const { activationID } = begun.body;
  await completeActivation(service, activationID, otherCode(await lastCode(service, person.email)), token);
  await completeActivation(service, activationID, await lastCode(service, person.email), token);
  await service.call('mfa/undo', { body: { token: await linkToken(service, person.email, 'undo') } });
  const account = await accountWith(service, 'email', 'authenticator');
  const { body } = await service.call('account/read', { token: account.token });
  const other = body.mfa.factors.find(({ preferred }: { preferred: boolean }) => !preferred);
  await service.call('mfa/prefer-factor', { body: { factorID: other.id }, token: account.token });
  await service.call('mfa/regenerate-recovery-codes', { token: account.token });
  await service.call('mfa/disable-factor', { parameters: { factorID: other.id }, token: account.token });
}

async function walkKeys(service: Service): Promise<void> {
  const person = await register(service, newAddress('keys'));
  const token = await session(service, person);
  const pair = newSshKey();
  await addKey(service, token, pair);
  await service.call('keys/list', { token });
  await signInWithKey(service, pair);
  await service.call('keys/remove', { parameters: { name: 'laptop' }, token });
  const account = await accountWith(service, 'email');
  await createOrganization(service, account.token);
  const other = newSshKey();
  await addKey(service, account.token, other);
  await signInWithKey(service, other);
  await service.call('account/reset-password', {
    body: { token: await resetToken(service, account.email), password: 'a wholly new kettle here' },
  });
}

async function walkJobs(service: Service): Promise<void> {
  const { email } = await register(service, newAddress('bounced'));
  await service.run('mail/record-bounce', bounceOf(email));
  const account = await accountWith(service, 'email');
  const { mfaID } = (await signIn(service, account)).body;
  await submit(service, mfaID, otherCode(await lastCode(service, account.email)));
  service.clock.now += minutes(20);
  await service.run('mfa/report-wrong-codes');
  await service.run('keys/check');
  await walkSignInCheck(service);
}

/** The scheduled sign-in, to the API that has been served for it. */
async function walkSignInCheck(service: Service): Promise<void> {
  const name = 'auth/check-sign-in';
  const served = await serve(service);
  service.restart(name, { PUBLIC_ORIGIN: served.url });
  service.clock.now += minutes(10);
  await service.run(name);
  const own = (await service.rows('users')).find((row) => row['name'] === 'Sign-in check');
  expect(own?.['lastSignedInAt']).toBe(service.clock.now);
  await served.close();
  service.restart(name);
}

async function walkApps(service: Service): Promise<void> {
  await registerApp(service);
  const person = await register(service);
  await service.run('keys/rotate');
  await tokenFor(service, await session(service, person));
  await service.call('oidc/discovery');
  await service.call('oidc/keys');
  await service.call('passkeys/origins');
  await walkSignInToApp(service);
  service.clock.now += 29 * 86_400_000;
  await service.run('keys/rotate');
}

async function walkSignInToApp(service: Service): Promise<void> {
  const given = { name: 'Till', audience: 'till', redirectURIs: [callback] };
  const app = await registerApp(service, given);
  const token = await session(service, await register(service));
  await createOrganization(service, token);
  const browser = newAppBrowser();
  const requestID = (await arrive(service, browser, requestOf(app).search)) ?? '';
  const parameters = { requestID };
  const read = await service.call('oidc/read-request', { parameters, cookies: cookiesOf(browser) });
  expect(read.body).toEqual({ app: { id: app.id, name: app.name } });
  const { body } = await redeem(service, app, await codeFor(service, app, token));
  expect((await userinfo(service, body.access_token)).status).toBe(200);
}

async function addKey(service: Service, token: string, key: SshKey): Promise<void> {
  const added = await service.call('keys/add', { body: { name: 'laptop', key: key.publicKey }, token });
  expect(added.status).toBe(201);
}

async function signInWithKey(service: Service, key: SshKey): Promise<void> {
  const signedIn = await service.call('auth/sign-in-with-key', keySignIn(key, { at: service.clock.now }));
  expect(signedIn.status).toBe(200);
}
