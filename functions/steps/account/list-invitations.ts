import * as z from 'zod/mini';
import { openInvitations } from '../../../core/organizations/own-invitations.ts';
import { store } from '../../adapters/store.ts';
import { readInvitationsOf } from '../../flows/organizations/invitations-of-address.ts';
import { toLambda } from '../../http/lambda.ts';
import { ownInvitation } from '../../http/organization-answers.ts';
import { ownInvitationBody } from '../../http/own-invitation-body.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'account/list-invitations',
  answers: { 200: z.strictObject({ invitations: z.array(ownInvitation) }) },
  uses: { store },
  async run({ caller: { user }, circumstances }, { store }) {
    const open = openInvitations(user, await readInvitationsOf(store, user.address), circumstances.at);
    return { status: 200, body: { invitations: open.map(ownInvitationBody) } };
  },
});

export const handler = toLambda(step);
