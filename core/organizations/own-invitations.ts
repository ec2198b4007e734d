import type { User } from '../accounts/user.ts';
import { type Invitation, isFor, isOpen } from './invitation.ts';
import type { Organization } from './organization.ts';

/** An invitation that was found by its email address. */
export interface FoundInvitation {
  readonly invitation: Invitation;
  /** Undefined if the organization is gone. */
  readonly organization: Organization | undefined;
}

/** An invitation with its organization. */
export interface OpenInvitation extends FoundInvitation {
  readonly organization: Organization;
}

/**
 * The invitations that the account can accept, the newest first. The session of the account is as good as the link in the mail:
 * both prove the email address.
 */
export function openInvitations(
  user: Pick<User, 'address' | 'organizations'>,
  found: readonly FoundInvitation[],
  now: number,
): readonly OpenInvitation[] {
  return found
    .flatMap(({ invitation, organization }) =>
      organization &&
      isFor(invitation, user) &&
      isOpen(invitation, organization, now) &&
      !user.organizations.includes(organization.organizationID)
        ? [{ invitation, organization }]
        : [],
    )
    .sort((a, b) => b.invitation.createdAt - a.invitation.createdAt);
}
