import { endOtherSessions } from '../../../core/sign-in/session.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { noBody } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'sessions/end-others',
  answers: { 204: noBody },
  uses: { store },
  async run({ caller: { session, user }, circumstances }, ports) {
    await carryOut(endOtherSessions(user, session.id), ports, circumstances);
    return { status: 204 };
  },
});

export const handler = toLambda(step);
