import { Failure, usageFailure } from '../cli/failure.ts';
import { parseAddress } from '../core/accounts/email-address.ts';
import { type AddressClaim, addressKey, type User, userKey } from '../core/accounts/user.ts';
import { openReset, type WaitingReset, waitingResetKey } from '../core/operator/operator-reset.ts';
import type { Stage } from './stage.ts';

export interface Account {
  readonly user: User;
  /** The reset that an operator requested and that is still waiting. */
  readonly waiting: WaitingReset | undefined;
}

/** Finds the account of an email address. @throws Failure if there is none. */
export async function findAccount({ name, store }: Stage, typed: string): Promise<Account> {
  const address = parseAddress(typed);
  if (!address) throw usageFailure(`"${typed}" is not an email address.`);
  const [claim] = await store.read<[AddressClaim]>({ table: 'users', key: addressKey(address.canonical) });
  const [user, waiting] = claim
    ? await store.read<[User, WaitingReset]>(
        { table: 'users', key: userKey(claim.userID) },
        { table: 'factors', key: waitingResetKey(claim.userID) },
      )
    : [];
  if (!user)
    throw new Failure(
      `There is no account with the email address ${address.canonical} in the stage "${name}". Check the spelling, and --stage.`,
    );
  return { user, waiting: openReset(waiting, user) };
}
