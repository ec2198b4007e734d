import { type Invitation, invitationKey } from '../../../core/organizations/invitation.ts';
import { type Organization, organizationKey } from '../../../core/organizations/organization.ts';
import {
  type InvitedAddress,
  invitedAddressKey,
  parseRegistrationPolicy,
  registrationPolicyRefusal,
} from '../../../core/organizations/registration-policy.ts';
import type { Store } from '../../adapters/store.ts';
import { type Host, setting } from '../../host.ts';
import { Refusal } from '../../refusal.ts';

/** Refuses an email address that the operator lets nobody register. @param canonical The address. @throws Refusal */
export async function requireRegistrable(
  { store, host }: { readonly store: Store; readonly host: Host },
  canonical: string,
  now: number,
): Promise<void> {
  const policy = parseRegistrationPolicy(setting(host, 'REGISTRATION'));
  const latest = policy === 'invited' ? await readLatestInvitation(store, canonical) : noInvitation;
  const refused = registrationPolicyRefusal(policy, canonical, latest, now);
  if (refused) throw new Refusal(refused);
}

const noInvitation = { invitation: undefined, organization: undefined };

async function readLatestInvitation(store: Store, canonical: string) {
  const key = invitedAddressKey(canonical);
  const [invited] = await store.read<[InvitedAddress]>({ table: 'challenges', key });
  const { organizationID = 'none', invitationID = 'none' } = invited ?? {};
  const [invitation, organization] = await store.read<[Invitation, Organization]>(
    { table: 'organizations', key: invitationKey(organizationID, invitationID) },
    { table: 'organizations', key: organizationKey(organizationID) },
  );
  return { invitation, organization };
}
