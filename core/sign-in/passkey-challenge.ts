import * as crypto from 'node:crypto';
import { absent, type Change, put } from '../kernel/change.ts';
import { digest, equalInConstantTime } from '../kernel/digest.ts';
import type { Random } from '../kernel/random.ts';
import { ttlAfter } from '../kernel/rows.ts';

/*
 * The challenge of a sign-in by a passkey alone. Every visit to the sign-in page requests one, and few use it. So it is not
 * stored: it carries its expiry and an HMAC under a data key. What is stored is that it was used.
 */

/** How long it can be used. A page that is open for longer requests another one. */
export const passkeyChallengeSeconds = 900;

const nonceBytes = 16;
/** Milliseconds in six bytes: enough until the year 10889. */
const timeBytes = 6;
const macBytes = 32;

/** 54 bytes in base64url: a random nonce, the expiry, and the HMAC-SHA-256 of both. */
export function newPasskeyChallenge(key: Uint8Array, random: Random, now: number): string {
  const expiry = Buffer.alloc(timeBytes);
  expiry.writeUIntBE(now + passkeyChallengeSeconds * 1000, 0, timeBytes);
  const signed = Buffer.concat([random(nonceBytes), expiry]);
  return Buffer.concat([signed, macOf(signed, key)]).toString('base64url');
}

/** When a challenge expires, in epoch milliseconds; undefined if it was not issued here, or is over. */
export function readPasskeyChallenge(challenge: unknown, key: Uint8Array, now: number): number | undefined {
  if (typeof challenge !== 'string') return undefined;
  const bytes = Buffer.from(challenge, 'base64url');
  // One challenge must not have two spellings, or it could be used twice.
  if (bytes.length !== nonceBytes + timeBytes + macBytes || bytes.toString('base64url') !== challenge)
    return undefined;
  const signed = bytes.subarray(0, nonceBytes + timeBytes);
  const mac = bytes.subarray(nonceBytes + timeBytes).toString('base64url');
  if (!equalInConstantTime(mac, macOf(signed, key).toString('base64url'))) return undefined;
  const expiresAt = signed.readUIntBE(nonceBytes, timeBytes);
  return expiresAt > now ? expiresAt : undefined;
}

/** Uses a challenge up, in the transaction that makes the session. */
export function useUpPasskeyChallenge(challenge: string, expiresAt: number): Change {
  const key = { id: `passkey-challenge#${digest(challenge)}` };
  return put('challenges', key, { ...key, expiresAt, ttl: ttlAfter(expiresAt) }, [absent('id')]);
}

function macOf(signed: Uint8Array, key: Uint8Array): Buffer {
  return crypto.createHmac('sha256', key).update('sign-in-by-passkey').update(signed).digest();
}
