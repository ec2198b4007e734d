import * as z from 'zod/mini';
import { store } from '../../adapters/store.ts';
import { environmentsOf } from '../../flows/organizations/environments.ts';
import { environment } from '../../http/answers.ts';
import { environmentBody } from '../../http/environment-body.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'environments/list',
  answers: { 200: z.array(environment) },
  uses: { store },
  async run({ caller: { user } }, { store }) {
    const environments = await environmentsOf(store, user);
    return { status: 200, body: environments.map(environmentBody) };
  },
});

export const handler = toLambda(step);
