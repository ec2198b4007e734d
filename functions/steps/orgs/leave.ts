import { endMembership } from '../../../core/organizations/end-membership.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { requireMembership } from '../../flows/organizations/require-membership.ts';
import { noBody } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

/** Sessions that an MFA requirement limits to enrolment can leave too: that is the alternative to meeting it. */
export const step = defineStep({
  name: 'orgs/leave',
  answers: { 204: noBody },
  uses: { store, mailer },
  async run({ parameters, caller, circumstances }, ports) {
    const { user } = caller;
    const decision = endMembership(requireMembership(caller, parameters), user, user, circumstances.at);
    await carryOut(decision, ports, circumstances);
    return { status: 204 };
  },
});

export const handler = toLambda(step);
