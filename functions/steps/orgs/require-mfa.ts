import * as z from 'zod/mini';
import { requireMfa } from '../../../core/organizations/mfa-requirement.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { countWithMfa, organizationBody } from '../../flows/organizations/organization-body.ts';
import { requireOwnership } from '../../flows/organizations/require-membership.ts';
import { acceptedTypes, flag, moment } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { organization } from '../../http/organization-answers.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'orgs/require-mfa',
  body: z.object({
    required: flag,
    accept: z.optional(acceptedTypes),
    deadline: z.optional(z.nullable(moment)),
    trustedDevices: z.optional(flag),
  }),
  answers: { 200: organization },
  uses: { store, mailer },
  async run({ body, parameters, caller, circumstances }, ports) {
    const { user, session } = caller;
    const { required, accept, deadline, trustedDevices } = body;
    const now = circumstances.at;
    const wanted = {
      required,
      ...(accept && { accept }),
      ...(deadline && { deadline: Date.parse(deadline) }),
      ...(trustedDevices !== undefined && { trustedDevices }),
    };
    const organization = requireOwnership(caller, parameters);
    const withMfa = await countWithMfa(ports.store, organization, user);
    const decision = requireMfa(organization, user, session.methods, wanted, now);
    const changed = await carryOut(decision, ports, circumstances);
    return { status: 200, body: organizationBody(changed, user, now, withMfa) };
  },
});

export const handler = toLambda(step);
