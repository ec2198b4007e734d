import * as z from 'zod/mini';
import { keyring } from '../../adapters/keyring.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { signInByPasskey } from '../../flows/sign-in/sign-in-with-passkey.ts';
import { session } from '../../http/answers.ts';
import { assertedCredential } from '../../http/credential-fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { sessionAnswer, sessionHeaders } from '../../http/session-answer.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'auth/sign-in-with-passkey',
  body: z.object({ credential: assertedCredential }),
  headers: sessionHeaders,
  answers: { 200: session },
  uses: { store, mailer, keyring },
  async run(request, ports) {
    return sessionAnswer(await signInByPasskey(ports, request.body.credential, request));
  },
});

export const handler = toLambda(step);
