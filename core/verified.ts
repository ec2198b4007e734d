import type { Challenge } from './challenge.ts';
import type { Change } from './change.ts';
import type { Live, Method } from './factors/factor.ts';
import type { PasswordMatch } from './password.ts';
import type { User } from './user.ts';

declare const verified: unique symbol;

/**
 * That a user has proved all that a session needs. createSession demands it, and only the two functions below
 * make it, each from a proof that only a successful check makes.
 */
export interface Verified {
  readonly [verified]: true;
  readonly userID: string;
  readonly credentialVersion: number;
  readonly methods: readonly Method[];
  /** What uses the proof up, to be committed with the session. */
  readonly uses: readonly Change[];
}

/** The password alone is enough only where no factor is enabled (rule 1). */
export function verifiedByPassword(user: User, match: PasswordMatch): Verified | undefined {
  if (user.factors.length > 0 || match.userID !== user.userID) return undefined;
  if (match.credentialVersion !== user.credentialVersion) return undefined;
  return make({
    userID: user.userID,
    credentialVersion: match.credentialVersion,
    methods: ['password'],
    uses: [],
  });
}

/** A live code, after what the challenge already stands for. */
export function verifiedByCode(challenge: Challenge, live: Live, useUp: Change): Verified {
  return make({
    userID: challenge.userID,
    credentialVersion: challenge.credentialVersion,
    methods: [...new Set<Method>([...challenge.provedMethods, live.method])],
    uses: [useUp, ...live.uses],
  });
}

function make(proof: Omit<Verified, typeof verified>): Verified {
  return proof as Verified;
}
