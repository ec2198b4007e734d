import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import { below, type Change, equal, present, update } from '../kernel/change.ts';
import { type Attempt, type CodeProof, makeCodeProof } from './factor.ts';
import {
  type AssertedCredential,
  type PasskeyEvidence,
  type PasskeySeam,
  referencesOf,
  type StoredPasskey,
  userOfHandle,
} from './passkey.ts';

/** A passkey whose signature is right. */
export interface CheckedPasskey {
  readonly stored: StoredPasskey;
  /** Absent if the count shows that the passkey was copied. */
  readonly proof?: CodeProof;
  /** The count did not rise. For a passkey that can be synced that happens; for another one it means a copy. */
  readonly countWentBack: boolean;
}

/**
 * Checks the answer of a passkey. The library verifies the type, challenge, origin, RP ID, flags and signature.
 * @returns undefined if anything is wrong; it does not matter what.
 */
export async function check({
  input,
  evidence,
  now,
}: Attempt<PasskeySeam>): Promise<CheckedPasskey | undefined> {
  const { stored } = evidence;
  if (!stored || isCrossOrigin(input.response.clientDataJSON)) return undefined;
  const { userHandle } = input.response;
  if (userHandle && userOfHandle(userHandle) !== stored.userID) return undefined;
  const verified = await verify(input, stored, evidence);
  const { signCount, userID, id, backupEligible } = stored;
  // Whether a passkey can be synced never changes (WebAuthn section 6.1.3).
  if (!verified || (verified.credentialDeviceType === 'multiDevice') !== backupEligible) return undefined;
  const { newCounter, credentialBackedUp, userVerified } = verified;
  const countWentBack = newCounter <= signCount && (newCounter > 0 || signCount > 0);
  if (countWentBack && !backupEligible) return { stored, countWentBack };
  const use = usePasskey({ userID, id }, { now, signCount, newCounter, countWentBack, credentialBackedUp });
  const proof = makeCodeProof('passkey', [use], {}, { userVerified, amr: referencesOf(stored) });
  return { stored, countWentBack, proof };
}

async function verify(
  { id, rawId, type, response }: AssertedCredential,
  { credentialID, publicKey, rpID }: StoredPasskey,
  { challenge, relyingParty, needsVerification }: PasskeyEvidence,
) {
  const { clientDataJSON, authenticatorData, signature } = response;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        id,
        rawId,
        type,
        response: { clientDataJSON, authenticatorData, signature },
        clientExtensionResults: {},
      },
      expectedChallenge: challenge,
      expectedOrigin: relyingParty.origin,
      expectedRPID: rpID,
      // The count is judged above, because the library refuses synced passkeys too.
      credential: {
        id: credentialID,
        publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')),
        counter: 0,
      },
      requireUserVerification: needsVerification,
    });
    return verified ? authenticationInfo : undefined;
  } catch {
    return undefined;
  }
}

/** Writes the count only if it is higher: a zero never resets it. */
function usePasskey(
  key: { readonly userID: string; readonly id: string },
  used: {
    readonly now: number;
    readonly signCount: number;
    readonly newCounter: number;
    readonly countWentBack: boolean;
    readonly credentialBackedUp: boolean;
  },
): Change {
  const { now, signCount, newCounter, countWentBack, credentialBackedUp } = used;
  const isHigher = !countWentBack && newCounter > 0;
  return update(
    'factors',
    key,
    { lastUsedAt: now, backedUp: credentialBackedUp, ...(isHigher && { signCount: newCounter }) },
    [present('id'), isHigher ? below('signCount', newCounter) : equal('signCount', signCount)],
  );
}

/** The library only looks at the origin of the page around a frame if the browser names it; we are never in a frame. */
export function isCrossOrigin(clientDataJSON: string): boolean {
  const { crossOrigin, topOrigin } = readClientData(clientDataJSON);
  return crossOrigin === true || topOrigin !== undefined;
}

/** What the browser signed; empty if it is not an object in JSON. */
export function readClientData(clientDataJSON: string): {
  readonly challenge?: unknown;
  readonly crossOrigin?: unknown;
  readonly topOrigin?: unknown;
} {
  try {
    const read: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'));
    return typeof read === 'object' && read !== null ? read : {};
  } catch {
    return {};
  }
}
