import { withdrawReset } from '../../../core/organizations/owner-reset.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { findMember } from '../../flows/organizations/members.ts';
import { requireAccessToMember } from '../../flows/organizations/require-membership.ts';
import { noBody } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'orgs/withdraw-reset',
  answers: { 204: noBody },
  uses: { store },
  async run({ parameters, caller, circumstances }, ports) {
    const organization = requireAccessToMember(caller, parameters);
    const found = await findMember(ports.store, organization, parameters);
    const decision = withdrawReset({ organization, ...found }, caller.user, circumstances.at);
    await carryOut(decision, ports, circumstances);
    return { status: 204 };
  },
});

export const handler = toLambda(step);
