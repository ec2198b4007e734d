import { requestOrganizationDeletion } from '../../../core/organizations/delete-organization.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { requireOwnership } from '../../flows/organizations/require-membership.ts';
import { deletion, noBody } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'orgs/delete',
  answers: { 202: deletion, 204: noBody },
  uses: { store, mailer },
  async run({ parameters, caller, circumstances }, ports) {
    const organization = requireOwnership(caller, parameters);
    const decision = requestOrganizationDeletion(organization, caller.user, circumstances.at);
    const dueAt = await carryOut(decision, ports, circumstances);
    if (dueAt === undefined) return { status: 204 };
    return { status: 202, body: { deletionDueAt: new Date(dueAt).toISOString() } };
  },
});

export const handler = toLambda(step);
