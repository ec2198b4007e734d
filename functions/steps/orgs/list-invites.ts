import * as z from 'zod/mini';
import { store } from '../../adapters/store.ts';
import { listInvitations } from '../../flows/organizations/invitations.ts';
import { requireOwnership } from '../../flows/organizations/require-membership.ts';
import { invitationBody } from '../../http/invitation-body.ts';
import { toLambda } from '../../http/lambda.ts';
import { invitation } from '../../http/organization-answers.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'orgs/list-invites',
  answers: { 200: z.array(invitation) },
  uses: { store },
  async run({ parameters, caller, circumstances }, { store }) {
    const organization = requireOwnership(caller, parameters);
    const invitations = await listInvitations(store, organization);
    const body = invitations.map((one) => invitationBody(one, organization, circumstances.at));
    return { status: 200, body };
  },
});

export const handler = toLambda(step);
