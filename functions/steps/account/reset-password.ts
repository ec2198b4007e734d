import * as z from 'zod/mini';
import { tokenFor } from '../../../core/accounts/device.ts';
import { passwordResetRefusal, resetPassword } from '../../../core/sign-in/password-change.ts';
import { passwordPolicy } from '../../adapters/common-passwords.ts';
import { mailer } from '../../adapters/mailer.ts';
import { passwords } from '../../adapters/passwords.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { readMailLink } from '../../flows/sign-in/mail-link.ts';
import { hashNewPassword } from '../../flows/sign-in/prove-password.ts';
import { noBody } from '../../http/answers.ts';
import { newPassword, token } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { Refusal } from '../../refusal.ts';

export const step = defineStep({
  name: 'account/reset-password',
  body: z.object({ token, password: newPassword }),
  answers: { 204: noBody },
  uses: { store, mailer, passwords, policy: passwordPolicy },
  async run({ body, circumstances, source, device }, ports) {
    const now = circumstances.at;
    const { link, user } = await readMailLink(ports.store, 'password-reset', body.token, now);
    // Checked before hashing, so that a link that cannot be used costs no hash.
    const refused = passwordResetRefusal(link, user, now);
    if (refused) throw new Refusal(refused);
    const passwordHash = await hashNewPassword(ports, body.password, user, '/password');
    const from = { source, deviceID: tokenFor(device, user.userID)?.id };
    await carryOut(resetPassword(user, link, passwordHash, from, now), ports, circumstances);
    return { status: 204 };
  },
});

export const handler = toLambda(step);
