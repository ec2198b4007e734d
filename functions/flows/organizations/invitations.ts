import type { User } from '../../../core/accounts/user.ts';
import { type Invitation, invitationKey, invitationPrefix } from '../../../core/organizations/invitation.ts';
import type { Organization } from '../../../core/organizations/organization.ts';
import type { InvitationCase } from '../../../core/organizations/send-invitation.ts';
import type { Store } from '../../adapters/store.ts';
import { type Host, setting } from '../../host.ts';
import { refuse } from '../../refusal.ts';
import { findAccount } from '../sign-in/find-account.ts';

/** All invitations of an organization, newest first. */
export async function listInvitations(
  store: Store,
  { organizationID }: Organization,
): Promise<readonly Invitation[]> {
  const options = { prefix: invitationPrefix };
  const invitations = await store.listAll<Invitation>('organizations', { organizationID }, options);
  return invitations.toReversed();
}

/** The invitation that a path names. @throws Refusal `not-found` */
export async function findInvitation(
  store: Store,
  { organizationID }: Organization,
  parameters: Readonly<Record<string, string>>,
): Promise<Invitation> {
  const id = parameters['inviteID'] ?? '';
  if (id === '' || id.length > 100) refuse('not-found');
  const key = invitationKey(organizationID, id);
  const [found] = await store.read<[Invitation]>({ table: 'organizations', key });
  return found ?? refuse('not-found');
}

/** Reads what the invitation of an email address is decided on. @param address Canonical. */
export async function readInvitationCase(
  { store, host }: { readonly store: Store; readonly host: Host },
  organization: Organization,
  sender: User,
  address: string,
): Promise<InvitationCase> {
  const [invitations, account] = await Promise.all([
    listInvitations(store, organization),
    findAccount(store, address).then(({ user }) => user),
  ]);
  return { organization, sender, invitations, account, origin: setting(host, 'PUBLIC_ORIGIN') };
}
