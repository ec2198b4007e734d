import * as z from 'zod/mini';
import type { User } from '../../../core/accounts/user.ts';
import { confirmedMeanwhile, confirmMember } from '../../../core/organizations/confirm-member.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { carryOutAgain } from '../../flows/carry-out-again.ts';
import { findMember } from '../../flows/organizations/members.ts';
import { requireOwnership } from '../../flows/organizations/require-membership.ts';
import { noBody } from '../../http/answers.ts';
import { moment } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'orgs/confirm-member',
  body: z.object({ undoneAt: moment }),
  answers: { 204: noBody },
  uses: { store, mailer },
  async run({ body, parameters, caller, circumstances }, ports) {
    const organization = requireOwnership(caller, parameters);
    const { user } = await findMember(ports.store, organization, parameters);
    const decide = async (current: User) =>
      confirmMember(organization, caller.user, current, Date.parse(body.undoneAt));
    await carryOutAgain(user, decide, confirmedMeanwhile, ports, circumstances);
    return { status: 204 };
  },
});

export const handler = toLambda(step);
