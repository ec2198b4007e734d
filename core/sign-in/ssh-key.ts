import * as crypto from 'node:crypto';
import { accountEntry } from '../accounts/security-log.ts';
import { changeCredentials, endSessions, type KeySummary, keysOf, type User } from '../accounts/user.ts';
import { absent, type Change, equal, put, remove } from '../kernel/change.ts';
import type { Decision } from '../kernel/decision.ts';
import { digest } from '../kernel/digest.ts';
import { problem } from '../kernel/problem.ts';
import { ttlAfter } from '../kernel/rows.ts';
import { type AccountNotice, noticeToAccount } from '../mail/notice.ts';

/** The limits of SSH keys. A signature is valid once, and up to five minutes before and after its timestamp. */
export const keyLimits = {
  minimumBits: 2048,
  maximumBits: 8192,
  perAccount: 20,
  signatureSeconds: 300,
} as const;

/** An OpenSSH RSA public key. */
export interface PublicKey {
  /** As `ssh-keygen -l` shows it. */
  readonly fingerprint: string;
  /** `ssh-rsa` and the key, without the comment. */
  readonly line: string;
  readonly key: crypto.KeyObject;
}

/** Says which account has a key. Keys are found by their fingerprint, so each belongs to one account. */
export interface KeyClaim {
  readonly id: string;
  readonly userID: string;
  readonly name: string;
  readonly line: string;
  readonly createdAt: number;
  /** When the account proved that it has the private key; absent if it only gave the public one. */
  readonly provedAt?: number;
}

export const keyClaimKey = (fingerprint: string) => ({ id: `ssh-key#${fingerprint}` });

/**
 * Parses the line of a `.pub` file: the type, the RFC 4253 key in base64, and optionally a comment. Undefined unless it is
 * an RSA key of 2,048 to 8,192 bits in its canonical form: otherwise a key would have several fingerprints.
 */
export function parsePublicKey(text: string): PublicKey | undefined {
  const [type, encoded = '', ...rest] = text.trim().split(/[ \t]+/);
  if (type !== 'ssh-rsa' || text.length > 4000 || /[\r\n]/.test(rest.join(' '))) return undefined;
  const blob = Buffer.from(encoded, 'base64');
  const [name, exponent, modulus] = readFields(blob) ?? [];
  if (!exponent || !modulus || name?.toString('latin1') !== 'ssh-rsa') return undefined;
  if (blob.toString('base64') !== encoded || !isRsaKey(exponent, modulus)) return undefined;
  const jwk = { kty: 'RSA', e: unsigned(exponent), n: unsigned(modulus) };
  return {
    fingerprint: `SHA256:${crypto.createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`,
    line: `${type} ${encoded}`,
    key: crypto.createPublicKey({ key: jwk, format: 'jwk' }),
  };
}

/** The three length-prefixed fields of the key, and nothing after them. */
function readFields(blob: Buffer): Buffer[] | undefined {
  const fields: Buffer[] = [];
  let offset = 0;
  while (offset + 4 <= blob.length && fields.length < 3) {
    const end = offset + 4 + blob.readUInt32BE(offset);
    if (end > blob.length) return undefined;
    fields.push(blob.subarray(offset + 4, end));
    offset = end;
  }
  return fields.length === 3 && offset === blob.length ? fields : undefined;
}

const unsigned = (field: Buffer) => field.subarray(field[0] === 0 ? 1 : 0).toString('base64url');

function isRsaKey(exponent: Buffer, modulus: Buffer): boolean {
  const bits = bitLength(modulus);
  const isOddExponent = exponent.length <= 5 && ((exponent.at(-1) ?? 0) & 1) === 1 && bitLength(exponent) > 1;
  const isInRange = bits >= keyLimits.minimumBits && bits <= keyLimits.maximumBits;
  return isCanonical(exponent) && isCanonical(modulus) && isOddExponent && isInRange;
}

/** Whether the number is positive and has no more bytes than it needs (RFC 4251 section 5). */
function isCanonical(field: Buffer): boolean {
  const [first = 0, second = 0] = field;
  return field.length > 0 && first < 128 && (first !== 0 || second >= 128);
}

function bitLength(field: Buffer): number {
  const digits = field.toString('hex').replace(/^0+/, '');
  return digits === '' ? 0 : BigInt(`0x${digits}`).toString(2).length;
}

/** What the guide's CLI signs. It sends both in headers, beside the signature. */
export interface SignedMoment {
  readonly nonce: string;
  /** Epoch seconds, as the CLI formats them. */
  readonly timestamp: string;
}

/** The instant of a timestamp; undefined if it is malformed, or further from `now` than a signature is valid. */
export function signedAt({ timestamp }: Pick<SignedMoment, 'timestamp'>, now: number): number | undefined {
  if (!/^\d{10}$/.test(timestamp)) return undefined;
  const at = Number(timestamp) * 1000;
  return Math.abs(now - at) <= keyLimits.signatureSeconds * 1000 ? at : undefined;
}

declare const matched: unique symbol;

/** Proof that the user has the private key that belongs to an account's key. Only checkKey makes one. */
export interface KeyMatch {
  readonly [matched]: true;
  readonly userID: string;
  readonly credentialVersion: number;
}

/**
 * Checks an RSA PKCS#1 v1.5 signature with SHA-256 over `<nonce>&<timestamp>` for the account that claims the key. The
 * signature is checked whether or not there is such an account, and the account must still list the key.
 */
