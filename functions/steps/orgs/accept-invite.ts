import * as z from 'zod/mini';
import { acceptInvitation } from '../../../core/organizations/invitation.ts';
import {
  joinOrganization,
  membershipRefusal,
  ownersRefusal,
} from '../../../core/organizations/organization.ts';
import {
  actorOf,
  recordMembershipEvent,
  recordOrganizationEvent,
} from '../../../core/organizations/organization-log.ts';
import { requirementRefusal, requirementsOf, sessionScope } from '../../../core/sign-in/requirement.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { notifyOwners } from '../../flows/notify/organization.ts';
import { readInvitation } from '../../flows/organizations/invitation-link.ts';
import { readUsers } from '../../flows/organizations/members.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { Refusal, refuse } from '../../refusal.ts';

export const step = defineStep({
  name: 'orgs/accept-invite',
  answers: { 200: z.strictObject({ orgID: z.string() }) },
  uses: { store, mailer },
  async run({ parameters, caller: { user, session }, circumstances }, using) {
    const { store, host } = using;
    const now = circumstances.at;
    const { random } = host;
    const read = await readInvitation(store, parameters['inviteCode'] ?? '', now);
    const { invitation, organization } = read;
    const { organizationID } = organization;
    if (invitation.address !== user.address) refuse('invitation-for-another');
    if (user.organizations.includes(organizationID)) refuse('you-are-member');
    const refused =
      membershipRefusal(user) ?? (invitation.role === 'owner' ? ownersRefusal(organization) : undefined);
    if (refused) throw new Refusal(refused);
    const { inForce } = requirementsOf([organization], now);
    const scope = sessionScope(user, session.methods, inForce);
    if (!('scope' in scope) || scope.scope !== 'full') throw new Refusal(requirementRefusal(inForce));
    const member = actorOf(user);
    const about = { member, role: invitation.role };
    const accepted = await store.commit([
      acceptInvitation(invitation, now),
      ...joinOrganization(user, organization, invitation.role, now),
      recordOrganizationEvent(organizationID, 'member-joined', member, about, circumstances, random),
      recordMembershipEvent(user.userID, 'organization-joined', organization, circumstances, random),
    ]);
    if (!accepted.committed) refuse('changed-meanwhile');
    if (invitation.role === 'owner') {
      const [sender = user] = await readUsers(store, [invitation.senderID]);
      const named = { id: organizationID, name: organization.name };
      const notice = { kind: 'owner-added', organization: named, by: actorOf(sender), member } as const;
      await notifyOwners(using, organization, notice, circumstances);
    }
    return { status: 200, body: { orgID: organizationID } };
  },
});

export const handler = toLambda(step);
