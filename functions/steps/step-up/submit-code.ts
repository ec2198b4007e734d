import * as z from 'zod/mini';
import { keyring } from '../../adapters/keyring.ts';
import { mailer } from '../../adapters/mailer.ts';
import { metrics } from '../../adapters/metrics.ts';
import { store } from '../../adapters/store.ts';
import { submitCode } from '../../flows/sign-in/submit-code.ts';
import { session } from '../../http/answers.ts';
import { otp } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { sessionAnswer } from '../../http/session-answer.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'step-up/submit-code',
  body: z.object({ otp }),
  answers: { 200: session },
  uses: { store, mailer, keyring, metrics },
  async run(request, ports) {
    const { parameters, body, caller } = request;
    const replaced = caller.session;
    const expected = { purpose: 'step-up', sessionID: replaced.id } as const;
    const submitted = { challengeID: parameters['mfaID'] ?? '', otp: body.otp, expected, replaced };
    return sessionAnswer(await submitCode(ports, submitted, request));
  },
});

export const handler = toLambda(step);
