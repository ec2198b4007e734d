import { endOneSession } from '../../../core/sign-in/session.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { noBody } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'sessions/end',
  answers: { 204: noBody },
  uses: { store },
  async run({ parameters, caller: { session, user }, circumstances }, ports) {
    const id = parameters['sessionID'] ?? '';
    await carryOut(endOneSession(user.userID, id), ports, circumstances);
    const isOwn = id === session.id && session.kind === 'dashboard';
    return { status: 204, ...(isOwn && { cookie: null }) };
  },
});

export const handler = toLambda(step);
