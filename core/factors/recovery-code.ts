import * as crypto from 'node:crypto';
import { absent, type Change, present, put, remove } from '../kernel/change.ts';
import { type Random, randomBase32 } from '../kernel/random.ts';
import {
  type Attempt,
  type Factor,
  type FactorFacts,
  type Live,
  proofOfLiveCode,
  type StoredRecoveryCode,
} from './factor.ts';

export const method = 'recovery-code';
export const facts: FactorFacts = {
  title: 'recovery code',
  // RFC 8176 has no value for a look-up secret, and it is no one-time password.
  amr: [],
  // A look-up secret is a physical authenticator (NIST SP 800-63B section 3.1.2).
  isMultiFactor: true,
  maximumPerAccount: 10,
  mailsCodes: false,
};

/** 20 characters of 5 bits: with 100 bits a code cannot be searched for, so that it needs no slow hash. */
const codeLength = 20;

/** The data key that an account's recovery codes are found by. */
export interface RecoveryCodeKey {
  readonly version: number;
  readonly bytes: Uint8Array;
}

export interface RecoveryCodeSet {
  /** As shown, once: five groups of four. */
  readonly texts: readonly string[];
  /** Belongs on the user row, for the codes to be found when the data keys have been rotated since. */
  readonly recoveryCodeKeyVersion: number;
  readonly changes: readonly Change[];
}

/** A full set of recovery codes for an account, with what storing them writes. */
export function newRecoveryCodes(random: Random, userID: string, key: RecoveryCodeKey): RecoveryCodeSet {
  const codes = Array.from({ length: facts.maximumPerAccount }, () => randomBase32(random, codeLength));
  return {
    texts: codes.map((code) => (code.match(/.{4}/g) ?? []).join('-')),
    recoveryCodeKeyVersion: key.version,
    changes: codes.map((code) => {
      const rowKey = recoveryCodeRowKey(userID, code, key.bytes);
      return put('factors', rowKey, rowKey, [absent('id')]);
    }),
  };
}

export const recoveryCodePrefix = 'recovery-code#';

/** Tells the two kinds of rows of the table `factors` apart. */
export function isFactor(row: Factor | StoredRecoveryCode): row is Factor {
  return !row.id.startsWith(recoveryCodePrefix);
}

/** Where the row of a code is: under its HMAC-SHA-256, which also covers the user, so that no row fits two accounts. */
export function recoveryCodeRowKey(
  userID: string,
  code: string,
  key: Uint8Array,
): { userID: string; id: string } {
  const mac = crypto
    .createHmac('sha256', key)
    .update(JSON.stringify([userID, code]), 'utf8')
    .digest('hex');
  return { userID, id: `${recoveryCodePrefix}${mac}` };
}

const misread: Readonly<Record<string, string>> = { 0: 'O', 1: 'I', 8: 'B' };

/**
 * Reads a code however it was copied: 0, 1 and 8 are the letters they look like, and whatever else is not in the
 * alphabet separates, also a letter with a combining mark. Case is changed last and never ignored by a pattern: both
 * would take other letters (long s, dotless i, the Kelvin sign) for ours.
 */
export function parse(typed: string): string | undefined {
  const letters = typed.replace(/[018]/g, (digit) => misread[digit] ?? '');
  const read = letters.replace(/[A-Za-z2-7]\p{M}+|[^A-Za-z2-7]/gu, '');
  return read.length === codeLength ? read.toUpperCase() : undefined;
}

/** A used code is deleted and so is like any that never was. */
export function retryAfterUse(): undefined {
  return undefined;
}

export async function check(attempt: Attempt): Promise<Live | undefined> {
  const stored = attempt.recoveryCode;
  if (stored === undefined) return undefined;
  const key = { userID: stored.userID, id: stored.id };
  return proofOfLiveCode(method, [remove('factors', key, [present('id')])]);
}
