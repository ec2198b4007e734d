import * as z from 'zod/mini';
import { signIn } from '../../../core/sign-in/session-grant.ts';
import { verifiedByKey } from '../../../core/sign-in/verified.ts';
import { keyring } from '../../adapters/keyring.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { beginChallenge } from '../../flows/sign-in/challenge.ts';
import { proveKey } from '../../flows/sign-in/prove-ssh-key.ts';
import { kindOf, toSessionRequest } from '../../flows/sign-in/session-request.ts';
import { challenge, session } from '../../http/answers.ts';
import { challengeBody } from '../../http/challenge-answer.ts';
import { publicKey, signature } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { passkeysHeader, sessionAnswer, sessionHeaders, usesPasskeys } from '../../http/session-answer.ts';
import { defineStep } from '../../http/step.ts';
import { refuseField } from '../../refusal.ts';

export const step = defineStep({
  name: 'auth/sign-in-with-key',
  body: z.object({ publicKey, signature }),
  headers: {
    ...sessionHeaders,
    ...passkeysHeader,
    'X-Request-Nonce': {
      description: 'A random text, different in each request. The signature covers `<nonce>&<timestamp>`.',
      schema: { type: 'string', minLength: 1, maxLength: 200 },
      isRequired: true,
    },
    'X-Request-Timestamp': {
      description: 'Epoch seconds, at most five minutes before or after the clock of the service',
      schema: { type: 'string', pattern: '^[0-9]{10}$' },
      isRequired: true,
    },
  },
  answers: { 200: z.union([session, challenge]) },
  uses: { store, mailer, keyring },
  async run(request, ports) {
    const { body, circumstances, headers } = request;
    const nonce = headers['x-request-nonce'] ?? '';
    const timestamp = headers['x-request-timestamp'] ?? '';
    if (nonce === '' || nonce.length > 200 || timestamp === '')
      return refuseField(
        timestamp === '' ? 'X-Request-Timestamp' : 'X-Request-Nonce',
        'signature-headers-missing',
      );
    const { user, match } = await proveKey(ports, { ...body, nonce, timestamp }, request);
    const verified = verifiedByKey(user, match);
    if (!verified) {
      const asked = {
        purpose: 'sign-in',
        provedMethods: ['key'],
        kind: kindOf(request),
        usesPasskeys: usesPasskeys(request),
      } as const;
      const begun = await beginChallenge(ports, user, asked, [], circumstances);
      return { status: 200, body: challengeBody(begun) };
    }
    const decision = signIn(await toSessionRequest(ports, user, request), verified);
    return sessionAnswer(await carryOut(decision, ports, circumstances));
  },
});

export const handler = toLambda(step);
