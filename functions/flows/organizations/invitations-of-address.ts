import { type Invitation, invitationKey } from '../../../core/organizations/invitation.ts';
import { type Organization, organizationKey } from '../../../core/organizations/organization.ts';
import type { FoundInvitation } from '../../../core/organizations/own-invitations.ts';
import {
  type InvitedAddress,
  invitationsIn,
  invitedAddressKey,
} from '../../../core/organizations/registration-policy.ts';
import type { Store } from '../../adapters/store.ts';

/** The invitations of an email address, also those that are over. @param canonical The address. */
export async function readInvitationsOf(
  store: Store,
  canonical: string,
): Promise<readonly FoundInvitation[]> {
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
