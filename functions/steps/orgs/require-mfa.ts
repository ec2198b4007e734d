import * as z from 'zod/mini';
import { factorTypes } from '../../../core/factors/factor.ts';
import {
  changePolicy,
  deadlineRefusal,
  isSamePolicy,
  type Policy,
  policyOf,
  policyRefusal,
} from '../../../core/organizations/mfa-requirement.ts';
import { actorOf, recordOrganizationEvent } from '../../../core/organizations/organization-log.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { notifyOwners } from '../../flows/notify/organization.ts';
import { organizationBody } from '../../flows/organizations/organization-body.ts';
import { requireOwnership } from '../../flows/organizations/require-membership.ts';
import { acceptedTypes, flag, moment } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { organization } from '../../http/organization-answers.ts';
import { defineStep } from '../../http/step.ts';
import { Refusal, refuse, refuseField } from '../../refusal.ts';

const body = z.object({
  required: flag,
  accept: z.optional(acceptedTypes),
  deadline: z.optional(z.nullable(moment)),
});

export const step = defineStep({
  name: 'orgs/require-mfa',
  body,
  answers: { 200: organization },
  uses: { store, mailer },
  async run({ body, parameters, caller, circumstances }, using) {
    const { store, host } = using;
    const { user, session } = caller;
    const found = requireOwnership(caller, parameters);
    const policy = readPolicy(body, circumstances.at);
    const refused = policyRefusal(user, session.methods, policy);
    if (refused) throw new Refusal(refused);
    if (isSamePolicy(policyOf(found), policy))
      return { status: 200, body: await organizationBody(store, found, user) };
    const actor = actorOf(user);
    const { accept, deadline } = policy;
    const about = { accept, ...(deadline !== undefined && { deadline }) };
    const kind = policy.required ? 'mfa-required' : 'mfa-not-required';
    const changed = changePolicy(found, user, policy, circumstances.at);
    const committed = await store.commit([
      ...changed.changes,
      recordOrganizationEvent(
        found.organizationID,
        kind,
        actor,
        policy.required ? about : {},
        circumstances,
        host.random,
      ),
    ]);
    if (!committed.committed) refuse('changed-meanwhile');
    const named = { id: found.organizationID, name: found.name };
    const notice = policy.required
      ? ({ kind: 'mfa-required', organization: named, by: actor, ...about } as const)
      : ({ kind: 'mfa-not-required', organization: named, by: actor } as const);
    await notifyOwners(using, found, notice, circumstances);
    return { status: 200, body: await organizationBody(store, changed.organization, user) };
  },
});

function readPolicy({ required, accept, deadline }: z.infer<typeof body>, now: number): Policy {
  if (!required && (accept !== undefined || deadline)) refuseField('/required', 'requirement-incomplete');
  const chosen = factorTypes.filter((type) => accept?.includes(type) ?? true);
  if (!deadline) return { required, accept: chosen };
  const at = Date.parse(deadline);
  const refused = deadlineRefusal(at, now);
  if (refused) throw new Refusal(refused);
  return { required, accept: chosen, deadline: at };
}

export const handler = toLambda(step);
