import { revokeInvitation } from '../../../core/organizations/invitation.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { findInvitation } from '../../flows/organizations/invitations.ts';
import { requireOwnership } from '../../flows/organizations/require-membership.ts';
import { noBody } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'orgs/revoke-invite',
  answers: { 204: noBody },
  uses: { store },
  async run({ parameters, caller, circumstances }, ports) {
    const organization = requireOwnership(caller, parameters);
    const found = await findInvitation(ports.store, organization, parameters);
    const decision = revokeInvitation(organization, caller.user, found, circumstances.at);
    await carryOut(decision, ports, circumstances);
    return { status: 204 };
  },
});

export const handler = toLambda(step);
