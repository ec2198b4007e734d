import * as z from 'zod/mini';
import { normalizePassword } from '../../../core/accounts/password-policy.ts';
import { recordEvent } from '../../../core/accounts/security-log.ts';
import { strengthenHash } from '../../../core/sign-in/password-change.ts';
import { rememberSource } from '../../../core/sign-in/throttle.ts';
import { verifiedByPassword } from '../../../core/sign-in/verified.ts';
import { keyring } from '../../adapters/keyring.ts';
import { mailer } from '../../adapters/mailer.ts';
import { passwords } from '../../adapters/passwords.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { beginChallenge, challengeBody } from '../../flows/sign-in/challenge.ts';
import { grantSession } from '../../flows/sign-in/grant-session.ts';
import { withPassword } from '../../flows/sign-in/prove-password.ts';
import { challenge, session } from '../../http/answers.ts';
import { identifier, password } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { sessionAnswer, sessionHeader } from '../../http/session-answer.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'auth/sign-in',
  body: z.object({ identifier, password }),
  headers: sessionHeader,
  answers: { 200: z.union([session, challenge]) },
  uses: { store, mailer, keyring, passwords },
  async run(request, using) {
    const { body, circumstances, source } = request;
    return withPassword(using, body, request, async ({ user, match, refund }) => {
      if (using.passwords.isWeak(user.passwordHash)) {
        const passwordHash = await using.passwords.hash(normalizePassword(body.password));
        await carryOut(strengthenHash(user, passwordHash), using, circumstances);
      }
      const verified = verifiedByPassword(user, match);
      if (!verified) {
        const begin = { purpose: 'sign-in', provedMethods: ['password'] } as const;
        const begun = await beginChallenge(using, user, begin, refund, circumstances);
        return { status: 200, body: challengeBody(begun) };
      }
      const changes = [
        recordEvent(user.userID, 'signed-in', circumstances, using.host.random),
        rememberSource(user.address, source, circumstances.at),
        ...refund,
      ];
      return sessionAnswer(await grantSession(using, user, verified, request, { changes }));
    });
  },
});

export const handler = toLambda(step);
