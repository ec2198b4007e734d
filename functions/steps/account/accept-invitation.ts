import * as z from 'zod/mini';
import { openInvitations } from '../../../core/organizations/own-invitations.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { acceptFor } from '../../flows/organizations/accept-invitation.ts';
import { readInvitationsOf } from '../../flows/organizations/invitations-of-address.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { refuse } from '../../refusal.ts';

export const step = defineStep({
  name: 'account/accept-invitation',
  answers: { 200: z.strictObject({ orgID: z.string() }) },
  uses: { store, mailer },
  async run({ parameters, caller, circumstances }, ports) {
    const { user } = caller;
    const read = await readInvitationsOf(ports.store, user.address);
    const open = openInvitations(user, read, circumstances.at);
    const found = open.find(({ invitation }) => invitation.id === parameters['inviteID']);
    if (!found) return refuse('not-found');
    return acceptFor(caller, found, ports, circumstances);
  },
});

export const handler = toLambda(step);
