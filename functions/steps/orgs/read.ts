import { store } from '../../adapters/store.ts';
import { ofMember, organizationBody } from '../../flows/organizations/members.ts';
import { toLambda } from '../../http/lambda.ts';
import { organization } from '../../http/organization-answers.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'orgs/read',
  answers: { 200: organization },
  uses: { store },
  async run({ parameters, caller }, { store }) {
    const body = await organizationBody(store, ofMember(caller, parameters), caller.user);
    return { status: 200, body };
  },
});

export const handler = toLambda(step);
