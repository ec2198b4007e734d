import * as z from 'zod/mini';
import { mailer } from '../../adapters/mailer.ts';
import { metrics } from '../../adapters/metrics.ts';
import { store } from '../../adapters/store.ts';
import { submitPasskey } from '../../flows/sign-in/submit-passkey.ts';
import { session } from '../../http/answers.ts';
import { assertedCredential } from '../../http/credential-fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { sessionAnswer, sessionHeaders } from '../../http/session-answer.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'auth/submit-passkey',
  body: z.object({ credential: assertedCredential }),
  headers: sessionHeaders,
  answers: { 200: session },
  uses: { store, mailer, metrics },
  async run(request, ports) {
    const { parameters, body } = request;
    const expected = { purpose: 'sign-in' } as const;
    const submitted = { challengeID: parameters['mfaID'] ?? '', credential: body.credential, expected };
    return sessionAnswer(await submitPasskey(ports, submitted, request));
  },
});

export const handler = toLambda(step);
