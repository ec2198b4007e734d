import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  accountWithPasskey,
  passkeysHeaders,
  signInByPasskey,
  submitPasskey,
} from '../../support/passkeys.ts';
import { signIn } from '../../support/people.ts';
import { origin, type Service, startService } from '../../support/service.ts';

/** The setting `passkeyDomain`: a parent of the dashboard's host, or an earlier host that names the dashboard. */

const host = new URL(origin).hostname;
const parent = host.split('.').slice(1).join('.');

let service: Service;
beforeAll(async () => {
  service = await startService({ passkeyDomain: parent });
});
afterAll(() => service.close());

test('passkeys belong to it, and sign in at the dashboard', async () => {
  expect(parent).toMatch(/\w\.\w/);
  const account = await accountWithPasskey(service);
  const options = (await service.call('auth/passkey-options')).body.publicKey;
  expect(options.rpId).toBe(parent);
  expect((await service.call('account/read', { token: account.token })).body.mfa.factors).toMatchObject([
    { rpID: parent },
  ]);
  expect((await submitPasskey(service, account, account.passkey)).status).toBe(200);
  expect((await signInByPasskey(service, account.passkey)).status).toBe(200);
});

test('a passkey of another domain is not asked for, nor accepted if it signs for that one', async () => {
  const account = await accountWithPasskey(service);
  const answer = await signInByPasskey(service, account.passkey, { rpID: host });
  expect(answer.body.reason).toBe('wrong-passkey');
  const { passkey } = account;
  // As after another deployment.
  const environment = service.host.environment as Record<string, string | undefined>;
  environment['PASSKEY_DOMAIN'] = host;
  try {
    const challenge = (await signIn(service, account, { headers: passkeysHeaders })).body;
    expect(challenge.publicKey).toMatchObject({ rpId: host, allowCredentials: [] });
    // The way on is a recovery code.
    const parameters = { mfaID: challenge.mfaID };
    const body = { otp: account.recoveryCodes[0] };
    expect((await service.call('auth/submit-code', { parameters, body })).status).toBe(200);
    expect((await signInByPasskey(service, passkey, { rpID: host })).body.reason).toBe('wrong-passkey');
  } finally {
    environment['PASSKEY_DOMAIN'] = parent;
  }
});

test('the origin of the dashboard is named to browsers that ask the domain', async () => {
  const { status, body, headers } = await service.call('passkeys/origins');
  expect({ status, body }).toEqual({ status: 200, body: { origins: [origin] } });
  expect(headers['content-type']).toMatch(/^application\/json/);
});
