import * as crypto from 'node:crypto';
import { present, update } from '../kernel/change.ts';
import { sameText } from '../kernel/digest.ts';
import { type Attempt, type Live, type NamedFactorFacts, proofOfLiveCode } from './factor.ts';

export const method = 'email';
export const facts: NamedFactorFacts = {
  title: 'code by email',
  defaultName: 'Email',
  amr: ['otp'],
  // NIST SP 800-63B section 3.1.3.1 does not count email as an authenticator.
  isMultiFactor: false,
  maximumPerAccount: 1,
  mailsCodes: true,
};

/** How long a mailed code lives, and how often it may be mailed. */
export const emailCodeLimits = {
  ttlSeconds: 600,
  resendAfterSeconds: 30,
  resendsPerChallenge: 5,
  /** No resend so close to the end that the mail might arrive too late. */
  lastResendSeconds: 120,
  codesPerHour: 10,
} as const;

/** What a mailed code is good for, and only that. */
export interface CodeBinding {
  readonly purpose: string;
  readonly userID: string;
  readonly address: string;
  readonly challengeID: string;
}

/**
 * The six-digit code of a challenge: never stored, derived with a secret key from everything it is bound to, so that
 * a resend brings the same code. HMAC-SHA-256, truncated as RFC 4226 section 5.3 does.
 */
export function mailedCode(key: Uint8Array, bound: CodeBinding): string {
  const text = JSON.stringify([bound.purpose, bound.userID, bound.address, bound.challengeID]);
  const mac = crypto.createHmac('sha256', key).update(text, 'utf8').digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** Six ASCII digits; spaces and dashes between them are how people and mail clients write codes. */
export function parseSixDigits(typed: string): string | undefined {
  const digits = typed.replace(/[ -]/g, '');
  return /^[0-9]{6}$/.test(digits) ? digits : undefined;
}

export const parse = parseSixDigits;

/** A mailed code dies with its challenge, which then answers for itself. */
export function retryAfterUse(): undefined {
  return undefined;
}

export async function check(attempt: Attempt): Promise<Live | undefined> {
  if (attempt.mailedCode === undefined || !sameText(attempt.code, attempt.mailedCode)) return undefined;
  if (attempt.emailFactorID === undefined) return proofOfLiveCode(method, []);
  const key = { userID: attempt.userID, id: attempt.emailFactorID };
  return proofOfLiveCode(method, [update('factors', key, { lastUsedAt: attempt.now }, [present('id')])]);
}
