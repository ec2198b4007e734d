import { allowedMethods } from '../../http/allowed-methods.ts';
import { noBody } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { refuse } from '../../refusal.ts';

/** Answers requests that no other row has a route for: an unknown path, or a path with another method. */
export const step = defineStep({
  name: 'http/not-found',
  answers: { 204: noBody },
  uses: {},
  async run({ method, parameters }) {
    const allow = allowedMethods(`/${parameters['proxy'] ?? ''}`);
    if (allow.length === 0) refuse('unknown-operation');
    if (method === 'OPTIONS') return { status: 204, headers: { allow: allow.join(', ') } };
    return refuse('method-not-allowed', { allow });
  },
});

export const handler = toLambda(step);
