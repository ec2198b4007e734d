import * as z from 'zod/mini';
import { normalizePassword } from '../../../core/accounts/password-policy.ts';
import { withChanges } from '../../../core/kernel/decision.ts';
import { strengthenHash } from '../../../core/sign-in/password-change.ts';
import { signIn } from '../../../core/sign-in/session-grant.ts';
import { verifiedByPassword } from '../../../core/sign-in/verified.ts';
import { keyring } from '../../adapters/keyring.ts';
import { mailer } from '../../adapters/mailer.ts';
import { passwords } from '../../adapters/passwords.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { beginChallenge } from '../../flows/sign-in/challenge.ts';
import { withPassword } from '../../flows/sign-in/prove-password.ts';
import { toSessionRequest } from '../../flows/sign-in/session-request.ts';
import { challenge, session } from '../../http/answers.ts';
import { challengeBody } from '../../http/challenge-answer.ts';
import { identifier, password } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { sessionAnswer, sessionHeaders } from '../../http/session-answer.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'auth/sign-in',
  body: z.object({ identifier, password }),
  headers: sessionHeaders,
  answers: { 200: z.union([session, challenge]) },
  uses: { store, mailer, keyring, passwords },
  async run(request, ports) {
    const { body, circumstances } = request;
    return withPassword(ports, body, request, async ({ user, match, refund, recognized }) => {
      if (ports.passwords.isWeak(user.passwordHash)) {
        const passwordHash = await ports.passwords.hash(normalizePassword(body.password));
        await carryOut(strengthenHash(user, passwordHash), ports, circumstances);
      }
      const verified = verifiedByPassword(user, match);
      if (!verified) {
        const asked = { purpose: 'sign-in', provedMethods: ['password'], recognized } as const;
        const begun = await beginChallenge(ports, user, asked, refund, circumstances);
        return { status: 200, body: challengeBody(begun) };
      }
      const decision = signIn(await toSessionRequest(ports, user, request, recognized), verified);
      return sessionAnswer(await carryOut(withChanges(decision, refund), ports, circumstances));
    });
  },
});

export const handler = toLambda(step);
