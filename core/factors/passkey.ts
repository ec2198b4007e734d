import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialDescriptorJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { digest } from '../kernel/digest.ts';
import {
  type Begun,
  type Factor,
  type FactorFacts,
  type FactorSeam,
  isPrimary,
  type Method,
} from './factor.ts';

/*
 * Passkeys and security keys (WebAuthn Level 3). Only types come from the library here: it is large, and a sign-in with a
 * one-time password must not load it. The checks are in passkey-assertion.ts and passkey-registration.ts.
 */

export const facts: FactorFacts = {
  title: 'passkey',
  defaultName: 'Passkey',
  // Its private key was used, and its user was present. A synced one adds `swk`, see `referencesOf`.
  amr: ['pop', 'user'],
  acr: 'phr',
  maximumPerAccount: 10,
  mailsCodes: false,
};

/** How long a browser waits for its user, in milliseconds. */
const timeoutMilliseconds = 300_000;

/** COSE algorithms: ES256, RS256 (Windows), Ed25519. */
export const algorithms = [-7, -257, -8] as const;

/** The row of an enabled passkey. Binary values are in base64url. */
export interface StoredPasskey extends Factor {
  readonly credentialID: string;
  /** In COSE (RFC 9052). */
  readonly publicKey: string;
  /** Its COSE algorithm. */
  readonly algorithm: number;
  /** How often it signed, as it says itself; 0 if it does not count. */
  readonly signCount: number;
  readonly transports: readonly string[];
  /** The model of the authenticator. */
  readonly aaguid: string;
  /** Whether it can be synced to other devices, and whether it is. */
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
  /** Whether its user was verified, by a PIN or biometrics, when it was registered. */
  readonly userVerified: boolean;
  /** The domain that it is bound to. */
  readonly rpID: string;
}

/** Who requests a signature: where the dashboard is, the domain that passkeys are bound to, and the name of the service. */
export interface RelyingParty {
  readonly origin: string;
  readonly rpID: string;
  readonly name: string;
}

/** The part of a stored passkey that options name it by. */
type NamedPasskey = Pick<StoredPasskey, 'credentialID' | 'transports' | 'rpID' | 'name'>;

/** What `toJSON()` of a PublicKeyCredential gives, as far as it is read. Binary values are in base64url. */
interface Credential<Response> {
  readonly id: string;
  readonly rawId: string;
  readonly type: 'public-key';
  readonly response: Response;
}
export type AssertedCredential = Credential<{
  readonly clientDataJSON: string;
  readonly authenticatorData: string;
  readonly signature: string;
  readonly userHandle?: string | null | undefined;
}>;
export type CreatedCredential = Credential<{
  readonly clientDataJSON: string;
  readonly attestationObject: string;
  readonly transports?: readonly string[] | undefined;
}>;

/** What the answer of a passkey is compared with. */
export interface PasskeyEvidence {
  /** The row that the credential names; absent if the account has no such passkey. */
  readonly stored?: StoredPasskey;
  readonly challenge: string;
  readonly relyingParty: RelyingParty;
  /** Whether a touch alone is not enough. */
  readonly needsVerification: boolean;
}

export interface PasskeySeam extends FactorSeam {
  readonly challenge: {
    readonly prepared: {
      readonly challenge: string;
      readonly rpID: string;
      readonly passkeys: readonly NamedPasskey[];
      readonly needsVerification: boolean;
    };
    readonly shown: { readonly publicKey: PublicKeyCredentialRequestOptionsJSON };
  };
  readonly activation: {
    readonly prepared: {
      readonly challenge: string;
      readonly relyingParty: RelyingParty;
      readonly user: { readonly userID: string; readonly email: string; readonly name: string };
      readonly passkeys: readonly NamedPasskey[];
    };
    readonly shown: { readonly publicKey: PublicKeyCredentialCreationOptionsJSON };
  };
  /** The challenge that the passkey signs; in an activation, also the names of the account's other passkeys. */
  readonly kept: { readonly signed?: string; readonly names?: readonly string[] };
  readonly input: AssertedCredential;
  readonly evidence: PasskeyEvidence;
}

/** The length of a challenge in bytes. WebAuthn section 13.4.3 asks for 16 or more. */
export const challengeBytes = 32;

/** A touch alone is a second factor only after a first one. Otherwise the passkey has to verify its user, and is both. */
export function needsUserVerification(provedMethods: readonly Method[]): boolean {
  return !provedMethods.some(isPrimary);
}

/** Requests a signature of one of the account's passkeys. */
export function begin(
  prepared: PasskeySeam['challenge']['prepared'],
): Begun<PasskeySeam['challenge']['shown'], PasskeySeam['kept']> {
  const { challenge, rpID, passkeys, needsVerification } = prepared;
  const allowed = passkeys.filter((passkey) => passkey.rpID === rpID).map(descriptorOf);
  const publicKey = requestOptions({ challenge, rpID, needsVerification, allowed });
  return { show: { publicKey }, keep: { signed: challenge } };
}

export function requestOptions(request: {
  readonly challenge: string;
  readonly rpID: string;
  readonly needsVerification: boolean;
  readonly allowed?: PublicKeyCredentialRequestOptionsJSON['allowCredentials'];
}): PublicKeyCredentialRequestOptionsJSON {
  const { challenge, rpID, needsVerification, allowed } = request;
  return {
    challenge,
    rpId: rpID,
    timeout: timeoutMilliseconds,
    userVerification: needsVerification ? 'required' : 'preferred',
    ...(allowed && { allowCredentials: allowed }),
  };
}

/** Requests a new passkey. The user handle is the account's id, so that a passkey alone says whose it is. */
export function beginActivation(
  prepared: PasskeySeam['activation']['prepared'],
): Begun<PasskeySeam['activation']['shown'], PasskeySeam['kept']> {
  const { challenge, relyingParty, user, passkeys } = prepared;
  const { rpID, name } = relyingParty;
  return {
    show: {
      publicKey: {
        rp: { id: rpID, name },
        user: {
          id: Buffer.from(user.userID, 'utf8').toString('base64url'),
          name: user.email,
          displayName: user.name,
        },
        challenge,
        pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg })),
        timeout: timeoutMilliseconds,
        excludeCredentials: passkeys.map(descriptorOf),
        authenticatorSelection: {
          residentKey: 'required',
          requireResidentKey: true,
          userVerification: 'preferred',
        },
        attestation: 'none',
      },
    },
    keep: { signed: challenge, names: passkeys.map((passkey) => passkey.name) },
  };
}

function descriptorOf({ credentialID, transports }: NamedPasskey): PublicKeyCredentialDescriptorJSON {
  return { id: credentialID, type: 'public-key', transports: [...transports] };
}

/** The id of a passkey's row. It follows from the credential id, so that it is found without an index. */
export const passkeyID = (credentialID: string): string => `passkey#${digest(credentialID)}`;

/** The account that an assertion without a name belongs to, as the passkey says. */
export function userOfHandle(handle: string | null | undefined): string | undefined {
  if (!handle) return undefined;
  const userID = Buffer.from(handle, 'base64url').toString('utf8');
  return /^[a-z2-7]{26}$/.test(userID) ? userID : undefined;
}

/** What RFC 8176 says about this passkey. It never says `hwk`: without attestation nobody knows where the key is. */
export function referencesOf({ backupEligible }: Pick<StoredPasskey, 'backupEligible'>): readonly string[] {
  return backupEligible ? ['swk'] : [];
}
