import * as z from 'zod/mini';
import { changeRole } from '../../../core/organizations/role.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { findMember } from '../../flows/organizations/members.ts';
import { requireOwnership } from '../../flows/organizations/require-membership.ts';
import { role } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { memberRole } from '../../http/organization-answers.ts';
import { roleIDs } from '../../http/role-ids.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'orgs/change-role',
  body: z.object({ role }),
  answers: { 200: memberRole },
  uses: { store, mailer },
  async run({ body: { role }, parameters, caller, circumstances }, ports) {
    const organization = requireOwnership(caller, parameters);
    const { user } = await findMember(ports.store, organization, parameters);
    const decision = changeRole(organization, caller.user, user, role, circumstances.at);
    await carryOut(decision, ports, circumstances);
    return { status: 200, body: { id: user.userID, role, roleID: roleIDs[role] } };
  },
});

export const handler = toLambda(step);
