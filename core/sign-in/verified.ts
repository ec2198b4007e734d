import type { PasswordMatch } from '../accounts/password.ts';
import type { User } from '../accounts/user.ts';
import type { CodeProof, Method, PrimaryMethod } from '../factors/factor.ts';
import type { Change } from '../kernel/change.ts';
import type { Challenge } from './challenge.ts';
import type { KeyMatch } from './ssh-key.ts';

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
  /** The methods that were proved just now. */
  readonly proved: readonly Method[];
  /** The changes that use the proof up, to be committed with the session. */
  readonly uses: readonly Change[];
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

/** A right code, together with the methods that were proved before the challenge. */
export function verifiedByCode(challenge: Challenge, proof: CodeProof, useUp: Change): Verified {
  const methods = [...new Set<Method>([...challenge.provedMethods, proof.method])];
  return make({
    userID: challenge.userID,
    credentialVersion: challenge.credentialVersion,
    methods,
    proved: challenge.purpose === 'step-up' ? [proof.method] : methods,
    uses: [useUp, ...proof.uses],
  });
}

function make(proof: Omit<Verified, typeof verified>): Verified {
  return proof as Verified;
}
