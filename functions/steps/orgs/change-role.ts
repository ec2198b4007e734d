import * as z from 'zod/mini';
import {
  changeRole,
  lastOwnerRefusal,
  ownersRefusal,
  roleOf,
} from '../../../core/organizations/organization.ts';
import {
  actorOf,
  recordMembershipEvent,
  recordOrganizationEvent,
} from '../../../core/organizations/organization-log.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { notifyMember, notifyOwners } from '../../flows/notify/organization.ts';
import { findMember } from '../../flows/organizations/members.ts';
import { requireOwnership } from '../../flows/organizations/require-membership.ts';
import { role } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { memberRole } from '../../http/organization-answers.ts';
import { roleIDs } from '../../http/role-ids.ts';
import { defineStep } from '../../http/step.ts';
import { Refusal, refuse } from '../../refusal.ts';

export const step = defineStep({
  name: 'orgs/change-role',
  body: z.object({ role }),
  answers: { 200: memberRole },
  uses: { store, mailer },
  async run({ body: { role }, parameters, caller, circumstances }, using) {
    const found = requireOwnership(caller, parameters);
    const { user } = await findMember(using.store, found, parameters);
    const answer = { status: 200, body: { id: user.userID, role, roleID: roleIDs[role] } };
    if (roleOf(found, user.userID) === role) return answer;
    const refused = role === 'owner' ? ownersRefusal(found) : lastOwnerRefusal(found, user.userID);
    if (refused) throw new Refusal(refused);
    const by = actorOf(caller.user);
    const member = actorOf(user);
    const { random } = using.host;
    const changed = await using.store.commit([
      ...changeRole(found, user.userID, role, circumstances.at),
      recordOrganizationEvent(
        found.organizationID,
        'role-changed',
        by,
        { member, role },
        circumstances,
        random,
      ),
      recordMembershipEvent(user.userID, 'role-changed', found, circumstances, random),
    ]);
    if (!changed.committed) refuse('changed-meanwhile');
    const organization = { id: found.organizationID, name: found.name };
    const kind = role === 'owner' ? 'owner-added' : 'owner-removed';
    await Promise.all([
      notifyMember(using, user.email, { kind: 'role-changed', organization, role }, circumstances),
      notifyOwners(using, found, { kind, organization, by, member }, circumstances, [user.userID]),
    ]);
    return answer;
  },
});

export const handler = toLambda(step);
