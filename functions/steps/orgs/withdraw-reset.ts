import { checkOrganization } from '../../../core/organizations/organization.ts';
import { actorOf, recordOrganizationEvent } from '../../../core/organizations/organization-log.ts';
import { endRequest, openResetRequest } from '../../../core/organizations/owner-reset.ts';
import { store } from '../../adapters/store.ts';
import { findMember } from '../../flows/organizations/members.ts';
import { requireMembership, requireOwnership } from '../../flows/organizations/require-membership.ts';
import { nothing } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { refuse } from '../../refusal.ts';

/** By an owner, or by the account whose factors they are. */
export const step = defineStep({
  name: 'orgs/withdraw-reset',
  answers: { 204: nothing },
  uses: { store },
  async run({ parameters, caller, circumstances }, { store, host }) {
    const isOwn = parameters['userID'] === caller.user.userID;
    const found = isOwn ? requireMembership(caller, parameters) : requireOwnership(caller, parameters);
    const { member, user } = await findMember(store, found, parameters);
    if (!openResetRequest(member, user, circumstances.at)) refuse('no-reset-pending');
    const withdrawn = await store.commit([
      endRequest(member),
      checkOrganization(found),
      recordOrganizationEvent(
        found.organizationID,
        'factors-reset-withdrawn',
        actorOf(caller.user),
        { member: actorOf(user) },
        circumstances,
        host.random,
      ),
    ]);
    if (!withdrawn.committed) refuse('changed-meanwhile');
    return { status: 204 };
  },
});

export const handler = toLambda(step);
