import * as z from 'zod/mini';
import type { Factor } from '../../../core/factors/factor.ts';
import { renameFactor } from '../../../core/sign-in/factor-changes.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { factor } from '../../http/answers.ts';
import { factorBody } from '../../http/factor-body.ts';
import { name } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'mfa/rename-factor',
  body: z.object({ name }),
  answers: { 200: z.strictObject({ factor }) },
  uses: { store, mailer },
  async run({ body, parameters, caller: { user }, circumstances }, ports) {
    const { rows } = await ports.store.list<Factor>('factors', { userID: user.userID });
    const decision = renameFactor(user, rows, parameters['factorID'] ?? '', body.name);
    const renamed = await carryOut(decision, ports, circumstances);
    return { status: 200, body: { factor: factorBody(renamed, user) } };
  },
});

export const handler = toLambda(step);
