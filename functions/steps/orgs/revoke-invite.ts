import { revokeInvitation } from '../../../core/organizations/invitation.ts';
import { checkOrganization } from '../../../core/organizations/organization.ts';
import { actorOf, recordOrganizationEvent } from '../../../core/organizations/organization-log.ts';
import { store } from '../../adapters/store.ts';
import { findInvitation } from '../../flows/organizations/invitations.ts';
import { requireOwnership } from '../../flows/organizations/require-membership.ts';
import { nothing } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { refuse } from '../../refusal.ts';

export const step = defineStep({
  name: 'orgs/revoke-invite',
  answers: { 204: nothing },
  uses: { store },
  async run({ parameters, caller, circumstances }, { store, host }) {
    const found = requireOwnership(caller, parameters);
    const invitation = await findInvitation(store, found, parameters);
    if (invitation.revokedAt !== undefined) return { status: 204 };
    if (invitation.consumedAt !== undefined) refuse('invitation-accepted');
    const about = { member: { email: invitation.email }, role: invitation.role };
    const revoked = await store.commit([
      revokeInvitation(invitation, circumstances.at),
      checkOrganization(found),
      recordOrganizationEvent(
        found.organizationID,
        'invitation-revoked',
        actorOf(caller.user),
        about,
        circumstances,
        host.random,
      ),
    ]);
    if (!revoked.committed) refuse('changed-meanwhile');
    return { status: 204 };
  },
});

export const handler = toLambda(step);
