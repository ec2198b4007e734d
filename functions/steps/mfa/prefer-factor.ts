import * as z from 'zod/mini';
import { recordEvent } from '../../../core/accounts/security-log.ts';
import { changeUser } from '../../../core/accounts/user.ts';
import type { Factor } from '../../../core/factors/factor.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { notifyAccount } from '../../flows/notify/account.ts';
import { factor } from '../../http/answers.ts';
import { factorBody } from '../../http/factor-body.ts';
import { id } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { refuse } from '../../refusal.ts';

export const step = defineStep({
  name: 'mfa/prefer-factor',
  body: z.object({ factorID: id }),
  answers: { 200: z.strictObject({ factor }) },
  uses: { store, mailer },
  async run({ body: { factorID }, caller: { user }, circumstances }, { store, mailer, host }) {
    const { rows } = await store.list<Factor>('factors', { userID: user.userID });
    const isEnabled = user.factors.some(({ id }) => id === factorID);
    const row = isEnabled ? rows.find(({ id }) => id === factorID) : undefined;
    if (!row) return refuse('not-found');
    const { type, name } = row;
    const answer = { status: 200, body: { factor: factorBody(row, { preferredFactorID: factorID }) } };
    if (user.preferredFactorID === factorID) return answer;
    const preferred = await store.commit([
      changeUser(user, { preferredFactorID: factorID }),
      recordEvent(user.userID, 'factor-preferred', circumstances, host.random, { type, name }),
    ]);
    if (!preferred.committed) refuse('changed-meanwhile');
    const notice = { kind: 'factor-preferred', method: type, name } as const;
    await notifyAccount(notice, user.email, { mailer, host }, circumstances);
    return answer;
  },
});

export const handler = toLambda(step);
