import { guessedAddress } from '../../../core/accounts/email-address.ts';
import { checkPassword, type PasswordHasher, type PasswordMatch } from '../../../core/accounts/password.ts';
import {
  normalizePassword,
  type PasswordPolicy,
  passwordRefusal,
} from '../../../core/accounts/password-policy.ts';
import type { Circumstances } from '../../../core/accounts/security-log.ts';
import { type AddressClaim, addressKey, type User, userKey } from '../../../core/accounts/user.ts';
import { Busy } from '../../../core/kernel/busy.ts';
import type { Change } from '../../../core/kernel/change.ts';
import {
  chargePasswordGuess,
  isKnownSource,
  knownSourceKey,
  passwordGuessRefusal,
  refundPasswordGuess,
} from '../../../core/sign-in/throttle.ts';
import type { Store } from '../../adapters/store.ts';
import { Refusal, refuse } from '../../refusal.ts';

interface ProvedPassword {
  readonly user: User;
  readonly match: PasswordMatch;
  /** Takes back the charge; to be committed with what the password was good for. */
  readonly refund: readonly Change[];
}

interface Caller {
  readonly source: string;
  readonly circumstances: Circumstances;
}

/**
 * Does what a right password is good for. Where that is refused for another reason the charge is taken back all the
 * same: the right password never counts as a wrong one.
 */
export async function withPassword<Result>(
  using: { readonly store: Store; readonly passwords: PasswordHasher },
  typed: { readonly identifier: string; readonly password: string },
  caller: Caller,
  work: (proved: ProvedPassword) => Promise<Result>,
): Promise<Result> {
  const proved = await provePassword(using, typed, caller);
  try {
    return await work(proved);
  } catch (error) {
    if (error instanceof Refusal || error instanceof Busy) await using.store.commit(proved.refund);
    throw error;
  }
}

/**
 * Checks an address and a password, charging the guess before it is compared. Ends in `invalid-credentials` alike for
 * an unknown address, a wrong password and a void one, after the same calls and one hash.
 */
async function provePassword(
  { store, passwords }: { store: Store; passwords: PasswordHasher },
  typed: { readonly identifier: string; readonly password: string },
  caller: Caller,
): Promise<ProvedPassword> {
  const now = caller.circumstances.at;
  const address = guessedAddress(typed.identifier);
  const [claim, known] = await store.read<[AddressClaim, Record<string, unknown>]>(
    { table: 'users', key: addressKey(address) },
    { table: 'challenges', key: knownSourceKey(address, caller.source) },
  );
  const guess = { address, source: caller.source, isKnownSource: isKnownSource(known, now), now };
  const charge = await store.commit(chargePasswordGuess(guess));
  if (!charge.committed) {
    const failed = charge.failed.map(({ old }) => old);
    throw new Refusal(passwordGuessRefusal(failed, now));
  }
  const [user] = await store.read<[User]>({ table: 'users', key: userKey(claim?.userID ?? 'nobody') });
  const match = await checkPassword(user, typed.password, passwords);
  if (!user || !match) return refuse('wrong-credentials');
  return { user, match, refund: refundPasswordGuess(guess) };
}

/** The hash of a new password, once the policy has nothing against it. */
export async function hashNewPassword(
  { passwords, policy }: { passwords: PasswordHasher; policy: PasswordPolicy },
  password: string,
  own: { readonly email: string; readonly name: string; readonly brand: string },
  pointer = '/password',
): Promise<string> {
  const words = [own.email, own.email.split('@')[0] ?? '', own.name, own.brand];
  const refused = passwordRefusal(password, policy, words, pointer);
  if (refused) throw new Refusal(refused);
  return passwords.hash(normalizePassword(password));
}
