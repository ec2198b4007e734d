import { isoOrNull } from '../../core/kernel/iso-or-null.ts';
import { type Invitation, isOpen, isPending, resendableAt } from '../../core/organizations/invitation.ts';
import type { Organization } from '../../core/organizations/organization.ts';
import { roleIDs } from './role-ids.ts';

/** An invitation as answers show it, with the names that the guide's command line reads. */
export function invitationBody(invitation: Invitation, organization: Organization, now: number) {
  const { id, organizationID, senderID, role, email, consumedAt, revokedAt, createdAt, expiresAt } =
    invitation;
  const resendable = resendableAt(invitation);
  return {
    id,
    orgID: organizationID,
    senderID,
    roleID: roleIDs[role],
    role,
    email,
    consumed: consumedAt !== undefined,
    revoked: revokedAt !== undefined,
    expired: isPending(invitation) && !isOpen(invitation, organization, now),
    createdAt: new Date(createdAt).toISOString(),
    mailedAt: isoOrNull(invitation.mailedAt),
    expiresAt: new Date(expiresAt).toISOString(),
    ...(resendable !== undefined && { resendableAt: new Date(resendable).toISOString() }),
  };
}
