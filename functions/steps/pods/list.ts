import * as z from 'zod/mini';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

/** The guide's command line asks for environments once per pod, so there is exactly one. */
export const step = defineStep({
  name: 'pods/list',
  answers: { 200: z.strictObject({ pods: z.array(z.strictObject({ name: z.string() })) }) },
  uses: {},
  async run() {
    return { status: 200, body: { pods: [{ name: 'default' }] } };
  },
});

export const handler = toLambda(step);
