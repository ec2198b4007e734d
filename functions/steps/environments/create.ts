import * as z from 'zod/mini';
import { absent, put } from '../../../core/kernel/change.ts';
import { randomID } from '../../../core/kernel/random.ts';
import { countOneMore, organizationLimits } from '../../../core/organizations/organization.ts';
import { actorOf, recordOrganizationEvent } from '../../../core/organizations/organization-log.ts';
import { store } from '../../adapters/store.ts';
import { environmentsIn, itemPrefix } from '../../flows/organizations/environments.ts';
import { requireOwnership } from '../../flows/organizations/require-membership.ts';
import { environment } from '../../http/answers.ts';
import { environmentName } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { refuse, refuseField } from '../../refusal.ts';

export const step = defineStep({
  name: 'environments/create',
  body: z.object({ name: environmentName }),
  answers: { 201: environment },
  uses: { store },
  async run({ body, parameters, caller, circumstances }, { store, host }) {
    const found = requireOwnership(caller, parameters);
    const { organizationID } = found;
    const name = body.name.trim();
    const present = await environmentsIn(store, organizationID);
    const most = organizationLimits.environmentsPerOrganization;
    if (present.length >= most) refuse('environment-limit', { maximum: most });
    if (present.some((one) => one.name === name)) refuseField('/name', 'environment-name-taken');
    const id = randomID(host.random);
    const namespace = `env-${id.slice(0, 10)}`;
    const key = { organizationID, item: `${itemPrefix}${id}` };
    const made = await store.commit([
      put('organizations', key, { ...key, name, namespace, createdAt: circumstances.at }, [absent('item')]),
      countOneMore(found, 'environments'),
      recordOrganizationEvent(
        organizationID,
        'environment-created',
        actorOf(caller.user),
        { name },
        circumstances,
        host.random,
      ),
    ]);
    if (!made.committed) refuse('changed-meanwhile');
    return { status: 201, body: { id, name, namespace, organizationId: organizationID } };
  },
});

export const handler = toLambda(step);
