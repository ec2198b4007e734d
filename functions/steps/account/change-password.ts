import * as z from 'zod/mini';
import type { User } from '../../../core/accounts/user.ts';
import type { Change } from '../../../core/kernel/change.ts';
import { withChanges } from '../../../core/kernel/decision.ts';
import { changePassword } from '../../../core/sign-in/password-change.ts';
import { isPasswordless } from '../../../core/sign-in/passwordless.ts';
import { passwordPolicy } from '../../adapters/common-passwords.ts';
import { mailer } from '../../adapters/mailer.ts';
import { passwords } from '../../adapters/passwords.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { hashNewPassword, withPassword } from '../../flows/sign-in/prove-password.ts';
import { noBody } from '../../http/answers.ts';
import { keyNames, newPassword, password } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { refuseField } from '../../refusal.ts';

export const step = defineStep({
  name: 'account/change-password',
  // An account without a password has no current one.
  body: z.object({ currentPassword: z.optional(password), newPassword, keepKeys: z.optional(keyNames) }),
  answers: { 204: noBody },
  uses: { store, mailer, passwords, policy: passwordPolicy },
  async run(request, ports) {
    const { body, caller, circumstances } = request;
    const change = async (user: User, refund: readonly Change[]) => {
      const passwordHash = await hashNewPassword(ports, body.newPassword, user, '/newPassword');
      const decision = changePassword(
        user,
        passwordHash,
        {
          keptSessionID: caller.session.id,
          keepKeys: body.keepKeys ?? [],
          source: request.source,
          deviceID: caller.session.deviceID,
        },
        circumstances.at,
      );
      await carryOut(withChanges(decision, refund), ports, circumstances);
      return { status: 204 } as const;
    };
    if (isPasswordless(caller.user)) return change(caller.user, []);
    const currentPassword = body.currentPassword ?? refuseField('/currentPassword', 'field-missing');
    const typed = { identifier: caller.user.address, password: currentPassword };
    const own = { ...request, ownSessionID: caller.session.id };
    return withPassword(ports, typed, own, ({ user, refund }) => change(user, refund));
  },
});

export const handler = toLambda(step);
