import * as z from 'zod/mini';
import { parseAddress } from '../../../core/accounts/email-address.ts';
import { randomID } from '../../../core/kernel/random.ts';
import { invite, newInvitationID } from '../../../core/organizations/invitation.ts';
import { countOneMore, ownersRefusal } from '../../../core/organizations/organization.ts';
import { actorOf, recordOrganizationEvent } from '../../../core/organizations/organization-log.ts';
import { countRequestedMail } from '../../../core/sign-in/registration.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import {
  codePlace,
  invitationBody,
  mailInvitation,
  ownTemplate,
  requireInvitable,
} from '../../flows/organizations/invitations.ts';
import { requireOwnership } from '../../flows/organizations/require-membership.ts';
import { type Host, setting } from '../../host.ts';
import { email, invitedRole, linkTemplate } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { invitation } from '../../http/organization-answers.ts';
import { defineStep } from '../../http/step.ts';
import { Refusal, refuse, refuseField } from '../../refusal.ts';

export const step = defineStep({
  name: 'orgs/invite',
  body: z.object({ email, role: invitedRole, linkTemplate: z.optional(linkTemplate) }),
  answers: { 201: invitation },
  uses: { store, mailer },
  async run({ body, parameters, caller, circumstances }, using) {
    const { store, host } = using;
    const { random } = host;
    const now = circumstances.at;
    const organization = requireOwnership(caller, parameters);
    const { organizationID } = organization;
    const template = readTemplate(body.linkTemplate, host);
    const { canonical, mailbox } = parseAddress(body.email) ?? refuseField('/email', 'email-invalid');
    const refused = body.role === 'owner' ? ownersRefusal(organization) : undefined;
    if (refused) throw new Refusal(refused);
    const id = newInvitationID(now, randomID(random).slice(0, 12));
    const senderID = caller.user.userID;
    const given = { organizationID, id, senderID, address: canonical, email: mailbox, role: body.role };
    await requireInvitable(store, organization, given, now);
    const invited = invite(given, now, random);
    const about = { member: { email: mailbox }, role: body.role };
    const actor = actorOf(caller.user);
    const mailed = countRequestedMail(canonical, now);
    const sent = await store.commit([
      ...invited.changes,
      mailed,
      countOneMore(organization, 'invitations'),
      recordOrganizationEvent(organizationID, 'member-invited', actor, about, circumstances, random),
    ]);
    if (!sent.committed) refuseSending(sent.failed.some(({ change }) => change === mailed));
    await mailInvitation(using, organization, caller.user, { ...invited, template }, circumstances);
    return { status: 201, body: invitationBody(invited.invitation, organization, now) };
  },
});

function refuseSending(isSpent: boolean): never {
  if (isSpent) refuse('mails-of-the-hour-spent', { retryAfterSeconds: 3600 });
  return refuse('changed-meanwhile');
}

/** What every reader of an address takes for one: no blank, line, quote, bracket or backslash, ASCII alone. */
const plainAddress = /^[\w.~:/?#@!$&()*+,;=%{}-]+$/;

/**
 * Our own origin alone, and nothing but an address: else an invitation would carry a code, or its author's words, to
 * wherever its author likes (rule 9). Six digits in a row are for codes alone (rule 11).
 */
function readTemplate(template: string | undefined, host: Host): string {
  if (template === undefined) return ownTemplate(host);
  const start = `${setting(host, 'PUBLIC_ORIGIN')}/`;
  if (!template.startsWith(start)) refuseField('/linkTemplate', 'link-template-foreign', { start });
  if (!plainAddress.test(template) || /\d{6}/.test(template.slice(start.length)))
    refuseField('/linkTemplate', 'link-template-malformed');
  if (!template.includes(codePlace))
    refuseField('/linkTemplate', 'link-template-without-code', { placeholder: codePlace });
  return template;
}

export const handler = toLambda(step);
