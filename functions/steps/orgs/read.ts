import { store } from '../../adapters/store.ts';
import { countWithMfa, organizationBody } from '../../flows/organizations/organization-body.ts';
import { requireMembership } from '../../flows/organizations/require-membership.ts';
import { toLambda } from '../../http/lambda.ts';
import { organization } from '../../http/organization-answers.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'orgs/read',
  answers: { 200: organization },
  uses: { store },
  async run({ parameters, caller, circumstances }, { store }) {
    const organization = requireMembership(caller, parameters);
    const withMfa = await countWithMfa(store, organization, caller.user);
    return { status: 200, body: organizationBody(organization, caller.user, circumstances.at, withMfa) };
  },
});

export const handler = toLambda(step);
