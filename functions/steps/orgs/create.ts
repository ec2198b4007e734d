import * as z from 'zod/mini';
import { randomID } from '../../../core/kernel/random.ts';
import { createOrganization } from '../../../core/organizations/create-organization.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { organizationBody } from '../../flows/organizations/organization-body.ts';
import { organizationName } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { organization } from '../../http/organization-answers.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'orgs/create',
  body: z.object({ name: organizationName }),
  answers: { 201: organization },
  uses: { store },
  async run({ body, caller: { user }, circumstances }, ports) {
    const id = randomID(ports.host.random);
    const decision = createOrganization(user, id, body.name.trim(), circumstances.at);
    const created = await carryOut(decision, ports, circumstances);
    const withMfa = user.factors.length > 0 ? 1 : 0;
    return { status: 201, body: organizationBody(created, user, circumstances.at, withMfa) };
  },
});

export const handler = toLambda(step);
