import * as z from 'zod/mini';
import { parseAddress } from '../../../core/accounts/email-address.ts';
import { requestPasswordReset } from '../../../core/sign-in/password-change.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { findAccount } from '../../flows/sign-in/find-account.ts';
import { noBody } from '../../http/answers.ts';
import { email } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { refuseField } from '../../refusal.ts';

export const step = defineStep({
  name: 'account/forgot-password',
  body: z.object({ email }),
  answers: { 202: noBody },
  uses: { store, mailer },
  async run({ body, circumstances }, ports) {
    const address = parseAddress(body.email) ?? refuseField('/email', 'email-invalid');
    const user = await findAccount(ports.store, address.canonical);
    const decision = requestPasswordReset(address, user, circumstances.at, ports.host.random);
    await carryOut(decision, ports, circumstances);
    return { status: 202 };
  },
});

export const handler = toLambda(step);
