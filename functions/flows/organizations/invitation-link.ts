import {
  type Invitation,
  type InvitationLink,
  invitationKey,
  invitationLinkKey,
  invitationRefusal,
} from '../../../core/organizations/invitation.ts';
import { type Organization, organizationKey } from '../../../core/organizations/organization.ts';
import type { Store } from '../../adapters/store.ts';
import { Refusal } from '../../refusal.ts';

/** The invitation that the code of a link belongs to, with its organization. @throws Refusal if the link does not work */
export async function readInvitation(
  store: Store,
  code: string,
  now: number,
): Promise<{ readonly invitation: Invitation; readonly organization: Organization }> {
  const [link] = await store.read<[InvitationLink]>({ table: 'challenges', key: invitationLinkKey(code) });
  const { organizationID = 'none', invitationID = 'none' } = link ?? {};
  const [invitation, organization] = await store.read<[Invitation, Organization]>(
    { table: 'organizations', key: invitationKey(organizationID, invitationID) },
    { table: 'organizations', key: organizationKey(organizationID) },
  );
  const refused = invitationRefusal(invitation, organization, code, now);
  if (refused) throw new Refusal(refused);
  return { invitation, organization } as { invitation: Invitation; organization: Organization };
}
