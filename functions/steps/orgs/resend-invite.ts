import { resendInvitation } from '../../../core/organizations/send-invitation.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { findInvitation, readInvitationCase } from '../../flows/organizations/invitations.ts';
import { requireOwnership } from '../../flows/organizations/require-membership.ts';
import { invitationBody } from '../../http/invitation-body.ts';
import { toLambda } from '../../http/lambda.ts';
import { invitation } from '../../http/organization-answers.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'orgs/resend-invite',
  answers: { 200: invitation },
  uses: { store, mailer },
  async run({ parameters, caller, circumstances }, ports) {
    const now = circumstances.at;
    const organization = requireOwnership(caller, parameters);
    const found = await findInvitation(ports.store, organization, parameters);
    const given = await readInvitationCase(ports, organization, caller.user, found.address);
    const decision = resendInvitation(given, found, now, ports.host.random);
    const sent = await carryOut(decision, ports, circumstances);
    return { status: 200, body: invitationBody(sent, organization, now) };
  },
});

export const handler = toLambda(step);
