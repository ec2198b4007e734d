import {
  type RecoveryCodeSeam,
  recoveryCodeRowKey,
  type StoredRecoveryCode,
} from '../../../core/factors/recovery-code.ts';
import type { MethodPreparation } from './preparation.ts';

export const recoveryCode: MethodPreparation<RecoveryCodeSeam> = {
  async evidence({ store, keyring }, { user, input }) {
    const { userID, recoveryCodeKeyVersion } = user;
    if (recoveryCodeKeyVersion === undefined) return {};
    const { bytes } = await keyring.recoveryCodeKey(recoveryCodeKeyVersion);
    const key = recoveryCodeRowKey(userID, input, bytes);
    const [stored] = await store.read<[StoredRecoveryCode]>({ table: 'factors', key });
    return stored ? { stored } : {};
  },
};
