import * as z from 'zod/mini';
import { parseAddress } from '../../../core/accounts/email-address.ts';
import { mailedCode, mailedToken } from '../../../core/factors/email.ts';
import { acceptedLanguage } from '../../../core/kernel/language.ts';
import { randomID } from '../../../core/kernel/random.ts';
import { potsOfRegistration } from '../../../core/mail/mail-pots.ts';
import {
  nameFromAddress,
  newRegistration,
  register,
  registrationCodeBinding,
} from '../../../core/sign-in/registration.ts';
import { passwordPolicy } from '../../adapters/common-passwords.ts';
import { keyring } from '../../adapters/keyring.ts';
import { mailer } from '../../adapters/mailer.ts';
import { passwords } from '../../adapters/passwords.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { requireRegistrable } from '../../flows/organizations/require-registrable.ts';
import { requireFilledPots } from '../../flows/pots.ts';
import { findAccount } from '../../flows/sign-in/find-account.ts';
import { hashNewPassword } from '../../flows/sign-in/prove-password.ts';
import { email, languageHeader, name, newPassword } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { refuseField } from '../../refusal.ts';

export const step = defineStep({
  name: 'account/register',
  body: z.object({ email, password: newPassword, name: z.optional(name) }),
  answers: { 202: z.strictObject({ registrationID: z.string() }) },
  uses: { store, mailer, keyring, passwords, policy: passwordPolicy },
  headers: languageHeader,
  async run({ body, source, headers, circumstances }, ports) {
    const { keyring, host } = ports;
    const now = circumstances.at;
    const address = parseAddress(body.email) ?? refuseField('/email', 'email-invalid');
    const { canonical, mailbox } = address;
    await requireRegistrable(ports, canonical, now);
    await requireFilledPots(ports, potsOfRegistration(canonical, source, now), now);
    const person = { address: canonical, name: body.name ?? '' };
    const passwordHash = await hashNewPassword(ports, body.password, person, '/password');
    const { user: present } = await findAccount(ports.store, canonical);
    const language = acceptedLanguage(headers['accept-language']);
    const registration = newRegistration(
      {
        id: randomID(host.random),
        address: canonical,
        email: mailbox,
        name: body.name ?? nameFromAddress(canonical),
        passwordHash,
        keyVersion: keyring.version,
        ...(language && { language }),
      },
      now,
    );
    // The code is derived for known addresses too, so that both cost the same.
    const key = await keyring.emailCodeKey(keyring.version);
    const bound = registrationCodeBinding(registration);
    const proofs = { code: mailedCode(key, bound), token: mailedToken(key, bound) };
    await carryOut(register(registration, proofs, present, source, now), ports, circumstances);
    return { status: 202, body: { registrationID: registration.id } };
  },
});

export const handler = toLambda(step);
