import * as z from 'zod/mini';
import { secretBytes } from '../../../core/factors/authenticator.ts';
import { provisioning, secretAsText } from '../../../core/factors/authenticator-setup.ts';
import { factorFacts } from '../../../core/factors/registry.ts';
import { randomID } from '../../../core/kernel/random.ts';
import { activationRefusal, defaultFactorName } from '../../../core/sign-in/activation.ts';
import { mailedCodeRefusal, newChallengeID, openChallenge } from '../../../core/sign-in/challenge.ts';
import { keyring } from '../../adapters/keyring.ts';
import { mailer } from '../../adapters/mailer.ts';
import { passwords } from '../../adapters/passwords.ts';
import { store } from '../../adapters/store.ts';
import { readBranding } from '../../flows/notify/branding.ts';
import { decide, standing } from '../../flows/sign-in/challenge.ts';
import { withPassword } from '../../flows/sign-in/prove-password.ts';
import { activation } from '../../http/answers.ts';
import { factorType, identifier, name, password } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { Refusal } from '../../refusal.ts';

export const step = defineStep({
  name: 'mfa/activate',
  body: z.object({ type: factorType, identifier, password, name: z.optional(name) }),
  readsSession: true,
  answers: { 201: activation },
  uses: { store, mailer, keyring, passwords },
  async run(request, using) {
    const { body, caller, circumstances } = request;
    const { keyring, host } = using;
    const now = circumstances.at;
    return withPassword(using, body, request, async ({ user, refund }) => {
      const refused = activationRefusal(user, body.type, caller?.session, now);
      if (refused) throw new Refusal(refused);
      const id = newChallengeID(user.userID, host.random);
      const factorID = randomID(host.random);
      const secret = body.type === 'authenticator' ? host.random(secretBytes) : undefined;
      const sealedSecret = secret && (await keyring.seal(secret, { userID: user.userID, factorID }));
      const mailsCode = factorFacts[body.type].mailsCodes;
      const opened = await decide(using, user, circumstances, refund, (current) => {
        const spent = mailsCode ? mailedCodeRefusal(current, now) : undefined;
        const factorName = body.name ?? defaultFactorName(current, body.type);
        const factor = { id: factorID, name: factorName, ...(sealedSecret && { sealedSecret }) };
        const sessionID = caller?.user.userID === user.userID ? caller.session.id : undefined;
        const bound = { id, purpose: 'activation', method: body.type, provedMethods: ['password'] } as const;
        return (
          spent ??
          openChallenge(current, { ...bound, now, mailsCode, sessionID, factor, keyVersion: keyring.version })
        );
      });
      const text = secret && secretAsText(secret);
      const provision = text && {
        secret: text,
        ...(await provisioning(text, user.email, readBranding(host).brand)),
      };
      const begun = { activationID: id, type: body.type, ...standing(opened.challenge, user) };
      return { status: 201, body: { ...begun, ...provision } };
    });
  },
});

export const handler = toLambda(step);
