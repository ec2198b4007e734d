import { expect } from 'vitest';
import { deviceLimits } from '../../core/accounts/device.ts';
import { type Client, keepTokens, newCommandLine, presentedBy } from './devices.ts';
import { createOrganization } from './organizations.ts';
import {
  accountWithPasskey,
  activatePasskey,
  passkeysHeaders,
  signInByPasskey,
  stepUpByPasskey,
  submitPasskey,
} from './passkeys.ts';
import { signIn } from './people.ts';
import type { CallAnswer, Service } from './service.ts';
import { keySignIn, newSshKey } from './ssh-keys.ts';

/** Every step that a passkey answers, so that each does all that it ever asks of tables and mail. */
export async function walkPasskeys(service: Service): Promise<void> {
  await walkFactor(service);
  await walkDevices(service);
  await walkCopies(service);
}

async function walkFactor(service: Service): Promise<void> {
  const account = await accountWithPasskey(service);
  const { passkey } = account;
  const alone = await signInByPasskey(service, passkey);
  let token = alone.body.sessionToken;
  await createOrganization(service, token);
  await signInByPasskey(service, passkey);
  await submitPasskey(service, account, passkey, { origin: 'https://elsewhere.example.com' });
  await submitPasskey(service, account, passkey);
  await stepUpByPasskey(service, token, passkey, { origin: 'https://elsewhere.example.com' });
  token = (await stepUpByPasskey(service, token, passkey)).body.sessionToken;
  const { code } = (await service.call('mfa/make-browser-code', { token })).body;
  const inTerminal = (await signIn(service, account)).body;
  const submitted = { parameters: { mfaID: inTerminal.mfaID }, body: { otp: code } };
  expect((await service.call('auth/submit-code', submitted)).status).toBe(200);
  const parameters = { factorID: account.factorID };
  await service.call('mfa/rename-factor', { parameters, body: { name: 'Phone' }, token });
  await activatePasskey(service, account, undefined, token);
  const pair = newSshKey();
  token = (await signInByPasskey(service, passkey)).body.sessionToken;
  await service.call('keys/add', { body: { name: 'laptop', key: pair.publicKey }, token });
  await service.call('auth/sign-in-with-key', {
    ...keySignIn(pair, { at: service.clock.now }),
  });
  await walkWithoutPassword(service);
  const { mfaID } = (await signIn(service, account)).body;
  await service.call('auth/switch-method', { parameters: { mfaID }, body: { type: 'passkey' } });
  const stepUp = (await service.call('step-up/start', { token })).body;
  await service.call('step-up/switch-method', {
    parameters: { mfaID: stepUp.mfaID },
    body: { type: 'passkey' },
    token,
  });
}

/** An account with an SSH key loses its password, and gets another one. */
async function walkWithoutPassword(service: Service): Promise<void> {
  const { passkey, token } = await accountWithPasskey(service);
  const key = { name: 'laptop', key: newSshKey().publicKey };
  expect((await service.call('keys/add', { body: key, token })).status).toBe(201);
  expect((await service.call('account/remove-password', { token })).status).toBe(204);
  const alone = (await signInByPasskey(service, passkey)).body.sessionToken;
  const body = { newPassword: 'violet kettle under rain' };
  expect((await service.call('account/change-password', { body, token: alone })).status).toBe(204);
}

/** Each sign-in finds its device, names a new one, and forgets another for it. */
async function walkDevices(service: Service): Promise<void> {
  const account = await accountWithPasskey(service);
  const { passkey } = account;
  const pair = newSshKey();
  const key = { name: 'laptop', key: pair.publicKey };
  expect((await service.call('keys/add', { body: key, token: account.token })).status).toBe(201);
  const answer = ({ body }: CallAnswer, client: Client) =>
    service.call('auth/submit-passkey', {
      parameters: { mfaID: body.mfaID },
      body: { credential: passkey.get(body.publicKey) },
      ...presentedBy(client),
    });
  const byPassword = async (client: Client) => {
    const headers = { ...passkeysHeaders, ...presentedBy(client).headers };
    return answer(await signIn(service, account, { headers }), client);
  };
  // The challenge after a key says nothing about the device: it is looked up when the passkey answers.
  const byKey = async (client: Client) => {
    const request = keySignIn(pair, { at: service.clock.now });
    const headers = { ...request.headers, ...passkeysHeaders };
    return answer(await service.call('auth/sign-in-with-key', { ...request, headers }), client);
  };
  const alone = (client: Client) => signInByPasskey(service, passkey, {}, presentedBy(client));
  for (const enter of [byPassword, byKey, alone]) {
    const clients = Array.from({ length: deviceLimits.perAccount + 1 }, newCommandLine);
    for (const client of [...clients, ...clients.slice(-1)]) {
      service.clock.now += 600_000;
      expect(keepTokens(client, await enter(client)).status).toBe(200);
    }
  }
}

/** A copied passkey is mailed about, wherever it is refused. */
async function walkCopies(service: Service): Promise<void> {
  const account = await accountWithPasskey(service);
  const { passkey, token } = account;
  // It counts up from 1, and has signed already.
  const copied = { signCount: 1 };
  const refused = [
    await signInByPasskey(service, passkey, copied),
    await submitPasskey(service, account, passkey, copied),
    await stepUpByPasskey(service, token, passkey, copied),
  ];
  expect(refused.map(({ body }) => body.reason)).toEqual(refused.map(() => 'passkey-copied'));
}
