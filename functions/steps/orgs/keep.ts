import { keepOrganization } from '../../../core/organizations/delete-organization.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { requireOwnership } from '../../flows/organizations/require-membership.ts';
import { noBody } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'orgs/keep',
  answers: { 204: noBody },
  uses: { store, mailer },
  async run({ parameters, caller, circumstances }, ports) {
    const decision = keepOrganization(requireOwnership(caller, parameters), caller.user);
    await carryOut(decision, ports, circumstances);
    return { status: 204 };
  },
});

export const handler = toLambda(step);
