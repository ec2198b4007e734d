import * as z from 'zod/mini';
import { type User, userKey } from '../../../core/accounts/user.ts';
import { acceptInvitation } from '../../../core/organizations/accept-invitation.ts';
import { openInvitations } from '../../../core/organizations/own-invitations.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { readInvitationsOf } from '../../flows/organizations/invitations-of-address.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { refuse } from '../../refusal.ts';

export const step = defineStep({
  name: 'account/accept-invitation',
  answers: { 200: z.strictObject({ orgID: z.string() }) },
  uses: { store, mailer },
  async run({ parameters, caller: { user, session }, circumstances }, ports) {
    const now = circumstances.at;
    const open = openInvitations(user, await readInvitationsOf(ports.store, user.address), now);
    const found = open.find(({ invitation }) => invitation.id === parameters['inviteID']);
    if (!found) return refuse('not-found');
    const { senderID } = found.invitation;
    const [sender] = await ports.store.read<[User]>({ table: 'users', key: userKey(senderID) });
    const decision = acceptInvitation({ ...found, sender, user, methods: session.methods }, now);
    await carryOut(decision, ports, circumstances);
    return { status: 200, body: { orgID: found.organization.organizationID } };
  },
});

export const handler = toLambda(step);
