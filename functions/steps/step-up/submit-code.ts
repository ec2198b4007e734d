import * as z from 'zod/mini';
import { endSession } from '../../../core/sign-in/session.ts';
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
  async run(request, using) {
    const { session } = request.caller;
    const submitted = {
      challengeID: request.parameters['mfaID'] ?? '',
      otp: request.body.otp,
      expected: { purpose: 'step-up', sessionID: session.id },
      alsoCommit: [endSession(session)],
      endsBy: session.expiresAt,
    } as const;
    // The new session is of the kind of the one it replaces.
    return sessionAnswer(
      await submitCode(using, submitted, { ...request, wantsCookie: session.kind === 'dashboard' }),
    );
  },
});

export const handler = toLambda(step);
