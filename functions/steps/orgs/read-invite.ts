import { isFor } from '../../../core/organizations/invitation.ts';
import { acceptedFactors } from '../../../core/sign-in/requirement.ts';
import { store } from '../../adapters/store.ts';
import { readInvitation } from '../../flows/organizations/invitation-link.ts';
import { toLambda } from '../../http/lambda.ts';
import { invitationPreview } from '../../http/organization-answers.ts';
import { defineStep } from '../../http/step.ts';

/** Also without a session, because whoever has the link may not have an account yet. */
export const step = defineStep({
  name: 'orgs/read-invite',
  answers: { 200: invitationPreview },
  uses: { store },
  readsSession: true,
  async run({ parameters, caller, circumstances }, { store }) {
    const read = await readInvitation(store, parameters['inviteCode'] ?? '', circumstances.at);
    const { invitation, organization } = read;
    const body = {
      organization: { id: organization.organizationID, name: organization.name },
      email: invitation.email,
      role: invitation.role,
      expiresAt: new Date(invitation.expiresAt).toISOString(),
      mfaRequired: organization.mfaRequired,
      accept: acceptedFactors(organization),
      ...(caller && { isForCaller: isFor(invitation, caller.user) }),
    };
    return { status: 200, body };
  },
});

export const handler = toLambda(step);
