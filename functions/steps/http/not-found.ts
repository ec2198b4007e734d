import { nothing } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { refuse } from '../../refusal.ts';

export const step = defineStep({
  name: 'http/not-found',
  answers: { 404: nothing },
  uses: {},
  async run() {
    return refuse('unknown-operation');
  },
});

export const handler = toLambda(step);
