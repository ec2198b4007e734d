import * as z from 'zod/mini';
import { guessedAddress } from '../../../core/accounts/email-address.ts';
import { voidPassword } from '../../../core/accounts/user.ts';
import { keyring } from '../../adapters/keyring.ts';
import { mailer } from '../../adapters/mailer.ts';
import { passwords } from '../../adapters/passwords.ts';
import { store } from '../../adapters/store.ts';
import { startActivation } from '../../flows/sign-in/activation.ts';
import { whileGivingBack } from '../../flows/sign-in/give-back.ts';
import { withPassword } from '../../flows/sign-in/prove-password.ts';
import { activation } from '../../http/answers.ts';
import { activationBody } from '../../http/challenge-answer.ts';
import { factorType, identifier, name, password } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { refuseField } from '../../refusal.ts';

export const step = defineStep({
  name: 'mfa/activate',
  // An account without a password proves a passkey instead, which its session must have done just now.
  body: z.object({
    type: factorType,
    identifier,
    password: z.optional(password),
    name: z.optional(name),
  }),
  readsSession: true,
  answers: { 201: activation },
  uses: { store, mailer, keyring, passwords },
  async run(request, ports) {
    const { body, caller, circumstances } = request;
    const isOwn = caller?.user.address === guessedAddress(body.identifier);
    const { type, name } = body;
    if (caller && isOwn && caller.user.passwordHash === voidPassword) {
      const asked = { type, name, caller, provedMethods: caller.session.methods };
      const begun = await startActivation(ports, caller.user, asked, circumstances);
      return { status: 201, body: activationBody(begun) };
    }
    const typed = { ...body, password: body.password ?? refuseField('/password', 'field-missing') };
    const own = { ...request, ownSessionID: isOwn ? caller?.session.id : undefined };
    return withPassword(ports, typed, own, async ({ user, refund }) => {
      const asked = { type, name, caller };
      const begun = await startActivation(ports, user, asked, circumstances);
      const giveBack = async () => void (await ports.store.commit(refund));
      return whileGivingBack(ports.host, giveBack, async () => ({
        status: 201,
        body: activationBody(begun),
      }));
    });
  },
});

export const handler = toLambda(step);
