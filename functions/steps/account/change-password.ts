import * as z from 'zod/mini';
import { withChanges } from '../../../core/kernel/decision.ts';
import { changePassword } from '../../../core/sign-in/password-change.ts';
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

export const step = defineStep({
  name: 'account/change-password',
  body: z.object({ currentPassword: password, newPassword, keepKeys: z.optional(keyNames) }),
  answers: { 204: noBody },
  uses: { store, mailer, passwords, policy: passwordPolicy },
  async run(request, ports) {
    const { body, caller, circumstances } = request;
    const typed = { identifier: caller.user.address, password: body.currentPassword };
    const own = { ...request, ownSessionID: caller.session.id };
    return withPassword(ports, typed, own, async ({ user, refund }) => {
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
      return { status: 204 };
    });
  },
});

export const handler = toLambda(step);
