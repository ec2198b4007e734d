import * as z from 'zod/mini';
import { normalizePassword } from '../../../core/accounts/password-policy.ts';
import { withChanges } from '../../../core/kernel/decision.ts';
import { strengthenHash } from '../../../core/sign-in/password-change.ts';
import { type SessionRequest, signIn } from '../../../core/sign-in/session-grant.ts';
import {
  type Verified,
  verifiedByPassword,
  verifiedByTrustedDevice,
} from '../../../core/sign-in/verified.ts';
import { keyring } from '../../adapters/keyring.ts';
import { mailer } from '../../adapters/mailer.ts';
import { passwords } from '../../adapters/passwords.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { beginChallenge } from '../../flows/sign-in/challenge.ts';
import { withPassword } from '../../flows/sign-in/prove-password.ts';
import { kindOf, toSessionRequest } from '../../flows/sign-in/session-request.ts';
import { trustedBrowserDays } from '../../flows/sign-in/trusted-devices.ts';
import { challenge, session } from '../../http/answers.ts';
import { challengeBody } from '../../http/challenge-answer.ts';
import { identifier, password } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { passkeysHeader, sessionAnswer, sessionHeaders, usesPasskeys } from '../../http/session-answer.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'auth/sign-in',
  body: z.object({ identifier, password }),
  headers: { ...sessionHeaders, ...passkeysHeader },
  answers: { 200: z.union([session, challenge]) },
  uses: { store, mailer, keyring, passwords },
  async run(request, ports) {
    const { body, circumstances } = request;
    return withPassword(ports, body, request, async ({ user, match, refund, recognized, device }) => {
      if (ports.passwords.isWeak(user.passwordHash)) {
        const passwordHash = await ports.passwords.hash(normalizePassword(body.password));
        await carryOut(strengthenHash(user, passwordHash), ports, circumstances);
      }
      const grant = async (verify: (asked: SessionRequest) => Verified | undefined) => {
        const asked = await toSessionRequest(ports, user, request, recognized);
        const verified = verify(asked);
        if (!verified) return undefined;
        const decision = withChanges(signIn(asked, verified), refund);
        return sessionAnswer(await carryOut(decision, ports, circumstances));
      };
      const byPassword = verifiedByPassword(user, match);
      const answer = byPassword
        ? await grant(() => byPassword)
        : device?.trust
          ? await grant(({ kind, organizations }) => {
              const rule = { kind, organizations, days: trustedBrowserDays(ports.host) };
              return verifiedByTrustedDevice(user, match, device, rule, circumstances.at);
            })
          : undefined;
      if (answer) return answer;
      const asked = {
        purpose: 'sign-in',
        provedMethods: ['password'],
        recognized,
        kind: kindOf(request),
        usesPasskeys: usesPasskeys(request),
      } as const;
      const begun = await beginChallenge(ports, user, asked, refund, circumstances);
      return { status: 200, body: challengeBody(begun) };
    });
  },
});

export const handler = toLambda(step);
