import * as crypto from 'node:crypto';
import { absent, type Change, present, put, remove } from '../kernel/change.ts';
import { type Random, randomBase32 } from '../kernel/random.ts';
import {
  type Attempt,
  type CodeProof,
  type Factor,
  type MethodFacts,
  type MethodSeam,
  makeCodeProof,
} from './factor.ts';

export const facts: MethodFacts = {
  title: 'recovery code',
  // RFC 8176 has no value for a look-up secret, which is not a one-time password.
  amr: [],
  // A look-up secret is a physical authenticator (NIST SP 800-63B section 3.1.2).
  acr: 'aal2',
  maximumPerAccount: 10,
  mailsCodes: false,
};

/** 20 characters of 5 bits. A code of 100 bits cannot be found by brute force, so it does not need a slow hash. */
export const codeLength = 20;
const groupsPerCode = 5;

/** The data key that an account's recovery codes are looked up with. */
export interface RecoveryCodeKey {
  readonly version: number;
  readonly bytes: Uint8Array;
}

export interface RecoveryCodeSet {
  /** As they are shown, once: five groups of four. */
  readonly texts: readonly string[];
  /** Is kept in the user row, so that the codes are found even if the data keys have been rotated since. */
  readonly recoveryCodeKeyVersion: number;
  readonly changes: readonly Change[];
}

/** Makes a full set of recovery codes for an account, with the changes that store them. */
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

/** The row of a recovery code. Its id is the HMAC of the code, so only the right code finds it. */
export interface StoredRecoveryCode {
  readonly userID: string;
  readonly id: string;
}

export const recoveryCodePrefix = 'recovery-code#';

/** Distinguishes the two kinds of rows in the table `factors`. */
export function isFactor(row: Factor | StoredRecoveryCode): row is Factor {
  return !row.id.startsWith(recoveryCodePrefix);
}

/** The row key of a code: its HMAC-SHA-256, which covers the user too, so that no row belongs to two accounts. */
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
 * Parses a code, however it was copied: 0, 1 and 8 are read as the letters they look like, and any other character that
 * is not in the alphabet is a separator, including a letter with a combining mark. In a longer text, such as a line of a
 * printed list with its number, it is the only five groups of four. Case is changed last, and patterns
 * never ignore case: either would accept other letters (long s, dotless i, the Kelvin sign).
 */
export function parse(typed: unknown): string | undefined {
  if (typeof typed !== 'string') return undefined;
  const letters = typed.replace(/[018]/g, (digit) => misread[digit] ?? '');
  const read = letters.replace(/[A-Za-z2-7]\p{M}+|[^A-Za-z2-7]/gu, '');
  if (read.length === codeLength) return read.toUpperCase();
  const [found, second] = groupedCodes(letters);
  return second === undefined ? found?.toUpperCase() : undefined;
}

/** The runs of exactly five groups of four with the same separator between them. */
function groupedCodes(text: string): readonly string[] {
  // Words and what separates them, in turn.
  const parts = text.split(/([^A-Za-z2-7]+)/);
  const codes: string[] = [];
  for (let at = 0; at + 2 * groupsPerCode - 2 < parts.length; at += 2) {
    const run = parts.slice(at, at + 2 * groupsPerCode - 1);
    const groups = run.filter((_, index) => index % 2 === 0);
    const between = new Set(run.filter((_, index) => index % 2 === 1));
    const [separator] = between;
    const goesOn = [parts[at - 1], parts[at + run.length]].includes(separator);
    if (between.size === 1 && !goesOn && groups.every(({ length }) => length === 4))
      codes.push(groups.join(''));
  }
  return codes;
}

export interface RecoveryCodeSeam extends MethodSeam {
  readonly input: string;
  /** The row with the HMAC of the code, if any. */
  readonly evidence: { readonly stored?: StoredRecoveryCode };
}

/** A used code is deleted, and is then a wrong code like any other. */
export function retryAfterUse(): undefined {
  return undefined;
}

export async function check({ evidence }: Attempt<RecoveryCodeSeam>): Promise<CodeProof | undefined> {
  if (evidence.stored === undefined) return undefined;
  const { userID, id } = evidence.stored;
  return makeCodeProof('recovery-code', [remove('factors', { userID, id }, [present('id')])]);
}
