import { type User, userKey } from '../../../core/accounts/user.ts';
import type { Circumstances } from '../../../core/kernel/circumstances.ts';
import {
  checkKey,
  type KeyClaim,
  type KeyMatch,
  keyClaimKey,
  keyLimits,
  type PublicKey,
  parsePublicKey,
  type SignedMoment,
  signedAt,
  useUpNonce,
} from '../../../core/sign-in/ssh-key.ts';
import {
  chargePasswordGuess,
  keyGuess,
  passwordGuessRefusal,
  refundPasswordGuess,
} from '../../../core/sign-in/throttle.ts';
import type { Store } from '../../adapters/store.ts';
import { Refusal, refuse, refuseField } from '../../refusal.ts';

/** Parses the line of an OpenSSH public key. @throws Refusal */
export function readPublicKey(text: string, pointer: string): PublicKey {
  const { minimumBits, maximumBits } = keyLimits;
  return parsePublicKey(text) ?? refuseField(pointer, 'key-invalid', { minimumBits, maximumBits });
}

/**
 * Checks a signature by an SSH key, after charging the guess. An unknown key, a wrong signature and a used nonce get the same
 * `invalid-credentials`, after the same calls.
 */
export async function proveKey(
  store: Store,
  given: SignedMoment & { readonly publicKey: string; readonly signature: string },
  caller: { readonly source: string; readonly circumstances: Circumstances },
): Promise<{ user: User; match: KeyMatch }> {
  const now = caller.circumstances.at;
  const key = readPublicKey(given.publicKey, '/publicKey');
  const at = signedAt(given, now);
  if (at === undefined) return refuse('signature-clock');
  const [claim] = await store.read<[KeyClaim]>({ table: 'users', key: keyClaimKey(key.fingerprint) });
  const guess = keyGuess(caller.source, now);
  const charge = await store.commit(chargePasswordGuess(guess));
  if (!charge.committed) {
    const failed = charge.failed.map(({ old }) => old);
    throw new Refusal(passwordGuessRefusal(failed, now));
  }
  const [user] = await store.read<[User]>({ table: 'users', key: userKey(claim?.userID ?? 'nobody') });
  const match = checkKey(user, key, given.signature, given);
  if (!user || !match) return refuse('wrong-key');
  const used = await store.commit([useUpNonce(key, given, at), ...refundPasswordGuess(guess)]);
  if (!used.committed) return refuse('wrong-key');
  return { user, match };
}
