import { type Invitation, invitationKey } from '../../../core/organizations/invitation.ts';
import { type Organization, organizationKey } from '../../../core/organizations/organization.ts';
import {
  type InvitedAddress,
  invitationsIn,
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
  const invited = policy === 'invited' ? await readInvitations(store, canonical) : [];
  const refused = registrationPolicyRefusal(policy, canonical, invited, now);
  if (refused) throw new Refusal(refused);
}

async function readInvitations(store: Store, canonical: string) {
  const key = invitedAddressKey(canonical);
  const [row] = await store.read<[InvitedAddress]>({ table: 'challenges', key });
  const references = invitationsIn(row);
  const table = 'organizations' as const;
  const [invitations, organizations] = await Promise.all([
    store.readMany<Invitation>(
      references.map(({ organizationID, invitationID }) => ({
        table,
        key: invitationKey(organizationID, invitationID),
      })),
    ),
    store.readMany<Organization>(
      references.map(({ organizationID }) => ({ table, key: organizationKey(organizationID) })),
    ),
  ]);
  return invitations.map((invitation) => ({
    invitation,
    organization: organizations.find(({ organizationID }) => organizationID === invitation.organizationID),
  }));
}
