import type { Stationery } from '../../../core/mail/compose.ts';
import { type Host, setting } from '../../host.ts';

/** What mails are written with in this deployment. */
export function stationery(host: Host): Stationery {
  const color = host.environment['BRAND_COLOR'];
  return {
    brand: setting(host, 'BRAND_NAME'),
    ...(color && { color }),
    origin: setting(host, 'PUBLIC_ORIGIN'),
  };
}
