import * as z from 'zod/mini';
import type { Factor } from '../../../core/factors/factor.ts';
import { preferFactor } from '../../../core/sign-in/factor-changes.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { factor } from '../../http/answers.ts';
import { factorBody } from '../../http/factor-body.ts';
import { id } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'mfa/prefer-factor',
  body: z.object({ factorID: id }),
  answers: { 200: z.strictObject({ factor }) },
  uses: { store, mailer },
  async run({ body: { factorID }, caller: { user }, circumstances }, ports) {
    const { rows } = await ports.store.list<Factor>('factors', { userID: user.userID });
    const preferred = await carryOut(preferFactor(user, rows, factorID), ports, circumstances);
    return { status: 200, body: { factor: factorBody(preferred, { preferredFactorID: factorID }) } };
  },
});

export const handler = toLambda(step);
