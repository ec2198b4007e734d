import { beginActivation } from './accounts.ts';
import { type Person, register, signIn } from './people.ts';
import type { CallAnswer, CallRequest, Service } from './service.ts';
import { type Answering, SoftwarePasskey } from './software-authenticator.ts';

/** What a client sends that can use passkeys. */
export const passkeysHeaders = { 'x-passkeys': 'supported' };

/** Activates a passkey for a person, whose other factors `token` has proved. */
export async function activatePasskey(
  service: Service,
  person: Person,
  passkey = new SoftwarePasskey(),
  token?: string,
  body: Readonly<Record<string, unknown>> = {},
): Promise<{ readonly passkey: SoftwarePasskey; readonly done: CallAnswer }> {
  const begun = await beginActivation(service, person, 'passkey', token);
  const done = await service.call('mfa/complete-activation', {
    parameters: { activationID: begun.body.activationID },
    body: { credential: passkey.create(begun.body.publicKey), ...body },
    token,
  });
  return { passkey, done };
}

/** An account whose only factor is a passkey, signed in with it. */
export interface PasskeyAccount extends Person {
  readonly passkey: SoftwarePasskey;
  readonly token: string;
  readonly recoveryCodes: readonly string[];
  readonly factorID: string;
}

export async function accountWithPasskey(
  service: Service,
  passkey = new SoftwarePasskey(),
): Promise<PasskeyAccount> {
  const person = await register(service);
  const { done } = await activatePasskey(service, person, passkey);
  if (done.status !== 200) throw new Error(`activation failed: ${JSON.stringify(done.body)}`);
  const { body } = await submitPasskey(service, person, passkey);
  const { recoveryCodes, factor } = done.body;
  return { ...person, passkey, token: body.sessionToken, recoveryCodes, factorID: factor.id };
}

/** Signs in with the password and the passkey. */
export async function submitPasskey(
  service: Service,
  person: Person,
  passkey: SoftwarePasskey,
  answering: Answering = {},
  request: CallRequest = {},
): Promise<CallAnswer> {
  const { mfaID, publicKey } = (await signIn(service, person, { headers: passkeysHeaders })).body;
  const body = { credential: passkey.get(publicKey, answering) };
  return service.call('auth/submit-passkey', { parameters: { mfaID }, body, ...request });
}

/** Signs in with the passkey alone. */
export async function signInByPasskey(
  service: Service,
  passkey: SoftwarePasskey,
  answering: Answering = {},
  request: CallRequest = {},
): Promise<CallAnswer> {
  const { publicKey } = (await service.call('auth/passkey-options')).body;
  const body = { credential: passkey.get(publicKey, answering) };
  return service.call('auth/sign-in-with-passkey', { body, ...request });
}

/** Renews a session with the passkey. */
export async function stepUpByPasskey(
  service: Service,
  token: string,
  passkey: SoftwarePasskey,
  answering: Answering = {},
): Promise<CallAnswer> {
  const { mfaID, publicKey } = (await service.call('step-up/start', { token, headers: passkeysHeaders }))
    .body;
  const body = { credential: passkey.get(publicKey, answering) };
  return service.call('step-up/submit-passkey', { parameters: { mfaID }, body, token });
}
