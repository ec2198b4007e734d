import { normalizePassword } from './password-policy.ts';
import { type User, voidPassword } from './user.ts';

/** Slow hashing. It is passed in, because the runtime decides which implementation computes the hashes. */
export interface PasswordHasher {
  /** A PHC string with a fresh salt. */
  readonly hash: (text: string) => Promise<string>;
  readonly verify: (hash: string, text: string) => Promise<boolean>;
  /** Whether the string was made with weaker parameters than `hash` uses now. */
  readonly isWeak: (hash: string) => boolean;
  /** A hash that no password has, so that an unknown email address takes the same work. */
  readonly decoy: string;
}

declare const matched: unique symbol;

/** Proof that the password of this account was given: only checkPassword makes one. */
export interface PasswordMatch {
  readonly [matched]: true;
  readonly userID: string;
  readonly credentialVersion: number;
}

/** Compares a password with the account's. It hashes exactly once, whether or not there is an account. */
export async function checkPassword(
  user: User | undefined,
  password: string,
  hasher: PasswordHasher,
): Promise<PasswordMatch | undefined> {
  const usable = user !== undefined && user.passwordHash !== voidPassword;
  const matches = await hasher.verify(usable ? user.passwordHash : hasher.decoy, normalizePassword(password));
  if (!usable || !matches) return undefined;
  return { userID: user.userID, credentialVersion: user.credentialVersion } as PasswordMatch;
}
