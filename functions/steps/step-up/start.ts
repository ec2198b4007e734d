import * as z from 'zod/mini';
import { recordEvent } from '../../../core/accounts/security-log.ts';
import { endSession } from '../../../core/sign-in/session.ts';
import { verifiedByPassword } from '../../../core/sign-in/verified.ts';
import { keyring } from '../../adapters/keyring.ts';
import { mailer } from '../../adapters/mailer.ts';
import { passwords } from '../../adapters/passwords.ts';
import { store } from '../../adapters/store.ts';
import { beginChallenge, challengeBody } from '../../flows/sign-in/challenge.ts';
import { grantSession } from '../../flows/sign-in/grant-session.ts';
import { withPassword } from '../../flows/sign-in/prove-password.ts';
import { challenge, session } from '../../http/answers.ts';
import { password } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { sessionAnswer } from '../../http/session-answer.ts';
import { defineStep } from '../../http/step.ts';
import { refuse, refuseField } from '../../refusal.ts';

export const step = defineStep({
  name: 'step-up/start',
  body: z.object({ password: z.optional(password) }),
  bodyIsOptional: true,
  answers: { 200: z.union([challenge, session]) },
  uses: { store, mailer, keyring, passwords },
  async run(request, using) {
    const { caller, circumstances } = request;
    if (caller.user.factors.length > 0) {
      const { methods, id: sessionID } = caller.session;
      const begin = { purpose: 'step-up', provedMethods: methods, sessionID } as const;
      return {
        status: 200,
        body: challengeBody(await beginChallenge(using, caller.user, begin, [], circumstances)),
      };
    }
    const typed = request.body?.password ?? refuseField('/password', 'password-needed');
    const credentials = { identifier: caller.user.address, password: typed };
    return withPassword(using, credentials, request, async ({ user, match, refund }) => {
      const verified = verifiedByPassword(user, match);
      if (!verified) return refuse('factor-enabled-meanwhile');
      const changes = [
        endSession(caller.session),
        recordEvent(caller.user.userID, 'stepped-up', circumstances, using.host.random),
        ...refund,
      ];
      // The new session is of the kind of the one it replaces.
      const asBefore = { circumstances, wantsCookie: caller.session.kind === 'dashboard' };
      return sessionAnswer(await grantSession(using, user, verified, asBefore, { changes }));
    });
  },
});

export const handler = toLambda(step);
