import { type PresentedDevice, readDeviceTokens } from '../../core/accounts/device.ts';
import type { Event } from './event.ts';
import { wantsCookie } from './session-token.ts';

export const deviceCookieName = '__Host-device';

/** The device that a request comes from: a browser by its cookie, a command line by the header `X-Device`. */
export function presentedDevice(event: Event): PresentedDevice {
  const header = event.headers?.['x-device'];
  const cookies = (event.cookies ?? []).filter((cookie) => cookie.startsWith(`${deviceCookieName}=`));
  const tokens = header ?? cookies[0]?.slice(deviceCookieName.length + 1) ?? '';
  return { keepsToken: header !== undefined || wantsCookie(event), tokens: readDeviceTokens(tokens) };
}

/** The header by which a client that keeps no cookies presents its device. */
export const deviceHeader = {
  'X-Device': {
    description:
      'The `deviceTokens` of the last answer that had them, or `new`. The account then knows this client at its next sign-in.',
    schema: { type: 'string', maxLength: 1000 },
  },
} as const;
