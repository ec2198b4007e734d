import * as z from 'zod/mini';
import document from '../../../contract/openapi.json' with { type: 'json' };
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'openapi/read',
  answers: { 200: z.looseObject({ openapi: z.string() }) },
  uses: {},
  async run() {
    return { status: 200, body: document };
  },
});

export const handler = toLambda(step);
