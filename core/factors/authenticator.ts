import { generateSync } from 'otplib';
import { absent, anyOf, below, present, update } from '../kernel/change.ts';
import { equalInConstantTime } from '../kernel/digest.ts';
import {
  type Attempt,
  type Begun,
  type CodeProof,
  type Factor,
  type FactorFacts,
  type FactorSeam,
  makeCodeProof,
  type Nothing,
} from './factor.ts';
import { parseSixDigits } from './typed-code.ts';

export const facts: FactorFacts = {
  title: 'authenticator app',
  defaultName: 'Authenticator',
  amr: ['otp'],
  acr: 'aal2',
  maximumPerAccount: 3,
  mailsCodes: false,
};

/** RFC 6238: SHA-1, 6 digits, X = 30 s, T0 = 0; one time step of drift in either direction is accepted. */
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

/** The row of an enabled authenticator. */
export interface StoredAuthenticator extends Factor {
  readonly sealedSecret: string;
  /** The latest time step of which a code was accepted. */
  readonly lastUsedStep: number;
}

/** An authenticator, enabled or in activation, whose secret has been unsealed for this attempt. */
export interface OpenAuthenticator {
  readonly userID: string;
  readonly id: string;
  readonly sealedSecret: string;
  readonly secret: Uint8Array;
  /** 0 during an activation. */
  readonly lastUsedStep: number;
}

export interface AuthenticatorSeam extends FactorSeam {
  readonly challenge: { readonly prepared: Nothing; readonly shown: Nothing };
  /** A new secret: in the clear to show it once, and sealed to store it. See authenticator-setup.ts. */
  readonly activation: {
    readonly prepared: {
      readonly secret: Uint8Array;
      readonly sealedSecret: string;
      /** The name under which the app lists the account. */
      readonly label: string;
      readonly issuer: string;
    };
    readonly shown: { readonly secret: string; readonly uri: string; readonly qr: string };
  };
  readonly kept: { readonly sealedSecret?: string };
  readonly input: string;
  /** All authenticators that the account has enabled, or the one being activated. */
  readonly evidence: { readonly authenticators: readonly OpenAuthenticator[] };
}

/** Nothing to show or keep: the app shows its codes by itself. */
export function begin(): Begun<Nothing, AuthenticatorSeam['kept']> {
  return {};
}

export const parse = parseSixDigits;

/**
 * Seconds until the app shows an unused code, if the time step of this code was already used: RFC 6238 section 5.2
 * forbids a second use.
 */
export function retryAfterUse({ input, evidence, now }: Attempt<AuthenticatorSeam>): number | undefined {
  for (const { secret, lastUsedStep } of evidence.authenticators)
    for (const step of window(now))
      if (step <= lastUsedStep && equalInConstantTime(input, codeAtStep(secret, step))) {
        const nextStepAt = (Math.max(lastUsedStep, stepAt(now)) + 1) * stepSeconds;
        return Math.max(1, Math.ceil(nextStepAt - now / 1000));
      }
  return undefined;
}

export async function check(attempt: Attempt<AuthenticatorSeam>): Promise<CodeProof | undefined> {
  const { input, evidence, now } = attempt;
  for (const { userID, id, secret, sealedSecret, lastUsedStep } of evidence.authenticators)
    for (const step of window(now))
      if (step > lastUsedStep && equalInConstantTime(input, codeAtStep(secret, step))) {
        const unused = anyOf([absent('lastUsedStep')], [below('lastUsedStep', step)]);
        const used = { lastUsedStep: step, lastUsedAt: now };
        const use = update('factors', { userID, id }, used, [present('id'), unused]);
        return makeCodeProof('authenticator', [use], { sealedSecret, lastUsedStep: step });
      }
  return undefined;
}

function window(now: number): number[] {
  const current = stepAt(now);
  return Array.from({ length: 2 * driftSteps + 1 }, (_, index) => current - driftSteps + index);
}
