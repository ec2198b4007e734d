import { type Device, publicDeviceID } from '../../../core/accounts/device.ts';
import { shownClientProgram } from '../../../core/kernel/client-program.ts';
import { isoOrNull } from '../../../core/kernel/iso-or-null.ts';

/** A device as its user sees it. */
export function deviceBody(device: Device, trustedUntil: number | undefined) {
  return {
    id: publicDeviceID(device),
    createdAt: new Date(device.createdAt).toISOString(),
    lastSignedInAt: new Date(device.lastSignedInAt).toISOString(),
    trustedUntil: isoOrNull(trustedUntil),
    address: device.address,
    browser: shownClientProgram(device.browser),
  };
}
