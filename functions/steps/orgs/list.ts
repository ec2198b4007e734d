import * as z from 'zod/mini';
import { store } from '../../adapters/store.ts';
import {
  countedMembers,
  countWithMfa,
  organizationBody,
} from '../../flows/organizations/organization-body.ts';
import { toLambda } from '../../http/lambda.ts';
import { organization } from '../../http/organization-answers.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'orgs/list',
  answers: { 200: z.array(organization) },
  uses: { store },
  async run({ caller: { user, organizations }, circumstances }, { store }) {
    const bodies = organizations.map(async (one) => {
      const withMfa = await countWithMfa(store, one, user, countedMembers.inList);
      return organizationBody(one, user, circumstances.at, withMfa);
    });
    return { status: 200, body: await Promise.all(bodies) };
  },
});

export const handler = toLambda(step);
