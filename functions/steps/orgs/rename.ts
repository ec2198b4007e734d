import * as z from 'zod/mini';
import { renameOrganization } from '../../../core/organizations/rename-organization.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { countWithMfa, organizationBody } from '../../flows/organizations/organization-body.ts';
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
    const organization = requireOwnership(caller, parameters);
    const withMfa = await countWithMfa(ports.store, organization, user);
    const decision = renameOrganization(organization, user, body.name.trim());
    const renamed = await carryOut(decision, ports, circumstances);
    return { status: 200, body: organizationBody(renamed, user, circumstances.at, withMfa) };
  },
});

export const handler = toLambda(step);
