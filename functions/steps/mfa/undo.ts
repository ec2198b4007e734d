import * as z from 'zod/mini';
import { recordEvent } from '../../../core/accounts/security-log.ts';
import { keysOf, voidPassword } from '../../../core/accounts/user.ts';
import { resetFactors } from '../../../core/organizations/owner-reset.ts';
import { createMailLink, expiredLink, useUpMailLink } from '../../../core/sign-in/mail-link.ts';
import { removeClaims } from '../../../core/sign-in/ssh-key.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { notifyAccount } from '../../flows/notify/account.ts';
import { readMailLink } from '../../flows/notify/mail-link.ts';
import { nothing } from '../../http/answers.ts';
import { token } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { Refusal } from '../../refusal.ts';

/**
 * Undoes the activation of a first factor: it needed the password alone, so whoever knew it may have been a stranger,
 * and every factor since then hangs on that one. All go, with the sessions, the keys and the password.
 */
export const step = defineStep({
  name: 'mfa/undo',
  body: z.object({ token }),
  answers: { 204: nothing },
  uses: { store, mailer },
  async run({ body, circumstances }, { store, mailer, host }) {
    const now = circumstances.at;
    const { link, user } = await readMailLink(store, 'undo', body.token, now);
    if (user.firstFactorID !== link.factorID) throw new Refusal(expiredLink());
    const { userID } = user;
    const { rows } = await store.list<{ readonly id: string }>('factors', { userID });
    const set = { passwordHash: voidPassword, keys: undefined };
    const bound = { userID, credentialVersion: user.credentialVersion + 1 };
    const reset = createMailLink('password-reset', bound, now, host.random);
    const undone = await store.commit([
      useUpMailLink(link, now),
      ...resetFactors(user, rows, { set }),
      ...removeClaims(keysOf(user)),
      reset.change,
      recordEvent(userID, 'activation-undone', circumstances, host.random),
    ]);
    if (!undone.committed) throw new Refusal(expiredLink());
    const notice = { kind: 'activation-undone', token: reset.token, expiresAt: reset.expiresAt } as const;
    await notifyAccount(notice, user.email, { mailer, host }, circumstances);
    return { status: 204 };
  },
});

export const handler = toLambda(step);
