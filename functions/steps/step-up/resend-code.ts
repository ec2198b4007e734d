import { keyring } from '../../adapters/keyring.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { changeChallenge } from '../../flows/sign-in/challenge.ts';
import { challenge } from '../../http/answers.ts';
import { challengeBody } from '../../http/challenge-answer.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'step-up/resend-code',
  answers: { 200: challenge },
  uses: { store, mailer, keyring },
  async run({ caller, parameters, circumstances }, ports) {
    const challengeID = parameters['mfaID'] ?? '';
    const expected = { purpose: 'step-up', sessionID: caller.session.id } as const;
    const changed = await changeChallenge(ports, challengeID, expected, { resend: true }, circumstances);
    return { status: 200, body: challengeBody(changed) };
  },
});

export const handler = toLambda(step);
