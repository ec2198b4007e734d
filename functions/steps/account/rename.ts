import * as z from 'zod/mini';
import { renameUser } from '../../../core/accounts/user.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { person } from '../../http/answers.ts';
import { name } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'account/rename',
  body: z.object({ name }),
  answers: { 200: z.strictObject(person) },
  uses: { store },
  async run({ body, caller: { user }, circumstances }, ports) {
    const name = await carryOut(renameUser(user, body.name), ports, circumstances);
    return { status: 200, body: { id: user.userID, name, email: user.email } };
  },
});

export const handler = toLambda(step);
