import * as z from 'zod/mini';
import { recordEvent } from '../../../core/accounts/security-log.ts';
import { mailArrived } from '../../../core/accounts/undeliverable-mail.ts';
import { changeCredentials, endSessions, keysOf } from '../../../core/accounts/user.ts';
import { expiredLink, useUpMailLink } from '../../../core/sign-in/mail-link.ts';
import { removeClaims } from '../../../core/sign-in/ssh-key.ts';
import { rememberSource } from '../../../core/sign-in/throttle.ts';
import { passwordPolicy } from '../../adapters/common-passwords.ts';
import { mailer } from '../../adapters/mailer.ts';
import { passwords } from '../../adapters/passwords.ts';
import { store } from '../../adapters/store.ts';
import { notifyAccount } from '../../flows/notify/account.ts';
import { readBranding } from '../../flows/notify/branding.ts';
import { readMailLink } from '../../flows/notify/mail-link.ts';
import { hashNewPassword } from '../../flows/sign-in/prove-password.ts';
import { nothing } from '../../http/answers.ts';
import { password, token } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { Refusal } from '../../refusal.ts';

export const step = defineStep({
  name: 'account/reset-password',
  body: z.object({ token, password }),
  answers: { 204: nothing },
  uses: { store, mailer, passwords, policy: passwordPolicy },
  async run({ body, circumstances, source }, { store, mailer, passwords, policy, host }) {
    const now = circumstances.at;
    const { link, user } = await readMailLink(store, 'password-reset', body.token, now);
    if (user.credentialVersion !== link.credentialVersion) throw new Refusal(expiredLink());
    const branding = readBranding(host);
    const own = { email: user.address, name: user.name, brand: branding.brand };
    const passwordHash = await hashNewPassword({ passwords, policy }, body.password, own);
    const reset = await store.commit([
      useUpMailLink(link, now),
      endSessions(changeCredentials(user, { passwordHash, keys: undefined, ...mailArrived })),
      ...removeClaims(keysOf(user)),
      recordEvent(user.userID, 'password-reset', circumstances, host.random),
      rememberSource(user.address, source, now),
    ]);
    if (!reset.committed) throw new Refusal(expiredLink());
    const notice = { kind: 'password-reset', keysRemoved: keysOf(user).length } as const;
    await notifyAccount(notice, user.email, { mailer, host }, circumstances);
    return { status: 204 };
  },
});

export const handler = toLambda(step);
