import * as z from 'zod/mini';
import { parseAddress } from '../../../core/accounts/email-address.ts';
import { noticeMail } from '../../../core/mail/texts/en/account.ts';
import { createMailLink } from '../../../core/sign-in/mail-link.ts';
import { countRequestedMail } from '../../../core/sign-in/registration.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { readBranding } from '../../flows/notify/branding.ts';
import { findAccount } from '../../flows/sign-in/find-account.ts';
import { nothing } from '../../http/answers.ts';
import { email } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { refuseField } from '../../refusal.ts';

export const step = defineStep({
  name: 'account/forgot-password',
  body: z.object({ email }),
  answers: { 202: nothing },
  uses: { store, mailer },
  async run({ body, circumstances }, { store, mailer, host }) {
    const now = circumstances.at;
    const { canonical, mailbox } = parseAddress(body.email) ?? refuseField('/email', 'email-invalid');
    const user = await findAccount(store, canonical);
    // An unknown address costs the same write: a link that belongs to nobody and is never sent.
    const bound = { userID: user?.userID ?? 'nobody', credentialVersion: user?.credentialVersion ?? 0 };
    const link = createMailLink('password-reset', bound, now, host.random);
    const counted = await store.commit([link.change, countRequestedMail(canonical, now)]);
    const mail = user
      ? noticeMail(
          readBranding(host),
          user.email,
          { kind: 'password-reset-requested', token: link.token },
          circumstances,
        )
      : noticeMail(readBranding(host), mailbox, { kind: 'no-account' }, circumstances);
    if (counted.committed) await mailer.send(mail);
    return { status: 202 };
  },
});

export const handler = toLambda(step);