export function checkKey(
  user: User | undefined,
  given: PublicKey,
  signature: string,
  signed: SignedMoment,
): KeyMatch | undefined {
  const isSigned = isSignedBy(given, `${signed.nonce}&${signed.timestamp}`, signature);
  if (!isSigned || !user || !keysOf(user).some(({ fingerprint }) => fingerprint === given.fingerprint))
    return undefined;
  return { userID: user.userID, credentialVersion: user.credentialVersion } as KeyMatch;
}

/** Uses the nonce up. The condition fails if a signature by this key has used it before. */
export function useUpNonce(given: PublicKey, signed: SignedMoment, at: number): Change {
  const key = { id: `key-nonce#${digest(`${given.fingerprint}#${signed.nonce}`)}` };
  const expiresAt = at + keyLimits.signatureSeconds * 1000;
  return put('challenges', key, { ...key, expiresAt, ttl: ttlAfter(expiresAt) }, [absent('id')]);
}

/** The proof that whoever adds a key has its private half. */
export interface PossessionProof {
  /** Base64 of the signature of `possessionText`. */
  readonly signature: string;
  /** Epoch seconds. */
  readonly timestamp: string;
}

/**
 * What the proof signs: it names the service and the account, so that a signature for another one is worth nothing here.
 * @param origin Of the service, such as `https://mfa.example.com`.
 */
export function possessionText(origin: string, userID: string, timestamp: string): string {
  return `serverless-mfa add-key\n${origin}\n${userID}\n${timestamp}`;
}

/** Whether the proof is a signature by the key (RSA PKCS#1 v1.5 with SHA-256), for this account, made just now. */
export function provesPossession(
  given: PublicKey,
  proof: PossessionProof,
  user: Pick<User, 'userID'>,
  origin: string,
  now: number,
): boolean {
  if (signedAt(proof, now) === undefined) return false;
  const text = possessionText(origin, user.userID, proof.timestamp);
  return isSignedBy(given, text, proof.signature);
}

function isSignedBy({ key }: PublicKey, text: string, signature: string): boolean {
  const padding = crypto.constants.RSA_PKCS1_PADDING;
  return crypto.verify(
    'sha256',
    Buffer.from(text, 'utf8'),
    { key, padding },
    Buffer.from(signature, 'base64'),
  );
}

/** Another account that claims a key. */
export interface RivalClaim {
  readonly claim: KeyClaim;
  readonly user: User;
}

/**
 * Adds a key to the account, which then claims it. With a proof that its user has the private key, the account takes the
 * key from one that claims it without proof: anyone can copy a public key.
 * @param request.isProved Whether provesPossession holds.
 */
export function addKey(
  user: User,
  given: PublicKey,
  request: { readonly name: string; readonly isProved: boolean; readonly rival?: RivalClaim | undefined },
  now: number,
): Decision<KeyClaim, AccountNotice> {
  const { name, isProved, rival } = request;
  const { fingerprint, line } = given;
  const keys = keysOf(user);
  if (keys.some((key) => key.name === name)) return { refuse: problem('key-name-taken') };
  const maximum = keyLimits.perAccount;
  if (keys.length >= maximum) return { refuse: problem('key-limit', { maximum }) };
  const summary = { name, fingerprint };
  const claimKey = keyClaimKey(fingerprint);
  const claim: KeyClaim = {
    ...claimKey,
    userID: user.userID,
    name,
    line,
    createdAt: now,
    ...(isProved && { provedAt: now }),
  };
  const displaced = isProved && rival ? displace(rival, fingerprint) : undefined;
  const isFree = displaced ? [equal('userID', displaced.userID), absent('provedAt')] : [absent('id')];
  return {
    commit: [
      changeCredentials(user, { keys: [...keys, summary] }),
      put('users', claimKey, { ...claim }, isFree),
      ...(displaced?.changes ?? []),
    ],
    log: [accountEntry(user.userID, 'key-added', { key: summary }), ...(displaced?.log ?? [])],
    notify: [noticeToAccount(user, { kind: 'key-added', ...summary }), ...(displaced?.notify ?? [])],
    answer: claim,
    // The claim is the one put: it is lost if another account has the key.
    ifLost: (failed) =>
      problem(failed.some(({ change }) => change.kind === 'put') ? 'key-in-use' : 'changed-meanwhile'),
  };
}

/** Removes a key from the account that claims it without proof. */
function displace({ claim, user }: RivalClaim, fingerprint: string) {
  const keys = keysOf(user).filter((key) => key.fingerprint !== fingerprint);
  const key = { name: claim.name, fingerprint };
  return {
    userID: user.userID,
    changes: [endSessions(changeCredentials(user, { keys }))],
    log: [accountEntry(user.userID, 'key-removed', { key })],
    notify: [noticeToAccount(user, { kind: 'key-removed', ...key })],
  };
}

/** Removes a key. Someone else may have had it, so all other sessions end. */
export function removeKey(user: User, name: string, keptSessionID: string): Decision<void, AccountNotice> {
  const key = keysOf(user).find((candidate) => candidate.name === name);
  if (!key) return { refuse: problem('not-found') };
  const keys = keysOf(user).filter((candidate) => candidate !== key);
  return {
    commit: [endSessions(changeCredentials(user, { keys }), keptSessionID), ...removeClaims([key])],
    log: [accountEntry(user.userID, 'key-removed', { key })],
    notify: [noticeToAccount(user, { kind: 'key-removed', ...key })],
    answer: undefined,
  };
}

/** Removes the claims of all keys; the caller also sets `keys` of the user row to undefined, in the same commit. */
export function removeClaims(keys: readonly KeySummary[]): readonly Change[] {
  return keys.map(({ fingerprint }) => remove('users', keyClaimKey(fingerprint)));
}
