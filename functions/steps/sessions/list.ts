import { isLive } from '../../../core/sign-in/session.ts';
import { store } from '../../adapters/store.ts';
import { sessionBody } from '../../flows/accounts/session-body.ts';
import { readSessions } from '../../flows/sign-in/devices.ts';
import { sessions } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'sessions/list',
  answers: { 200: sessions },
  uses: { store },
  async run({ caller, circumstances }, { store }) {
    const stored = await readSessions(store, caller.user.userID);
    const live = stored
      .filter((session) => isLive(session, caller.user, circumstances.at))
      .sort((a, b) => b.lastSeenAt - a.lastSeenAt);
    const listed = live.map((session) => ({
      ...sessionBody(session),
      current: session.id === caller.session.id,
    }));
    return { status: 200, body: { sessions: listed } };
  },
});

export const handler = toLambda(step);
