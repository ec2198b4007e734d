import { refuse } from '../../../core/kernel/problem.ts';
import { nothing } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'http/not-found',
  answers: { 404: nothing },
  uses: {},
  async run() {
    return refuse(
      'not-found',
      'No such path and method here. GET /api/openapi.json describes what there is.',
    );
  },
});

export const handler = toLambda(step);
