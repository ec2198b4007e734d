import {
  type BrowserCodeSeam,
  browserCodeKey,
  macOf,
  type StoredBrowserCode,
} from '../../../core/factors/browser-code.ts';
import type { MethodPreparation } from './preparation.ts';

export const browserCode: MethodPreparation<BrowserCodeSeam> = {
  async evidence({ store, keyring }, { user, input }) {
    const [stored] = await store.read<[StoredBrowserCode]>({
      table: 'challenges',
      key: browserCodeKey(user.userID),
    });
    if (!stored) return { user };
    const { bytes } = await keyring.recoveryCodeKey(stored.keyVersion);
    return { user, stored, mac: macOf(user.userID, input, bytes) };
  },
};
