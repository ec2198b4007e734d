import { lastOwnerRefusal } from '../../../core/organizations/organization.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { endMembership } from '../../flows/organizations/end-membership.ts';
import { requireMembership } from '../../flows/organizations/require-membership.ts';
import { nothing } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { Refusal } from '../../refusal.ts';

/** Also for a session that the organization's demand holds back: leaving is the other way to be free of it. */
export const step = defineStep({
  name: 'orgs/leave',
  answers: { 204: nothing },
  uses: { store, mailer },
  async run({ parameters, caller, circumstances }, using) {
    const found = requireMembership(caller, parameters);
    const refused = lastOwnerRefusal(found, caller.user.userID);
    if (refused) throw new Refusal(refused);
    await endMembership(using, caller.user, found, caller.user, circumstances);
    return { status: 204 };
  },
});

export const handler = toLambda(step);
