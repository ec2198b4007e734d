import { lastOwnerRefusal } from '../../../core/organizations/organization.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { endMembership } from '../../flows/organizations/end-membership.ts';
import { findMember } from '../../flows/organizations/members.ts';
import { requireMembership, requireOwnership } from '../../flows/organizations/require-membership.ts';
import { nothing } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { Refusal } from '../../refusal.ts';

export const step = defineStep({
  name: 'orgs/remove-user',
  answers: { 204: nothing },
  uses: { store, mailer },
  async run({ parameters, caller, circumstances }, using) {
    const isOwn = parameters['userID'] === caller.user.userID;
    const found = isOwn ? requireMembership(caller, parameters) : requireOwnership(caller, parameters);
    const { user } = isOwn ? caller : await findMember(using.store, found, parameters);
    const refused = lastOwnerRefusal(found, user.userID);
    if (refused) throw new Refusal(refused);
    await endMembership(using, user, found, caller.user, circumstances);
    return { status: 204 };
  },
});

export const handler = toLambda(step);
