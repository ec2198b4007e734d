import * as z from 'zod/mini';
import { randomID } from '../../../core/kernel/random.ts';
import { createOrganization, membershipRefusal } from '../../../core/organizations/organization.ts';
import { actorOf, recordOrganizationEvent } from '../../../core/organizations/organization-log.ts';
import { store } from '../../adapters/store.ts';
import { organizationBody } from '../../flows/organizations/organization-body.ts';
import { organizationName } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { organization } from '../../http/organization-answers.ts';
import { defineStep } from '../../http/step.ts';
import { Refusal, refuse } from '../../refusal.ts';

export const step = defineStep({
  name: 'orgs/create',
  body: z.object({ name: organizationName }),
  answers: { 201: organization },
  uses: { store },
  async run({ body, caller: { user }, circumstances }, { store, host }) {
    const refused = membershipRefusal(user);
    if (refused) throw new Refusal(refused);
    const given = { organizationID: randomID(host.random), name: body.name.trim(), now: circumstances.at };
    const created = createOrganization(user, given);
    const { organizationID, name } = created.organization;
    const made = await store.commit([
      ...created.changes,
      recordOrganizationEvent(
        organizationID,
        'organization-created',
        actorOf(user),
        { name },
        circumstances,
        host.random,
      ),
    ]);
    if (!made.committed) refuse('changed-meanwhile');
    return { status: 201, body: await organizationBody(store, created.organization, user) };
  },
});

export const handler = toLambda(step);
