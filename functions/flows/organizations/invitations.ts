import type { User } from '../../../core/accounts/user.ts';
import type { Circumstances } from '../../../core/kernel/circumstances.ts';
import { noticeToMember } from '../../../core/mail/notice.ts';
import { writeMail } from '../../../core/mail/write-mail.ts';
import {
  type Invitation,
  invitationKey,
  invitationLimits,
  invitationPrefix,
  isOpen,
} from '../../../core/organizations/invitation.ts';
import type { Organization } from '../../../core/organizations/organization.ts';
import { actorOf } from '../../../core/organizations/organization-log.ts';
import type { Store } from '../../adapters/store.ts';
import { type Host, setting } from '../../host.ts';
import { roleIDs } from '../../http/role-ids.ts';
import { refuse } from '../../refusal.ts';
import { readBranding } from '../notify/branding.ts';
import type { NotifyPorts } from '../notify/try-send.ts';
import { findAccount } from '../sign-in/find-account.ts';

/** Where the code stands in the address of a link. */
export const codePlace = '{inviteCode}';

/** The address of the page that accepts invitations. */
export const ownTemplate = (host: Host) =>
  `${setting(host, 'PUBLIC_ORIGIN')}/account/accept-invite?code=${codePlace}`;

/** All invitations of an organization, newest first. */
export async function listInvitations(
  store: Store,
  { organizationID }: Organization,
): Promise<readonly Invitation[]> {
  const options = { prefix: invitationPrefix };
  const invitations = await store.listAll<Invitation>('organizations', { organizationID }, options);
  return invitations.toReversed();
}

/** The invitation that a path names. */
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

/** Mails the link; it can be opened once. A mail that cannot be sent fails the request: nobody would know the code. */
export async function mailInvitation(
  { mailer, host }: NotifyPorts,
  organization: Organization,
  sender: User,
  { invitation, code, template }: { invitation: Invitation; code: string; template: string },
  circumstances: Circumstances,
): Promise<void> {
  const message = {
    kind: 'invited',
    organization: { id: organization.organizationID, name: organization.name },
    by: actorOf(sender),
    role: invitation.role,
    url: template.replaceAll(codePlace, code),
    expiresAt: invitation.expiresAt,
  } as const;
  const notice = noticeToMember(invitation, message);
  await mailer.send(writeMail(readBranding(host), notice, circumstances));
}

/** An invitation as answers show it; names as the guide's command line reads them. */
export function invitationBody(invitation: Invitation, organization: Organization, now: number) {
  const { id, organizationID, senderID, role, email, consumedAt, revokedAt, createdAt, expiresAt } =
    invitation;
  return {
    id,
    orgID: organizationID,
    senderID,
    roleID: roleIDs[role],
    role,
    email,
    consumed: consumedAt !== undefined,
    revoked: revokedAt !== undefined,
    expired: consumedAt === undefined && revokedAt === undefined && !isOpen(invitation, organization, now),
    createdAt: new Date(createdAt).toISOString(),
    expiresAt: new Date(expiresAt).toISOString(),
  };
}

/** Refuses an invitation that would be open beside another one for its address, or for a member. */
export async function requireInvitable(
  store: Store,
  organization: Organization,
  { id, address }: Pick<Invitation, 'id' | 'address'>,
  now: number,
): Promise<void> {
  const others = (await listInvitations(store, organization)).filter((one) => one.id !== id);
  const open = others.filter((one) => isOpen(one, organization, now));
  if (open.some((one) => one.address === address)) refuse('already-invited');
  const most = invitationLimits.openPerOrganization;
  if (open.length >= most) refuse('invitation-limit', { maximum: most });
  const account = await findAccount(store, address);
  if (account?.organizations.includes(organization.organizationID)) refuse('already-member');
}
