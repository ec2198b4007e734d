import { generateSync } from 'otplib';
import { absent, anyOf, atMost, below, equal, present, update } from '../kernel/change.ts';
import { equalInConstantTime } from '../kernel/digest.ts';
import {
  type Attempt,
  type Begun,
  type ClockDrift,
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
/** How far away a right code may be for a hint that the clock of the phone is wrong. */
const hintedDriftSteps = 10;

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
  /** Later steps whose codes were entered early. The hint about the clock has told them, so they are never accepted. */
  readonly toldSteps?: readonly number[];
  /** How many hints were given, to write one at a time. */
  readonly hints?: number;
  /** By how many steps the clock of the phone was wrong when it was noticed last; positive if it was fast. */
  readonly clockDriftSteps?: number;
}

/** An authenticator, enabled or in activation, whose secret has been unsealed for this attempt. */
export interface OpenAuthenticator {
  readonly userID: string;
  readonly id: string;
  readonly sealedSecret: string;
  readonly secret: Uint8Array;
  /** 0 during an activation. */
  readonly lastUsedStep: number;
  readonly toldSteps?: readonly number[];
  readonly hints?: number;
  /** Whether it is not enabled yet. */
  readonly isInActivation?: boolean;
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

/** Whether the code of a step can no longer be accepted, because it was used or told. */
const isSpent = ({ lastUsedStep, toldSteps = [] }: OpenAuthenticator, step: number): boolean =>
  step <= lastUsedStep || toldSteps.includes(step);

/**
 * Seconds until the app shows an unused code, if the time step of this code was already used: RFC 6238 section 5.2
 * forbids a second use.
 */
export function retryAfterUse({ input, evidence, now }: Attempt<AuthenticatorSeam>): number | undefined {
  for (const authenticator of evidence.authenticators)
    for (const step of window(now))
      if (
        isSpent(authenticator, step) &&
        equalInConstantTime(input, codeAtStep(authenticator.secret, step))
      ) {
        let next = Math.max(authenticator.lastUsedStep, stepAt(now)) + 1;
        while (isSpent(authenticator, next)) next += 1;
        return Math.max(1, Math.ceil(next * stepSeconds - now / 1000));
      }
  return undefined;
}

export async function check(attempt: Attempt<AuthenticatorSeam>): Promise<CodeProof | undefined> {
  const { input, evidence, now } = attempt;
  for (const authenticator of evidence.authenticators) {
    const { userID, id, secret, sealedSecret } = authenticator;
    for (const step of window(now))
      if (!isSpent(authenticator, step) && equalInConstantTime(input, codeAtStep(secret, step))) {
        const unused = anyOf([absent('lastUsedStep')], [below('lastUsedStep', step)]);
        const used = { lastUsedStep: step, lastUsedAt: now };
        const use = update('factors', { userID, id }, used, [present('id'), unused]);
        return makeCodeProof('authenticator', [use], { sealedSecret, lastUsedStep: step });
      }
  }
  return undefined;
}

/** Recognizes the code of a time step up to five minutes away. To be asked only after the code was charged and refused. */
export function findClockDrift({ input, evidence, now }: Attempt<AuthenticatorSeam>): ClockDrift | undefined {
  const current = stepAt(now);
  for (const authenticator of evidence.authenticators)
    for (let distance = driftSteps + 1; distance <= hintedDriftSteps; distance += 1)
      // A code that was used does not tell about the clock.
      for (const drift of [-distance, distance])
        if (
          current + drift > authenticator.lastUsedStep &&
          equalInConstantTime(input, codeAtStep(authenticator.secret, current + drift))
        )
          return clockDrift(authenticator, drift, now);
  return undefined;
}

function clockDrift(authenticator: OpenAuthenticator, drift: number, now: number): ClockDrift {
  const { userID, id, lastUsedStep, toldSteps, hints, isInActivation = false } = authenticator;
  const seconds = drift * stepSeconds;
  if (isInActivation) return { seconds };
  const current = stepAt(now);
  const stillAhead = (toldSteps ?? []).filter((step) => step >= current - driftSteps);
  const told = drift > 0 ? [...stillAhead, current + drift] : stillAhead;
  const set = { clockDriftSteps: drift, toldSteps: told };
  // Of several hints at once, each must know of the others.
  const isLatest = hints === undefined ? absent('hints') : equal('hints', hints);
  const when = [present('id'), isLatest, atMost('lastUsedStep', lastUsedStep)];
  const note = update('factors', { userID, id }, set, when, { hints: 1 });
  return { seconds, note };
}

function window(now: number): number[] {
  const current = stepAt(now);
  return Array.from({ length: 2 * driftSteps + 1 }, (_, index) => current - driftSteps + index);
}
