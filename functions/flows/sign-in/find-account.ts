import { type AddressClaim, addressKey, type User, userKey } from '../../../core/accounts/user.ts';
import type { Store } from '../../adapters/store.ts';

/**
 * Finds the account of a canonical email address, and since when its known places count. It makes the same calls if there
 * is no account.
 */
export async function findAccount(
  store: Store,
  canonical: string,
): Promise<{ readonly user: User | undefined; readonly placesSince: number | undefined }> {
  const [claim] = await store.read<[AddressClaim]>({ table: 'users', key: addressKey(canonical) });
  const [user] = await store.read<[User]>({ table: 'users', key: userKey(claim?.userID ?? 'nobody') });
  return { user, placesSince: claim?.placesSince };
}
