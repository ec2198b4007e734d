import * as z from 'zod/mini';
import { renameOrganization } from '../../../core/organizations/rename-organization.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { organizationBody } from '../../flows/organizations/organization-body.ts';
import { requireOwnership } from '../../flows/organizations/require-membership.ts';
import { organizationName } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { organization } from '../../http/organization-answers.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'orgs/rename',
  body: z.object({ name: organizationName }),
  answers: { 200: organization },
  uses: { store },
  async run({ body, parameters, caller, circumstances }, ports) {
    const { user } = caller;
    const decision = renameOrganization(requireOwnership(caller, parameters), user, body.name.trim());
    const renamed = await carryOut(decision, ports, circumstances);
    return { status: 200, body: await organizationBody(ports.store, renamed, user, circumstances.at) };
  },
});

export const handler = toLambda(step);
