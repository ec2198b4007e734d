import { type Device, publicDeviceID } from '../../../core/accounts/device.ts';
import { shownClientProgram } from '../../../core/kernel/client-program.ts';

/** A device as its user sees it. */
export function deviceBody(device: Device) {
  return {
    id: publicDeviceID(device),
    createdAt: new Date(device.createdAt).toISOString(),
    lastSignedInAt: new Date(device.lastSignedInAt).toISOString(),
    address: device.address,
    browser: shownClientProgram(device.browser),
  };
}
