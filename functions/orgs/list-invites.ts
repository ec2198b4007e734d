import * as z from 'zod/mini';
import { store } from '../adapters/store.ts';
import { invitationBody, listInvitations } from '../flows/invitations.ts';
import { ofOwner } from '../flows/organizations.ts';
import { toLambda } from '../http/lambda.ts';
import { invitation } from '../http/organization-answers.ts';
import { defineStep } from '../http/step.ts';

export const step = defineStep({
  name: 'orgs/list-invites',
  answers: { 200: z.array(invitation) },
  uses: { store },
  async run({ parameters, caller, circumstances }, { store }) {
    const invitations = await listInvitations(store, ofOwner(caller, parameters));
    return { status: 200, body: invitations.map((one) => invitationBody(one, circumstances.at)) };
  },
});

export const handler = toLambda(step);
