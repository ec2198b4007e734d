import * as crypto from 'node:crypto';
import { absent, type Change, equal, put, update } from '../kernel/change.ts';
import { equalInConstantTime } from '../kernel/digest.ts';
import type { Random } from '../kernel/random.ts';
import { ttlAfter } from '../kernel/rows.ts';
import { type Attempt, type CodeProof, type MethodFacts, type MethodSeam, makeCodeProof } from './factor.ts';
import type { RecoveryCodeKey } from './recovery-code.ts';

/*
 * A code that the dashboard shows to an account that has only passkeys, to be typed in a terminal, which cannot use them. It is good
 * once and for a short time.
 */

export const facts: MethodFacts = {
  title: 'code from the browser',
  amr: ['otp'],
  // The session that made it has proved a passkey, but the code itself can be phished.
  acr: 'aal2',
  maximumPerAccount: 1,
  mailsCodes: false,
};

export const browserCodeSeconds = 120;

/** The letters of RFC 8628 section 6.1: no vowels, so no words, and none that look alike. 20 to the power of 8: 34 bits. */
const alphabet = 'BCDFGHJKLMNPQRSTVWXZ';
const codeLength = 8;

/** The only code of an account: a new one replaces it. */
export interface StoredBrowserCode {
  readonly id: string;
  /** The HMAC-SHA-256 of the code. */
  readonly mac: string;
  readonly keyVersion: number;
  /** The code is void if the credentials have changed or all sessions were ended since. */
  readonly credentialVersion: number;
  readonly sessionGeneration: number;
  readonly expiresAt: number;
  readonly ttl: number;
  readonly usedAt?: number;
}

/** The parts of an account that a code depends on. */
interface CodeOwner {
  readonly userID: string;
  readonly credentialVersion: number;
  readonly sessionGeneration: number;
}

export const browserCodeKey = (userID: string) => ({ id: `browser-code#${userID}` });

/** Makes the code of an account, as it is shown: two groups of four letters. */
export function newBrowserCode(
  { userID, credentialVersion, sessionGeneration }: CodeOwner,
  key: RecoveryCodeKey,
  random: Random,
  now: number,
): { readonly text: string; readonly expiresAt: number; readonly change: Change } {
  const code = randomLetters(random);
  const expiresAt = now + browserCodeSeconds * 1000;
  const row: StoredBrowserCode = {
    ...browserCodeKey(userID),
    mac: macOf(userID, code, key.bytes),
    keyVersion: key.version,
    credentialVersion,
    sessionGeneration,
    expiresAt,
    ttl: ttlAfter(expiresAt),
  };
  const change = put('challenges', browserCodeKey(userID), { ...row }, []);
  return { text: (code.match(/.{4}/g) ?? []).join('-'), expiresAt, change };
}

/** Bytes that would make some letters more likely are drawn again. */
function randomLetters(random: Random): string {
  const fairBytes = 256 - (256 % alphabet.length);
  let letters = '';
  while (letters.length < codeLength) {
    const fair = Array.from(random(codeLength)).filter((byte) => byte < fairBytes);
    letters += fair.map((byte) => alphabet[byte % alphabet.length]).join('');
  }
  return letters.slice(0, codeLength);
}

export function macOf(userID: string, code: string, key: Uint8Array): string {
  const text = JSON.stringify(['browser-code', userID, code]);
  return crypto.createHmac('sha256', key).update(text, 'utf8').digest('hex');
}

/** Parses a code: eight letters of the alphabet in any case, with anything but letters and digits between them. */
export function parse(typed: unknown): string | undefined {
  if (typeof typed !== 'string') return undefined;
  const read = typed.replace(/[^\p{L}\p{M}\p{N}]/gu, '');
  return /^[BCDFGHJKLMNPQRSTVWXZbcdfghjklmnpqrstvwxz]{8}$/.test(read) ? read.toUpperCase() : undefined;
}

export interface BrowserCodeSeam extends MethodSeam {
  readonly input: string;
  readonly evidence: {
    readonly user: CodeOwner;
    /** The HMAC of what was entered; absent if the account has no code. */
    readonly mac?: string;
    readonly stored?: StoredBrowserCode;
  };
}

/** A used code is a wrong code like any other. */
export function retryAfterUse(): undefined {
  return undefined;
}

export async function check({
  evidence: { user, mac, stored },
  now,
}: Attempt<BrowserCodeSeam>): Promise<CodeProof | undefined> {
  if (!stored || mac === undefined || !equalInConstantTime(mac, stored.mac)) return undefined;
  const isVoid =
    stored.usedAt !== undefined ||
    stored.expiresAt <= now ||
    stored.credentialVersion !== user.credentialVersion ||
    stored.sessionGeneration !== user.sessionGeneration;
  if (isVoid) return undefined;
  // A code made in the meantime has another HMAC.
  const use = update('challenges', browserCodeKey(user.userID), { usedAt: now }, [
    equal('mac', stored.mac),
    absent('usedAt'),
  ]);
  return makeCodeProof('browser-code', [use]);
}
