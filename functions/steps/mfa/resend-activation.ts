import { keyring } from '../../adapters/keyring.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { changeChallenge, standing } from '../../flows/sign-in/challenge.ts';
import { activation } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'mfa/resend-activation',
  readsSession: true,
  answers: { 200: activation },
  uses: { store, mailer, keyring },
  async run({ parameters, caller, circumstances }, using) {
    const expected = { purpose: 'activation', sessionID: caller?.session.id } as const;
    const id = parameters['activationID'] ?? '';
    const { challenge, user } = await changeChallenge(using, id, expected, { resend: true }, circumstances);
    return { status: 200, body: { activationID: id, type: challenge.method, ...standing(challenge, user) } };
  },
});

export const handler = toLambda(step);
