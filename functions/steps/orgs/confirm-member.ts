import type { User } from '../../../core/accounts/user.ts';
import { confirmedMeanwhile, confirmMember } from '../../../core/organizations/confirm-member.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { carryOutAgain } from '../../flows/carry-out-again.ts';
import { findMember } from '../../flows/organizations/members.ts';
import { requireOwnership } from '../../flows/organizations/require-membership.ts';
import { noBody } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'orgs/confirm-member',
  answers: { 204: noBody },
  uses: { store, mailer },
  async run({ parameters, caller, circumstances }, ports) {
    const organization = requireOwnership(caller, parameters);
    const { user } = await findMember(ports.store, organization, parameters);
    const decide = async (current: User) => confirmMember(organization, caller.user, current);
    await carryOutAgain(user, decide, confirmedMeanwhile, ports, circumstances);
    return { status: 204 };
  },
});

export const handler = toLambda(step);
