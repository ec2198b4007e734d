import { type User, voidPassword } from '../accounts/user.ts';
import { isTyped } from '../factors/factor.ts';
import type { StoredPasskey } from '../factors/passkey.ts';
import { recoveryCodePrefix } from '../factors/recovery-code.ts';

/*
 * An account without a password signs in with a passkey alone. It must not depend on a single thing: it needs two passkeys, or one and
 * recovery codes. With a recovery code, a mailed link sets a password first, because a recovery code follows one.
 */

/** A row of the table `factors`: of a factor, or of a recovery code. */
type StoredRow = Pick<StoredPasskey, 'id'> & Partial<Pick<StoredPasskey, 'type' | 'userVerified' | 'rpID'>>;

/** The factors and recovery codes of an account, and the domain of the dashboard's passkeys. */
export interface WaysToSignIn {
  readonly rows: readonly StoredRow[];
  readonly rpID: string;
}

/** Whether the account has factors and no password. An account whose activation was undone has neither. */
export const isPasswordless = ({ passwordHash, factors }: Pick<User, 'passwordHash' | 'factors'>): boolean =>
  passwordHash === voidPassword && factors.length > 0;

/** Whether an account with these rows can be without a password. A passkey that does not verify its user cannot sign in alone. */
export function isEnoughWithoutPassword({ rows, rpID }: WaysToSignIn): boolean {
  const passkeys = rows.filter(
    (row) => row.type !== undefined && !isTyped(row.type) && row.userVerified && row.rpID === rpID,
  );
  const hasRecoveryCodes = rows.some(({ id }) => id.startsWith(recoveryCodePrefix));
  return passkeys.length > (hasRecoveryCodes ? 0 : 1);
}

/** Whether the account, which has no password, could do without this factor. */
export function canSpareFactor(user: User, factorID: string, { rows, rpID }: WaysToSignIn): boolean {
  return (
    !isPasswordless(user) || isEnoughWithoutPassword({ rows: rows.filter(({ id }) => id !== factorID), rpID })
  );
}
