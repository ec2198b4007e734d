import { environmentID } from '../../../core/organizations/environment.ts';
import { store } from '../../adapters/store.ts';
import { environmentsOf } from '../../flows/organizations/environments.ts';
import { environment } from '../../http/answers.ts';
import { environmentBody } from '../../http/environment-body.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { refuse } from '../../refusal.ts';

export const step = defineStep({
  name: 'environments/read',
  answers: { 200: environment },
  uses: { store },
  async run({ parameters, caller: { user } }, { store }) {
    const environments = await environmentsOf(store, user);
    const found = environments.find((one) => environmentID(one) === parameters['environmentID']);
    return { status: 200, body: environmentBody(found ?? refuse('not-found')) };
  },
});

export const handler = toLambda(step);
