import { shownClientProgram } from '../../../core/kernel/client-program.ts';
import { isLive, type Session } from '../../../core/sign-in/session.ts';
import { store } from '../../adapters/store.ts';
import { sessions } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'sessions/list',
  answers: { 200: sessions },
  uses: { store },
  async run({ caller, circumstances }, { store }) {
    const { rows } = await store.list<Session>('sessions', { userID: caller.user.userID });
    const live = rows
      .filter((session) => isLive(session, caller.user, circumstances.at))
      .sort((a, b) => b.lastSeenAt - a.lastSeenAt);
    const instant = (at: number) => new Date(at).toISOString();
    const listed = live.map((session) => ({
      id: session.id,
      current: session.id === caller.session.id,
      kind: session.kind,
      createdAt: instant(session.createdAt),
      authenticatedAt: instant(session.authenticatedAt),
      lastSeenAt: instant(session.lastSeenAt),
      expiresAt: instant(session.expiresAt),
      methods: session.methods,
      address: session.address,
      browser: shownClientProgram(session.browser),
    }));
    return { status: 200, body: { sessions: listed } };
  },
});

export const handler = toLambda(step);
