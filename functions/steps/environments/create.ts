import * as z from 'zod/mini';
import { randomID } from '../../../core/kernel/random.ts';
import { createEnvironment } from '../../../core/organizations/environment.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { environmentsIn } from '../../flows/organizations/environments.ts';
import { requireOwnership } from '../../flows/organizations/require-membership.ts';
import { environment } from '../../http/answers.ts';
import { environmentBody } from '../../http/environment-body.ts';
import { environmentName } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'environments/create',
  body: z.object({ name: environmentName }),
  answers: { 201: environment },
  uses: { store },
  async run({ body, parameters, caller, circumstances }, ports) {
    const organization = requireOwnership(caller, parameters);
    const existing = await environmentsIn(ports.store, organization.organizationID);
    const wanted = { id: randomID(ports.host.random), name: body.name.trim() };
    const decision = createEnvironment(organization, caller.user, existing, wanted, circumstances.at);
    const created = await carryOut(decision, ports, circumstances);
    return { status: 201, body: environmentBody(created) };
  },
});

export const handler = toLambda(step);
