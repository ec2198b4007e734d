import { type User, userKey } from '../../../core/accounts/user.ts';
import {
  type AssertedCredential,
  passkeyID,
  type StoredPasskey,
  userOfHandle,
} from '../../../core/factors/passkey.ts';
import { check, readClientData } from '../../../core/factors/passkey-assertion.ts';
import { readPasskeyChallenge, useUpPasskeyChallenge } from '../../../core/sign-in/passkey-challenge.ts';
import { type GrantedSession, signInWithPasskey } from '../../../core/sign-in/session-grant.ts';
import type { Keyring } from '../../adapters/keyring.ts';
import type { Mailer } from '../../adapters/mailer.ts';
import type { Store } from '../../adapters/store.ts';
import type { Host } from '../../host.ts';
import { refuse } from '../../refusal.ts';
import { carryOut } from '../carry-out.ts';
import { readRelyingParty } from '../factors/relying-party.ts';
import { type Requester, readSessionRequest } from './session-request.ts';

interface Ports {
  readonly store: Store;
  readonly keyring: Keyring;
  readonly mailer: Mailer;
  readonly host: Host;
}

/**
 * Signs in with a passkey alone. A signature cannot be guessed, so nothing is charged: a forged challenge is refused before
 * anything is read, and a lock, which somebody with the password can cause, does not keep the owner out. An account that does
 * not exist, one without this passkey, and one whose passkey was removed get the same answer after the same call.
 */
export async function signInByPasskey(
  ports: Ports,
  credential: AssertedCredential,
  requester: Requester,
): Promise<GrantedSession> {
  const { store, keyring, host } = ports;
  const now = requester.circumstances.at;
  const { challenge } = readClientData(credential.response.clientDataJSON);
  const expiresAt = readPasskeyChallenge(challenge, await keyring.passkeyKey(), now);
  if (typeof challenge !== 'string' || expiresAt === undefined) return refuse('passkey-challenge-over');
  const { user, stored } = await readPasskey(store, credential);
  if (!user || !stored) return refuse('passkey-unknown');
  const evidence = { stored, challenge, relyingParty: readRelyingParty(host), needsVerification: true };
  const checked = await check({ input: credential, evidence, now });
  const request = await readSessionRequest(ports, user, requester);
  const decision = signInWithPasskey(request, checked, useUpPasskeyChallenge(challenge, expiresAt));
  return carryOut(decision, ports, requester.circumstances);
}

/** The account that the user handle names, and its passkey that the credential names, if it is enabled. */
async function readPasskey(store: Store, { id, response }: AssertedCredential) {
  const userID = userOfHandle(response.userHandle) ?? 'nobody';
  const key = { userID, id: passkeyID(id) };
  const [user, row] = await store.read<[User, StoredPasskey]>(
    { table: 'users', key: userKey(userID) },
    { table: 'factors', key },
  );
  const isEnabled = user?.factors.some((factor) => factor.id === key.id) ?? false;
  return { user, stored: isEnabled ? row : undefined };
}
