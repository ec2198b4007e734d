import { changeCredentials, endSessions, keysOf } from '../../../core/accounts/user.ts';
import { recordKeyEvent, removeClaims } from '../../../core/sign-in/ssh-key.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { notifyAccount } from '../../flows/notify/account.ts';
import { nothing } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { refuse } from '../../refusal.ts';

/** Removes a key. It may be that someone else had it: what was signed in elsewhere ends with it. */
export const step = defineStep({
  name: 'keys/remove',
  answers: { 204: nothing },
  uses: { store, mailer },
  async run({ parameters, caller: { session, user }, circumstances }, { store, mailer, host }) {
    const key = keysOf(user).find(({ name }) => name === parameters['name']);
    if (!key) return refuse('not-found');
    const keys = keysOf(user).filter(({ name }) => name !== key.name);
    const removed = await store.commit([
      endSessions(changeCredentials(user, { keys }), session.id),
      ...removeClaims([key]),
      recordKeyEvent(user.userID, 'key-removed', key, circumstances, host.random),
    ]);
    if (!removed.committed) refuse('changed-meanwhile');
    const notice = { kind: 'key-removed', ...key } as const;
    await notifyAccount(notice, user.email, { mailer, host }, circumstances);
    return { status: 204 };
  },
});

export const handler = toLambda(step);
