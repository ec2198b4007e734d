import * as z from 'zod/mini';
import { type User, userKey } from '../../../core/accounts/user.ts';
import { acceptInvitation } from '../../../core/organizations/accept-invitation.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { readInvitation } from '../../flows/organizations/invitation-link.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'orgs/accept-invite',
  answers: { 200: z.strictObject({ orgID: z.string() }) },
  uses: { store, mailer },
  async run({ parameters, caller: { user, session }, circumstances }, ports) {
    const now = circumstances.at;
    const found = await readInvitation(ports.store, parameters['inviteCode'] ?? '', now);
    const { senderID } = found.invitation;
    const [sender] = await ports.store.read<[User]>({ table: 'users', key: userKey(senderID) });
    const decision = acceptInvitation({ ...found, sender, user, methods: session.methods }, now);
    await carryOut(decision, ports, circumstances);
    return { status: 200, body: { orgID: found.organization.organizationID } };
  },
});

export const handler = toLambda(step);
