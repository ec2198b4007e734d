import { generateSync } from 'otplib';
import { absent, anyOf, below, present, update } from '../kernel/change.ts';
import { sameText } from '../kernel/digest.ts';
import { parseSixDigits } from './email.ts';
import { type Attempt, type Live, type NamedFactorFacts, proofOfLiveCode } from './factor.ts';

export const method = 'authenticator';
export const facts: NamedFactorFacts = {
  title: 'authenticator app',
  defaultName: 'Authenticator',
  amr: ['otp'],
  isMultiFactor: true,
  maximumPerAccount: 3,
  mailsCodes: false,
};

/** RFC 6238: SHA-1, 6 digits, X = 30 s, T0 = 0; one step of drift either way is accepted. */
export const stepSeconds = 30;
const driftSteps = 1;

/** RFC 4226 section 4, R6 recommends 160 bits. */
export const secretBytes = 20;

export function stepAt(now: number): number {
  return Math.floor(now / 1000 / stepSeconds);
}

export function codeAtStep(secret: Uint8Array, step: number): string {
  return generateSync({ strategy: 'hotp', secret, counter: step });
}

export const parse = parseSixDigits;

/**
 * Seconds until the app shows a code that was not used, when this code belongs to a step that is already behind:
 * RFC 6238 section 5.2 forbids the second use.
 */
export function retryAfterUse(attempt: Attempt): number | undefined {
  for (const authenticator of attempt.authenticators)
    for (const step of window(attempt.now))
      if (
        step <= authenticator.lastUsedStep &&
        sameText(attempt.code, codeAtStep(authenticator.secret, step))
      ) {
        const nextStepAt = (Math.max(authenticator.lastUsedStep, stepAt(attempt.now)) + 1) * stepSeconds;
        return Math.max(1, Math.ceil(nextStepAt - attempt.now / 1000));
      }
  return undefined;
}

export async function check(attempt: Attempt): Promise<Live | undefined> {
  for (const authenticator of attempt.authenticators)
    for (const step of window(attempt.now))
      if (
        step > authenticator.lastUsedStep &&
        sameText(attempt.code, codeAtStep(authenticator.secret, step))
      ) {
        const key = { userID: authenticator.userID, id: authenticator.id };
        const unused = anyOf([absent('lastUsedStep')], [below('lastUsedStep', step)]);
        const used = { lastUsedStep: step, lastUsedAt: attempt.now };
        return proofOfLiveCode(method, [update('factors', key, used, [present('id'), unused])], step);
      }
  return undefined;
}

function window(now: number): number[] {
  const current = stepAt(now);
  return Array.from({ length: 2 * driftSteps + 1 }, (_, index) => current - driftSteps + index);
}
