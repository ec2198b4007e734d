import { recordEvent } from '../../../core/accounts/security-log.ts';
import { endSession } from '../../../core/sign-in/session.ts';
import { store } from '../../adapters/store.ts';
import { nothing } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { refuse } from '../../refusal.ts';

export const step = defineStep({
  name: 'sessions/end',
  answers: { 204: nothing },
  uses: { store },
  async run({ parameters, caller, circumstances }, { store, host }) {
    const { userID } = caller.user;
    const id = parameters['sessionID'] ?? '';
    if (id.length === 0 || id.length > 100) refuse('not-found');
    const ended = await store.commit([
      endSession({ userID, id }),
      recordEvent(userID, 'session-ended', circumstances, host.random),
    ]);
    if (!ended.committed) refuse('not-found');
    const isOwn = id === caller.session.id && caller.session.kind === 'dashboard';
    return { status: 204, ...(isOwn && { cookie: null }) };
  },
});

export const handler = toLambda(step);
