import * as z from 'zod/mini';
import { cancelOperatorReset } from '../../../core/operator/operator-reset.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { readMailLink } from '../../flows/sign-in/mail-link.ts';
import { noBody } from '../../http/answers.ts';
import { token } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'mfa/cancel-reset',
  body: z.object({ token }),
  answers: { 204: noBody },
  uses: { store, mailer },
  async run({ body, circumstances }, ports) {
    const now = circumstances.at;
    const { link, user } = await readMailLink(ports.store, 'cancel-reset', body.token, now);
    await carryOut(cancelOperatorReset(user, link, now), ports, circumstances);
    return { status: 204 };
  },
});

export const handler = toLambda(step);
