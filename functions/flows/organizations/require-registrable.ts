import {
  parseRegistrationPolicy,
  registrationPolicyRefusal,
} from '../../../core/organizations/registration-policy.ts';
import type { Store } from '../../adapters/store.ts';
import { type Host, setting } from '../../host.ts';
import { Refusal } from '../../refusal.ts';
import { readInvitationsOf } from './invitations-of-address.ts';

/** Refuses an email address that the operator lets nobody register. @param canonical The address. @throws Refusal */
export async function requireRegistrable(
  { store, host }: { readonly store: Store; readonly host: Host },
  canonical: string,
  now: number,
): Promise<void> {
  const policy = parseRegistrationPolicy(setting(host, 'REGISTRATION'));
  const invited = policy === 'invited' ? await readInvitationsOf(store, canonical) : [];
  const refused = registrationPolicyRefusal(policy, canonical, invited, now);
  if (refused) throw new Refusal(refused);
}
