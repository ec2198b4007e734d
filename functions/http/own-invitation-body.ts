import type * as z from 'zod/mini';
import type { OpenInvitation } from '../../core/organizations/own-invitations.ts';
import { acceptedFactors } from '../../core/sign-in/requirement.ts';
import type { ownInvitation } from './organization-answers.ts';

/** An invitation as the invited account sees it. */
export function ownInvitationBody({
  invitation,
  organization,
}: OpenInvitation): z.infer<typeof ownInvitation> {
  return {
    id: invitation.id,
    organization: { id: organization.organizationID, name: organization.name },
    role: invitation.role,
    expiresAt: new Date(invitation.expiresAt).toISOString(),
    mfaRequired: organization.mfaRequired,
    accept: [...acceptedFactors(organization)],
  };
}
