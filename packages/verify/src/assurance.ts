import { type AccessClaims, type Acr, acrs } from './claims.ts';

/** How strong and how recent a sign-in must be. Without either, any valid token is enough. */
export interface Assurance {
  /** The weakest authentication context class that is accepted. Stronger ones are accepted too. */
  readonly acr?: Acr;
  /** How many seconds ago the user may have signed in or stepped up at most. */
  readonly maxAge?: number;
}

/** Whether a token shows a sign-in that is strong and recent enough at a time in epoch seconds. */
export function isAssured(claims: AccessClaims, required: Assurance, now: number): boolean {
  const { acr, maxAge } = required;
  const isStrong = acr === undefined || (claims.acr !== undefined && rank(claims.acr) >= rank(acr));
  const isRecent = maxAge === undefined || (claims.auth_time ?? -Infinity) >= now - maxAge;
  return isStrong && isRecent;
}

const rank = (acr: Acr) => acrs.indexOf(acr);

/** @throws TypeError if the requirement can never be met or was misspelled, which must not go unnoticed */
export function checkAssurance({ acr, maxAge }: Assurance): void {
  if (acr !== undefined && !acrs.includes(acr)) throw new TypeError(`acr must be one of ${acrs.join(', ')}`);
  if (maxAge !== undefined && !(Number.isInteger(maxAge) && maxAge >= 0))
    throw new TypeError('maxAge must be a whole number of seconds');
}
