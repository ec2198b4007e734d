import type { Branding } from '../../../core/mail/compose.ts';
import { type Host, setting } from '../../host.ts';

/** The brand, color and origin that the mails of this deployment carry. */
export function readBranding(host: Host): Branding {
  const color = host.environment['BRAND_COLOR'];
  return {
    brand: setting(host, 'BRAND_NAME'),
    ...(color && { color }),
    origin: setting(host, 'PUBLIC_ORIGIN'),
  };
}
