import type { Stationery } from '../../core/mail/codes.ts';
import { type Host, setting } from '../host.ts';

/** What mails are written with in this deployment. */
export function stationery(host: Host): Stationery {
  return { brand: setting(host, 'BRAND_NAME'), origin: setting(host, 'PUBLIC_ORIGIN') };
}
