import * as z from 'zod/mini';
import { recordEvent } from '../../../core/accounts/security-log.ts';
import { changeCredentials, endSessions } from '../../../core/accounts/user.ts';
import { passwordPolicy } from '../../adapters/common-passwords.ts';
import { mailer } from '../../adapters/mailer.ts';
import { passwords } from '../../adapters/passwords.ts';
import { store } from '../../adapters/store.ts';
import { notifyAccount } from '../../flows/notify/account.ts';
import { readBranding } from '../../flows/notify/branding.ts';
import { hashNewPassword, withPassword } from '../../flows/sign-in/prove-password.ts';
import { nothing } from '../../http/answers.ts';
import { password } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { refuse } from '../../refusal.ts';

export const step = defineStep({
  name: 'account/change-password',
  body: z.object({ currentPassword: password, newPassword: password }),
  answers: { 204: nothing },
  uses: { store, mailer, passwords, policy: passwordPolicy },
  async run(request, { store, mailer, passwords, policy, host }) {
    const { body, caller, circumstances } = request;
    const typed = { identifier: caller.user.address, password: body.currentPassword };
    return withPassword({ store, passwords }, typed, request, async ({ user, refund }) => {
      const branding = readBranding(host);
      const own = { email: user.address, name: user.name, brand: branding.brand };
      const hashing = { passwords, policy };
      const passwordHash = await hashNewPassword(hashing, body.newPassword, own, '/newPassword');
      const changed = await store.commit([
        endSessions(changeCredentials(user, { passwordHash }), caller.session.id),
        recordEvent(user.userID, 'password-changed', circumstances, host.random),
        ...refund,
      ]);
      if (!changed.committed) refuse('changed-meanwhile');
      await notifyAccount({ kind: 'password-changed' }, user.email, { mailer, host }, circumstances);
      return { status: 204 };
    });
  },
});

export const handler = toLambda(step);
