import { disableFactor } from '../../core/activation.ts';
import { recordEvent } from '../../core/event.ts';
import type { Factor } from '../../core/factors/factor.ts';
import { refuse, wordings } from '../../core/problem.ts';
import { mailer } from '../adapters/mailer.ts';
import { store } from '../adapters/store.ts';
import { tellOf } from '../flows/notice.ts';
import { nothing } from '../http/answers.ts';
import { demandsOn } from '../http/caller.ts';
import { toLambda } from '../http/lambda.ts';
import { defineStep } from '../http/step.ts';

export const step = defineStep({
  name: 'mfa/disable-factor',
  answers: { 204: nothing },
  uses: { store, mailer },
  async run({ parameters, caller: { user }, circumstances }, { store, mailer, host }) {
    const enabled = user.factors.find(({ id }) => id === parameters['factorID']);
    if (!enabled) return refuse('not-found', wordings.notYours);
    if (user.factors.length === 1 && demandsOn(user).length > 0)
      refuse(
        'conflict',
        'Your organization requires a factor: activate another one before you disable the last.',
      );
    const rows = (await store.list('factors', { userID: user.userID })).rows as unknown as Factor[];
    const name = rows.find(({ id }) => id === enabled.id)?.name ?? '';
    const about = { type: enabled.type, name };
    const disabled = await store.commit([
      ...disableFactor(user, rows, enabled.id),
      recordEvent(user.userID, 'factor-disabled', circumstances, host.random, about),
    ]);
    if (!disabled.committed) refuse('conflict', wordings.lateChange);
    const notice = { kind: 'factor-disabled', method: enabled.type, name } as const;
    await tellOf(notice, user.email, { mailer, host }, circumstances);
    return { status: 204 };
  },
});

export const handler = toLambda(step);
