import { resendInvitation, resendRefusal } from '../../../core/organizations/invitation.ts';
import { countOneMore } from '../../../core/organizations/organization.ts';
import { actorOf, recordOrganizationEvent } from '../../../core/organizations/organization-log.ts';
import { countRequestedMail } from '../../../core/sign-in/registration.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import {
  findInvitation,
  invitationBody,
  mailInvitation,
  ownTemplate,
  requireInvitable,
} from '../../flows/organizations/invitations.ts';
import { requireOwnership } from '../../flows/organizations/require-membership.ts';
import { toLambda } from '../../http/lambda.ts';
import { invitation } from '../../http/organization-answers.ts';
import { defineStep } from '../../http/step.ts';
import { Refusal, refuse } from '../../refusal.ts';

export const step = defineStep({
  name: 'orgs/resend-invite',
  answers: { 200: invitation },
  uses: { store, mailer },
  async run({ parameters, caller, circumstances }, using) {
    const { store, host } = using;
    const now = circumstances.at;
    const organization = requireOwnership(caller, parameters);
    const found = await findInvitation(store, organization, parameters);
    const refused = resendRefusal(found, now);
    if (refused) throw new Refusal(refused);
    await requireInvitable(store, organization, found, now);
    const resent = resendInvitation(found, caller.user.userID, now, host.random);
    const about = { member: { email: found.email }, role: found.role };
    const mailed = countRequestedMail(found.address, now);
    const sent = await store.commit([
      ...resent.changes,
      mailed,
      countOneMore(organization, 'invitations'),
      recordOrganizationEvent(
        organization.organizationID,
        'invitation-resent',
        actorOf(caller.user),
        about,
        circumstances,
        host.random,
      ),
    ]);
    if (!sent.committed) {
      if (sent.failed.some(({ change }) => change === mailed))
        refuse('mails-of-the-hour-spent', { retryAfterSeconds: 3600 });
      refuse('changed-meanwhile');
    }
    const mail = { ...resent, template: ownTemplate(host) };
    await mailInvitation(using, organization, caller.user, mail, circumstances);
    return { status: 200, body: invitationBody(resent.invitation, organization, now) };
  },
});

export const handler = toLambda(step);
