import * as z from 'zod/mini';
import { mailer } from '../../adapters/mailer.ts';
import { metrics } from '../../adapters/metrics.ts';
import { store } from '../../adapters/store.ts';
import { submitPasskey } from '../../flows/sign-in/submit-passkey.ts';
import { session } from '../../http/answers.ts';
import { assertedCredential } from '../../http/credential-fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { sessionAnswer } from '../../http/session-answer.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'step-up/submit-passkey',
  body: z.object({ credential: assertedCredential }),
  answers: { 200: session },
  uses: { store, mailer, metrics },
  async run(request, ports) {
    const { parameters, body, caller } = request;
    const replaced = caller.session;
    const expected = { purpose: 'step-up', sessionID: replaced.id } as const;
    const challengeID = parameters['mfaID'] ?? '';
    const submitted = { challengeID, credential: body.credential, expected, replaced };
    return sessionAnswer(await submitPasskey(ports, submitted, request));
  },
});

export const handler = toLambda(step);
