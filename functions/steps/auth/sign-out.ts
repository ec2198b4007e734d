import { signOut } from '../../../core/sign-in/session.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { noBody } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'auth/sign-out',
  answers: { 204: noBody },
  uses: { store },
  async run({ caller: { session }, circumstances }, ports) {
    await carryOut(signOut(session), ports, circumstances);
    return { status: 204, ...(session.kind === 'dashboard' && { cookie: null }) };
  },
});

export const handler = toLambda(step);
