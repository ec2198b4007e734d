import type { Device } from '../accounts/device.ts';
import type { PasswordMatch } from '../accounts/password.ts';
import type { User } from '../accounts/user.ts';

import {
  type CodeProof,
  type FactorType,
  isTyped,
  type Method,
  type PrimaryMethod,
  trustMethod,
} from '../factors/factor.ts';

import { needsUserVerification } from '../factors/passkey.ts';
import type { Change } from '../kernel/change.ts';
import type { Challenge } from './challenge.ts';
import { isBrowser } from './session-kind.ts';
import type { KeyMatch } from './ssh-key.ts';
import { type TrustRule, trustedUntil } from './trusted-device.ts';

declare const verified: unique symbol;

/**
 * States that a user has proved everything that a session needs. createSession requires it, and only the functions below
 * make it, each from a proof that only a successful check makes.
 */
export interface Verified {
  readonly [verified]: true;
  readonly userID: string;
  readonly credentialVersion: number;
  /** All methods of the new session, including those of the session that a step-up renews. */
  readonly methods: readonly Method[];
  /** The factor behind a trusted device, if that is one of them. */
  readonly trustedAfter?: FactorType;
  /** The methods that were proved just now. */
  readonly proved: readonly Method[];
  /** The changes that use the proof up, to be committed with the session. */
  readonly uses: readonly Change[];
  /** What `amr` says about the proofs, in addition to the facts of the methods. */
  readonly amr?: readonly string[];
}

/** The password alone is enough only if no factor is enabled (rule 1). */
export function verifiedByPassword(user: User, match: PasswordMatch): Verified | undefined {
  return verifiedByPrimary(user, match, 'password');
}

/** An SSH key replaces the password, but not the second factor. */
export function verifiedByKey(user: User, match: KeyMatch): Verified | undefined {
  return verifiedByPrimary(user, match, 'key');
}

function verifiedByPrimary(
  user: User,
  match: PasswordMatch | KeyMatch,
  method: PrimaryMethod,
): Verified | undefined {
  if (user.factors.length > 0 || match.userID !== user.userID) return undefined;
  if (match.credentialVersion !== user.credentialVersion) return undefined;
  return make({
    userID: user.userID,
    credentialVersion: match.credentialVersion,
    methods: [method],
    proved: [method],
    uses: [],
  });
}

/** The password in a browser that the user trusted with the second factor (rule 12). */
export function verifiedByTrustedDevice(
  user: User,
  match: PasswordMatch,
  device: Device | undefined,
  rule: TrustRule,
  now: number,
): Verified | undefined {
  if (match.userID !== user.userID || match.credentialVersion !== user.credentialVersion) return undefined;
  if (device?.userID !== user.userID || !device.trust) return undefined;
  if (!isBrowser(rule.kind)) return undefined;
  if (trustedUntil(device, user, rule.organizations, rule.days, now) === undefined) return undefined;
  return make({
    userID: user.userID,
    credentialVersion: match.credentialVersion,
    methods: ['password', trustMethod],
    trustedAfter: device.trust.after,
    proved: ['password'],
    uses: [],
  });
}

/**
 * A right code or passkey, together with the methods that were proved before the challenge.
 * @returns undefined for a touch where no password or SSH key was proved before.
 */
export function verifiedByCode(challenge: Challenge, proof: CodeProof, useUp: Change): Verified | undefined {
  const isTouch = !isTyped(proof.method) && !proof.userVerified;
  if (isTouch && needsUserVerification(challenge.provedMethods)) return undefined;
  // The factor itself was proved now.
  const before = challenge.provedMethods.filter((method) => method !== trustMethod);
  const methods = [...new Set<Method>([...before, proof.method])];
  return make({
    userID: challenge.userID,
    credentialVersion: challenge.credentialVersion,
    methods,
    proved: challenge.purpose === 'step-up' ? [proof.method] : methods,
    uses: [useUp, ...proof.uses],
    ...(proof.amr && { amr: proof.amr }),
  });
}

/**
 * A passkey alone: it is enough if it verified its user, because it is both factors then. A touch alone is not.
 * @param proof Was checked against a passkey of this account.
 * @param useUp Uses up the challenge that it signed.
 */
export function verifiedByPasskey(user: User, proof: CodeProof, useUp: Change): Verified | undefined {
  if (isTyped(proof.method) || !proof.userVerified) return undefined;
  return make({
    userID: user.userID,
    credentialVersion: user.credentialVersion,
    methods: [proof.method],
    proved: [proof.method],
    uses: [useUp, ...proof.uses],
    ...(proof.amr && { amr: proof.amr }),
  });
}

function make(proof: Omit<Verified, typeof verified>): Verified {
  return proof as Verified;
}
