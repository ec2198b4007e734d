import * as z from 'zod/mini';
import { setting } from '../../host.ts';
import { toLambda } from '../../http/lambda.ts';
import { publicHeaders } from '../../http/public-headers.ts';
import { defineStep } from '../../http/step.ts';

/** A browser asks the domain of a passkey whether the origin of the page may use it (WebAuthn Level 3, section 5.11). */
export const step = defineStep({
  name: 'passkeys/origins',
  answers: { 200: z.strictObject({ origins: z.array(z.string()) }) },
  uses: {},
  async run(_request, { host }) {
    return {
      status: 200,
      body: { origins: [setting(host, 'PUBLIC_ORIGIN')] },
      headers: publicHeaders,
    };
  },
});

export const handler = toLambda(step);
