import * as z from 'zod/mini';
import { recordEvent } from '../../../core/accounts/security-log.ts';
import { endWaitingReset } from '../../../core/operator/operator-reset.ts';
import { expiredLink, useUpMailLink } from '../../../core/sign-in/mail-link.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { readMailLink } from '../../flows/notify/mail-link.ts';
import { notifyOfOperatorAct } from '../../flows/notify/operator.ts';
import { nothing } from '../../http/answers.ts';
import { token } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { Refusal } from '../../refusal.ts';

/** Cancels the reset that an operator asked for, while it waits: for whoever did not ask the operator for it. */
export const step = defineStep({
  name: 'mfa/cancel-reset',
  body: z.object({ token }),
  answers: { 204: nothing },
  uses: { store, mailer },
  async run({ body, circumstances }, { store, mailer, host }) {
    const now = circumstances.at;
    const { link, user } = await readMailLink(store, 'cancel-reset', body.token, now);
    const { userID, credentialVersion } = link;
    if (credentialVersion === undefined) throw new Refusal(expiredLink());
    const cancelled = await store.commit([
      useUpMailLink(link, now),
      endWaitingReset(userID, credentialVersion),
      recordEvent(userID, 'factors-reset-cancelled', circumstances, host.random),
    ]);
    if (!cancelled.committed) throw new Refusal(expiredLink());
    await notifyOfOperatorAct(
      { kind: 'operator-reset-cancelled' },
      user.email,
      { mailer, host },
      circumstances,
    );
    return { status: 204 };
  },
});

export const handler = toLambda(step);
