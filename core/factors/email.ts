import * as crypto from 'node:crypto';
import { present, update } from '../kernel/change.ts';
import { equalInConstantTime } from '../kernel/digest.ts';
import {
  type Attempt,
  type Begun,
  type CodeProof,
  type FactorFacts,
  type FactorSeam,
  makeCodeProof,
  type Nothing,
} from './factor.ts';
import { parseSixDigits } from './typed-code.ts';

export const facts: FactorFacts = {
  title: 'code by email',
  defaultName: 'Email',
  amr: ['otp'],
  // NIST SP 800-63B section 3.1.3.1 does not count email as an authenticator.
  acr: 'aal1',
  maximumPerAccount: 1,
  mailsCodes: true,
};

/** How long a mailed code is valid, and how often it may be mailed. */
export const emailCodeLimits = {
  ttlSeconds: 600,
  resendAfterSeconds: 30,
  resendsPerChallenge: 5,
  /** Not sent again in the last seconds, because the mail might arrive too late. */
  lastResendSeconds: 120,
  codesPerHour: 10,
} as const;

/** What a mailed code is bound to: it is valid for nothing else. */
export interface CodeBinding {
  readonly purpose: string;
  readonly userID: string;
  readonly address: string;
  readonly challengeID: string;
}

/**
 * The six-digit code of a challenge. It is never stored, but derived with a secret key from everything it is bound to, so
 * sending it again sends the same code. HMAC-SHA-256, truncated as in RFC 4226 section 5.3.
 */
export function mailedCode(key: Uint8Array, bound: CodeBinding): string {
  const text = JSON.stringify([bound.purpose, bound.userID, bound.address, bound.challengeID]);
  const mac = crypto.createHmac('sha256', key).update(text, 'utf8').digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/**
 * A token of 256 bits for the link beside the code, derived in the same way. Unlike the code it cannot be guessed, so that no tries
 * are counted. It never contains six digits in a row, so that only mails with codes do.
 */
export function mailedToken(key: Uint8Array, bound: CodeBinding): string {
  for (let round = 0; ; round += 1) {
    const text = JSON.stringify([
      'link',
      round,
      bound.purpose,
      bound.userID,
      bound.address,
      bound.challengeID,
    ]);
    const token = crypto.createHmac('sha256', key).update(text, 'utf8').digest('base64url');
    if (!/\d{6}/.test(token)) return token;
  }
}

interface MailedCode {
  readonly code: string;
}

export interface EmailSeam extends FactorSeam {
  readonly challenge: { readonly prepared: MailedCode; readonly shown: Nothing };
  readonly activation: { readonly prepared: MailedCode; readonly shown: Nothing };
  readonly kept: Nothing;
  readonly input: string;
  readonly evidence: {
    /** The code of the challenge; absent if none was mailed. */
    readonly mailedCode?: string;
    /** The enabled factor; absent in an activation. */
    readonly factorKey?: { readonly userID: string; readonly id: string };
  };
}

/** Mails the code of the challenge. */
export function begin({ code }: MailedCode): Begun<Nothing, Nothing> {
  return { code };
}

export const parse = parseSixDigits;

/** A mailed code is used up together with its challenge, which then refuses any code. */
export function retryAfterUse(): undefined {
  return undefined;
}

export async function check(attempt: Attempt<EmailSeam>): Promise<CodeProof | undefined> {
  const { mailedCode, factorKey } = attempt.evidence;
  if (mailedCode === undefined || !equalInConstantTime(attempt.input, mailedCode)) return undefined;
  const used = factorKey && update('factors', factorKey, { lastUsedAt: attempt.now }, [present('id')]);
  return makeCodeProof('email', used ? [used] : []);
}
