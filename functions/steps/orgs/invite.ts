import * as z from 'zod/mini';
import { parseAddress } from '../../../core/accounts/email-address.ts';
import { invite } from '../../../core/organizations/send-invitation.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { readInvitationCase } from '../../flows/organizations/invitations.ts';
import { requireOwnership } from '../../flows/organizations/require-membership.ts';
import { email, invitedRole, linkTemplate } from '../../http/fields.ts';
import { invitationBody } from '../../http/invitation-body.ts';
import { toLambda } from '../../http/lambda.ts';
import { invitation } from '../../http/organization-answers.ts';
import { defineStep } from '../../http/step.ts';
import { refuseField } from '../../refusal.ts';

export const step = defineStep({
  name: 'orgs/invite',
  body: z.object({ email, role: invitedRole, linkTemplate: z.optional(linkTemplate) }),
  answers: { 201: invitation },
  uses: { store, mailer },
  async run({ body, parameters, caller, circumstances }, ports) {
    const now = circumstances.at;
    const organization = requireOwnership(caller, parameters);
    const { canonical, mailbox } = parseAddress(body.email) ?? refuseField('/email', 'email-invalid');
    const given = await readInvitationCase(ports, organization, caller.user, canonical);
    const invited = { address: canonical, email: mailbox, role: body.role };
    const decision = invite(given, invited, body.linkTemplate, now, ports.host.random);
    const sent = await carryOut(decision, ports, circumstances);
    return { status: 201, body: invitationBody(sent, organization, now) };
  },
});

export const handler = toLambda(step);
