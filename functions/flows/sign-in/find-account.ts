import { type AddressClaim, addressKey, type User, userKey } from '../../../core/accounts/user.ts';
import type { Store } from '../../adapters/store.ts';

/** Finds the account of a canonical email address. It makes the same calls if there is none. */
export async function findAccount(
  store: Store,
  canonical: string,
): Promise<{ readonly user: User | undefined; readonly claim: AddressClaim | undefined }> {
  const [claim] = await store.read<[AddressClaim]>({ table: 'users', key: addressKey(canonical) });
  const [user] = await store.read<[User]>({ table: 'users', key: userKey(claim?.userID ?? 'nobody') });
  return { user, claim };
}
