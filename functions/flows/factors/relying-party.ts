import type { RelyingParty } from '../../../core/factors/passkey.ts';
import { type Host, setting } from '../../host.ts';

/** Where passkeys of this deployment work: the domain of the dashboard, unless the setting `passkeyDomain` names a parent of it. */
export function readRelyingParty(host: Host): RelyingParty {
  const origin = setting(host, 'PUBLIC_ORIGIN');
  const rpID = host.environment['PASSKEY_DOMAIN'] || new URL(origin).hostname;
  return { origin, rpID, name: setting(host, 'BRAND_NAME') };
}
