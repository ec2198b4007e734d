import { guessedAddress } from '../../../core/accounts/email-address.ts';
import { checkPassword, type PasswordHasher, type PasswordMatch } from '../../../core/accounts/password.ts';
import {
  normalizePassword,
  type PasswordPolicy,
  passwordRefusal,
} from '../../../core/accounts/password-policy.ts';
import { type AddressClaim, addressKey, type User, userKey } from '../../../core/accounts/user.ts';
import { Busy } from '../../../core/kernel/busy.ts';
import type { Change } from '../../../core/kernel/change.ts';
import type { Circumstances } from '../../../core/kernel/circumstances.ts';
import {
  chargePasswordGuess,
  isKnownSource,
  knownSourceKey,
  passwordGuessRefusal,
  refundPasswordGuess,
} from '../../../core/sign-in/throttle.ts';
import type { Store } from '../../adapters/store.ts';
import { type Host, setting } from '../../host.ts';
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
  ports: { readonly store: Store; readonly passwords: PasswordHasher },
  typed: { readonly identifier: string; readonly password: string },
  caller: Caller,
  work: (proved: ProvedPassword) => Promise<Result>,
): Promise<Result> {
  const proved = await provePassword(ports, typed, caller);
  try {
    return await work(proved);
  } catch (error) {
    if (error instanceof Refusal || error instanceof Busy) await ports.store.commit(proved.refund);
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

/**
 * The hash of a new password that the policy accepts.
 * @param person Whose address and name the password must not be made of.
 * @param pointer The field of the request that has the password.
 * @throws Refusal
 */
export async function hashNewPassword(
  ports: { readonly passwords: PasswordHasher; readonly policy: PasswordPolicy; readonly host: Host },
  password: string,
  person: { readonly address: string; readonly name: string },
  pointer: string,
): Promise<string> {
  const { address, name } = person;
  const own = [address, address.split('@')[0] ?? '', name, setting(ports.host, 'BRAND_NAME')];
  const refused = passwordRefusal(password, ports.policy, own, pointer);
  if (refused) throw new Refusal(refused);
  return ports.passwords.hash(normalizePassword(password));
}
