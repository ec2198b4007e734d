import { recordEvent } from '../../../core/accounts/security-log.ts';
import { changeUser, endSessions } from '../../../core/accounts/user.ts';
import { store } from '../../adapters/store.ts';
import { nothing } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { refuse } from '../../refusal.ts';

export const step = defineStep({
  name: 'sessions/end-others',
  answers: { 204: nothing },
  uses: { store },
  async run({ caller: { session, user }, circumstances }, { store, host }) {
    const ended = await store.commit([
      endSessions(changeUser(user, {}), session.id),
      recordEvent(user.userID, 'other-sessions-ended', circumstances, host.random),
    ]);
    if (!ended.committed) refuse('changed-meanwhile');
    return { status: 204 };
  },
});

export const handler = toLambda(step);
