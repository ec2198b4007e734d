import { present, remove } from '../kernel/change.ts';
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

/** Characters of 5 bits: 20 bits to find the row by, 100 bits of secret. */
const selectorLength = 4;
const codeLength = 24;

export interface NewRecoveryCode {
  /** As shown, once: six groups of four. */
  readonly text: string;
  readonly selector: string;
  /** What is hashed slowly. */
  readonly secret: string;
}

/** A full set of codes with selectors that differ from each other and from those of the set they replace. */
export function newRecoveryCodes(
  random: Random,
  replaced: ReadonlySet<string> = new Set(),
): readonly NewRecoveryCode[] {
  const codes = new Map<string, NewRecoveryCode>();
  while (codes.size < facts.maximumPerAccount) {
    const code = randomBase32(random, codeLength);
    const selector = code.slice(0, selectorLength);
    if (replaced.has(selector)) continue;
    codes.set(selector, {
      text: (code.match(/.{4}/g) ?? []).join('-'),
      selector,
      secret: code.slice(selectorLength),
    });
  }
  return [...codes.values()];
}

export const recoveryCodePrefix = 'recovery-code#';

/** Tells the two kinds of rows of the table `factors` apart. */
export function isFactor(row: Factor | StoredRecoveryCode): row is Factor {
  return !row.id.startsWith(recoveryCodePrefix);
}

export function recoveryCodeKey(userID: string, code: string): { userID: string; id: string } {
  return { userID, id: `${recoveryCodePrefix}${code.slice(0, selectorLength)}` };
}

export function parse(typed: string): string | undefined {
  const code = typed.replace(/[\s-]/g, '');
  // Before upper case is made: that turns letters of other alphabets into ours.
  return code.length === codeLength && /^[A-Za-z2-7]+$/.test(code) ? code.toUpperCase() : undefined;
}

/** A used code is deleted and so is like any that never was. */
export function retryAfterUse(): undefined {
  return undefined;
}

export async function check(attempt: Attempt): Promise<Live | undefined> {
  const stored = attempt.recoveryCode;
  if (stored === undefined) return undefined;
  if (!(await attempt.verifyHash(stored.hash, attempt.code.slice(selectorLength)))) return undefined;
  const key = { userID: stored.userID, id: stored.id };
  return proofOfLiveCode(method, [remove('factors', key, [present('id')])]);
}
