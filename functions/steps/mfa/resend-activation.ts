import { keyring } from '../../adapters/keyring.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { changeChallenge } from '../../flows/sign-in/challenge.ts';
import { activation } from '../../http/answers.ts';
import { activationBody } from '../../http/challenge-answer.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'mfa/resend-activation',
  readsSession: true,
  answers: { 200: activation },
  uses: { store, mailer, keyring },
  async run({ parameters, caller, circumstances }, ports) {
    const expected = { purpose: 'activation', sessionID: caller?.session.id } as const;
    const id = parameters['activationID'] ?? '';
    const resent = await changeChallenge(ports, id, expected, { resend: true }, circumstances);
    return { status: 200, body: activationBody(resent) };
  },
});

export const handler = toLambda(step);
