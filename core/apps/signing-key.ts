import { absent, equal, put } from '../kernel/change.ts';
import { type Decision, notLogged } from '../kernel/decision.ts';

/*
 * The keys that sign tokens for apps (RS256). Apps verify tokens offline, with keys that they fetched some time ago: a key is
 * published a day before it signs anything, and stays published until a day after the last token that it signed.
 */

export interface SigningKey {
  /** `kid` in the header of tokens. */
  readonly id: string;
  readonly publicKey: { readonly n: string; readonly e: string };
  /** The private key (PKCS #8, DER), sealed with a data key. */
  readonly sealed: string;
  readonly createdAt: number;
  readonly signsFrom: number;
}

/** All signing keys, oldest first. They are one row, so that two rotations at once make one key. */
export interface SigningKeys {
  readonly version: number;
  readonly keys: readonly SigningKey[];
}

export const signingKeysKey = { id: 'signing-keys' };

/** No token for an app lives longer. */
export const accessTokenSeconds = 300;

const day = 86_400_000;
/** How long a key is published before it signs. Verifiers keep the keys for less than this. */
const publishedBefore = day;
/** How long a key signs. */
const used = 30 * day;
/** How long a key is published after the last token that it signed has expired. */
const keptAfter = day;

/** The key that signs at this time: the newest of those that have been published for long enough. */
export function signingKeyAt(set: SigningKeys | undefined, now: number): SigningKey | undefined {
  return set?.keys.findLast(({ signsFrom }) => signsFrom <= now);
}

/** The public keys as a JSON Web Key Set (RFC 7517). */
export function publishedKeys(set: SigningKeys | undefined) {
  const keys = (set?.keys ?? []).map(({ id, publicKey }) => ({
    kty: 'RSA' as const,
    kid: id,
    alg: 'RS256' as const,
    use: 'sig' as const,
    ...publicKey,
  }));
  return { keys };
}

/** Whether the next key has to be made, so that it will have been published for a day when it is needed. */
export function isNewKeyDue(set: SigningKeys | undefined, now: number): boolean {
  const newest = set?.keys.at(-1);
  return newest === undefined || now >= newest.signsFrom + used - publishedBefore;
}

/** A key that was just made; when it signs is decided with the others. */
export type MadeKey = Pick<SigningKey, 'id' | 'publicKey' | 'sealed'>;

/**
 * Adds a key if one was made, and drops those that no valid token was signed with for a day. If another rotation came first,
 * its keys stay, and the one that was made here is forgotten.
 */
export function rotate(set: SigningKeys | undefined, made: MadeKey | undefined, now: number): Decision {
  const kept = (set?.keys ?? []).filter((_, index, all) => !isOver(all[index + 1], now));
  // No app can have fetched the keys before there were any.
  const signsFrom = set === undefined ? now : now + publishedBefore;
  const keys = made ? [...kept, { ...made, createdAt: now, signsFrom }] : kept;
  const isSame = !made && keys.length === set?.keys.length;
  const version = (set?.version ?? 0) + 1;
  const stillSame = set === undefined ? absent('id') : equal('version', set.version);
  return {
    commit: isSame ? [] : [put('keys', signingKeysKey, { ...signingKeysKey, version, keys }, [stillSame])],
    log: notLogged('the published keys show it'),
    notify: [],
    answer: undefined,
    ifLost: { answer: undefined },
  };
}

/** Whether a key is over, by when the key after it took its place. */
function isOver(next: SigningKey | undefined, now: number): boolean {
  return next !== undefined && now >= next.signsFrom + accessTokenSeconds * 1000 + keptAfter;
}
