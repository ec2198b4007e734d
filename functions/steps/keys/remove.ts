import { removeKey } from '../../../core/sign-in/ssh-key.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { noBody } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'keys/remove',
  answers: { 204: noBody },
  uses: { store, mailer },
  async run({ parameters, caller: { session, user }, circumstances }, ports) {
    await carryOut(removeKey(user, parameters['name'] ?? '', session.id), ports, circumstances);
    return { status: 204 };
  },
});

export const handler = toLambda(step);
