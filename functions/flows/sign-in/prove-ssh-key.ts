import { isKnownDevice, type PresentedDevice } from '../../../core/accounts/device.ts';
import { type User, userKey } from '../../../core/accounts/user.ts';
import type { Circumstances } from '../../../core/kernel/circumstances.ts';
import { problem } from '../../../core/kernel/problem.ts';
import type { Row } from '../../../core/kernel/rows.ts';
import { type KnownBy, keySubject, waysToGuessKey } from '../../../core/sign-in/guess-limits.ts';
import { isKnownPlace, placeKey, rememberPlace } from '../../../core/sign-in/known-place.ts';
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
import type { Store } from '../../adapters/store.ts';
import type { Host } from '../../host.ts';
import { Refusal, refuse, refuseField } from '../../refusal.ts';
import { chargeGuessAndRead, rowsToRead } from './charge-guess.ts';
import { whileGivingBack } from './give-back.ts';
import { deviceRows, findDevice } from './session-request.ts';

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
  { store, host }: { readonly store: Store; readonly host: Host },
  given: SignedMoment & { readonly publicKey: string; readonly signature: string },
  caller: {
    readonly source: string;
    readonly circumstances: Circumstances;
    readonly device: PresentedDevice;
  },
): Promise<{ user: User; match: KeyMatch }> {
  const now = caller.circumstances.at;
  const key = readPublicKey(given.publicKey, '/publicKey');
  const at = signedAt(given, now);
  if (at === undefined) return refuse('signature-clock');
  const subject = keySubject(key.fingerprint);
  const place = { kind: 'source', id: caller.source } as const;
  const guess = { fingerprint: key.fingerprint, source: caller.source, now };
  const asStranger = waysToGuessKey(guess);
  const { tokens } = caller.device;
  const [claim, known, ...rows] = await store.read<[KeyClaim, Row, ...Row[]]>(
    { table: 'users', key: keyClaimKey(key.fingerprint) },
    { table: 'challenges', key: placeKey(subject, place) },
    ...deviceRows(tokens),
    ...rowsToRead(asStranger),
  );
  const limits = rows.slice(tokens.length);
  const ownDevice = findDevice(rows.slice(0, tokens.length), claim?.userID);
  const knownBy: readonly KnownBy[] = isKnownDevice(ownDevice, now, undefined)
    ? [{ kind: 'device', id: ownDevice.id }]
    : [];
  const isKnownSource = isKnownPlace(known, now);
  const ways = waysToGuessKey({ ...guess, knownBy, isKnownSource });
  const readUser = () => store.read<[User]>({ table: 'users', key: userKey(claim?.userID ?? 'nobody') });
  const { more, ...charge } = await chargeGuessAndRead(store, ways, limits, readUser);
  const [user] = more;
  const isCompared = charge.refusal === undefined || isKnownSource;
  const match = checkKey(isCompared ? user : undefined, key, given.signature, given);
  if (!user || !match) {
    await charge.chargeWrong();
    throw new Refusal(charge.refusal ?? problem('wrong-key'));
  }
  const uses = [useUpNonce(key, given, at), rememberPlace(subject, place, now), ...charge.refund];
  const used = await whileGivingBack(host, charge.giveBack, () => store.commit(uses));
  if (!used.committed) return refuse('wrong-key');
  return { user, match };
}
