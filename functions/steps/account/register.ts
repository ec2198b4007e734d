import * as z from 'zod/mini';
import { parseAddress } from '../../../core/accounts/email-address.ts';
import { mailedCode } from '../../../core/factors/email.ts';
import { randomID } from '../../../core/kernel/random.ts';
import { noticeMail } from '../../../core/mail/texts/en/account.ts';
import { codeMail } from '../../../core/mail/texts/en/codes.ts';
import { countRequestedMail, openRegistration } from '../../../core/sign-in/registration.ts';
import { passwordPolicy } from '../../adapters/common-passwords.ts';
import { keyring } from '../../adapters/keyring.ts';
import { mailer } from '../../adapters/mailer.ts';
import { passwords } from '../../adapters/passwords.ts';
import { store } from '../../adapters/store.ts';
import { readBranding } from '../../flows/notify/branding.ts';
import { findAccount } from '../../flows/sign-in/find-account.ts';
import { hashNewPassword } from '../../flows/sign-in/prove-password.ts';
import { codeBinding } from '../../flows/sign-in/registration-code.ts';
import { email, name, password } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { refuseField } from '../../refusal.ts';

export const step = defineStep({
  name: 'account/register',
  body: z.object({ email, password, name: z.optional(name) }),
  answers: { 202: z.strictObject({ registrationID: z.string() }) },
  uses: { store, mailer, keyring, passwords, policy: passwordPolicy },
  async run({ body, circumstances }, { store, mailer, keyring, passwords, policy, host }) {
    const address = parseAddress(body.email) ?? refuseField('/email', 'email-invalid');
    const { canonical, mailbox } = address;
    const branding = readBranding(host);
    const displayName = body.name ?? canonical.slice(0, canonical.lastIndexOf('@'));
    const own = { email: canonical, name: body.name ?? '', brand: branding.brand };
    const passwordHash = await hashNewPassword({ passwords, policy }, body.password, own);
    const present = await findAccount(store, canonical);
    const id = randomID(host.random);
    const begin = {
      id,
      address: canonical,
      email: mailbox,
      name: displayName,
      passwordHash,
      keyVersion: keyring.version,
    };
    const { registration, change } = openRegistration(begin, circumstances.at);
    const counted = await store.commit([change, countRequestedMail(canonical, circumstances.at)]);
    const code = mailedCode(await keyring.emailCodeKey(keyring.version), codeBinding(registration));
    const { expiresAt } = registration;
    const message = { kind: 'registration', code, expiresAt, registrationID: id } as const;
    const mail = present
      ? noticeMail(branding, present.email, { kind: 'address-has-account' }, circumstances)
      : codeMail(branding, mailbox, message, circumstances);
    if (counted.committed) await mailer.send(mail);
    return { status: 202, body: { registrationID: id } };
  },
});

export const handler = toLambda(step);
