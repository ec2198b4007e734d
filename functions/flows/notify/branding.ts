import type { Branding } from '../../../core/mail/compose.ts';
import { type Host, setting } from '../../host.ts';

/** The brand, color, origin and support address that the mails of this deployment carry. */
export function readBranding(host: Host): Branding {
  const color = host.environment['BRAND_COLOR'];
  const support = host.environment['SUPPORT_ADDRESS'];
  return {
    brand: setting(host, 'BRAND_NAME'),
    ...(color && { color }),
    ...(support && { support }),
    origin: setting(host, 'PUBLIC_ORIGIN'),
  };
}
