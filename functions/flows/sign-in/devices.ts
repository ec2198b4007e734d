import { type Device, devicePrefix, isDeviceRow, isKnownDevice } from '../../../core/accounts/device.ts';
import { type AddressClaim, addressKey, type User } from '../../../core/accounts/user.ts';
import type { Session } from '../../../core/sign-in/session.ts';
import type { Store } from '../../adapters/store.ts';

/** The devices that the account knows now. */
export async function readKnownDevices(store: Store, user: User, now: number): Promise<readonly Device[]> {
  const [{ rows }, [claim]] = await Promise.all([
    store.list<Device>('sessions', { userID: user.userID }, { prefix: devicePrefix }),
    store.read<[AddressClaim]>({ table: 'users', key: addressKey(user.address) }),
  ]);
  return rows.filter((device) => isKnownDevice(device, now, claim));
}

/** All sessions of the account that are stored, also those that have ended. */
export async function readSessions(store: Store, userID: string): Promise<readonly Session[]> {
  const [sessions] = separateDevices(await store.listAll<Session | Device>('sessions', { userID }));
  return sessions;
}

/** The rows of an account in the table `sessions`: its sessions, and its devices. */
export function separateDevices(
  rows: readonly (Session | Device)[],
): readonly [readonly Session[], readonly Device[]] {
  const isDevice = (row: Session | Device): row is Device => isDeviceRow(row);
  return [rows.filter((row): row is Session => !isDevice(row)), rows.filter(isDevice)];
}
