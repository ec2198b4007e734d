import * as z from 'zod/mini';
import { withChanges } from '../../../core/kernel/decision.ts';
import { stepUpMethods } from '../../../core/sign-in/freshness.ts';
import { stepUpByPassword } from '../../../core/sign-in/session-grant.ts';
import { verifiedByPassword } from '../../../core/sign-in/verified.ts';
import { keyring } from '../../adapters/keyring.ts';
import { mailer } from '../../adapters/mailer.ts';
import { passwords } from '../../adapters/passwords.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { beginChallenge } from '../../flows/sign-in/challenge.ts';
import { withPassword } from '../../flows/sign-in/prove-password.ts';
import { toStepUpRequest } from '../../flows/sign-in/session-request.ts';
import { challenge, session } from '../../http/answers.ts';
import { challengeBody } from '../../http/challenge-answer.ts';
import { password } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { passkeysHeader, sessionAnswer, usesPasskeys } from '../../http/session-answer.ts';
import { defineStep } from '../../http/step.ts';
import { refuse, refuseField } from '../../refusal.ts';

export const step = defineStep({
  name: 'step-up/start',
  body: z.object({ password: z.optional(password) }),
  bodyIsOptional: true,
  headers: passkeysHeader,
  answers: { 200: z.union([challenge, session]) },
  uses: { store, mailer, keyring, passwords },
  async run(request, ports) {
    const { caller, circumstances } = request;
    if (caller.user.factors.length > 0) {
      const { methods: provedMethods, id: sessionID } = caller.session;
      const methods = stepUpMethods(caller, circumstances.at);
      const asked = {
        purpose: 'step-up',
        provedMethods,
        methods,
        sessionID,
        usesPasskeys: usesPasskeys(request),
      } as const;
      const begun = await beginChallenge(ports, caller.user, asked, [], circumstances);
      return { status: 200, body: challengeBody(begun) };
    }
    const typed = request.body?.password ?? refuseField('/password', 'password-needed');
    const credentials = { identifier: caller.user.address, password: typed };
    const own = { ...request, ownSessionID: caller.session.id };
    return withPassword(ports, credentials, own, async ({ user, match, refund }) => {
      const verified = verifiedByPassword(user, match);
      if (!verified) return refuse('factor-enabled-meanwhile');
      const sessionRequest = await toStepUpRequest(ports, user, request);
      const decision = stepUpByPassword(sessionRequest, verified, caller.session);
      return sessionAnswer(await carryOut(withChanges(decision, refund), ports, circumstances));
    });
  },
});

export const handler = toLambda(step);
