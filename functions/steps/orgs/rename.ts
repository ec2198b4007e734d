import * as z from 'zod/mini';
import { changeOrganization } from '../../../core/organizations/organization.ts';
import { actorOf, recordOrganizationEvent } from '../../../core/organizations/organization-log.ts';
import { store } from '../../adapters/store.ts';
import { organizationBody } from '../../flows/organizations/organization-body.ts';
import { requireOwnership } from '../../flows/organizations/require-membership.ts';
import { organizationName } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { organization } from '../../http/organization-answers.ts';
import { defineStep } from '../../http/step.ts';
import { refuse } from '../../refusal.ts';

export const step = defineStep({
  name: 'orgs/rename',
  body: z.object({ name: organizationName }),
  answers: { 200: organization },
  uses: { store },
  async run({ body, parameters, caller, circumstances }, { store, host }) {
    const found = requireOwnership(caller, parameters);
    const name = body.name.trim();
    const renamed = await store.commit([
      changeOrganization(found, { name }),
      recordOrganizationEvent(
        found.organizationID,
        'organization-renamed',
        actorOf(caller.user),
        { name },
        circumstances,
        host.random,
      ),
    ]);
    if (!renamed.committed) refuse('changed-meanwhile');
    return { status: 200, body: await organizationBody(store, { ...found, name }, caller.user) };
  },
});

export const handler = toLambda(step);
