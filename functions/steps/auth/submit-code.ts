import * as z from 'zod/mini';
import { keyring } from '../../adapters/keyring.ts';
import { mailer } from '../../adapters/mailer.ts';
import { metrics } from '../../adapters/metrics.ts';
import { store } from '../../adapters/store.ts';
import { submitCode } from '../../flows/sign-in/submit-code.ts';
import { session } from '../../http/answers.ts';
import { flag, otp } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { sessionAnswer, sessionHeaders } from '../../http/session-answer.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'auth/submit-code',
  body: z.object({ otp, trustDevice: z.optional(flag) }),
  headers: sessionHeaders,
  answers: { 200: session },
  uses: { store, mailer, keyring, metrics },
  async run(request, ports) {
    const { parameters, body } = request;
    const expected = { purpose: 'sign-in' } as const;
    const { otp, trustDevice } = body;
    const submitted = { challengeID: parameters['mfaID'] ?? '', otp, trustDevice, expected };
    return sessionAnswer(await submitCode(ports, submitted, request));
  },
});

export const handler = toLambda(step);
