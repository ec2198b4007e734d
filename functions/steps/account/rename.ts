import * as z from 'zod/mini';
import { changeUser } from '../../../core/accounts/user.ts';
import { store } from '../../adapters/store.ts';
import { person } from '../../http/answers.ts';
import { name } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { refuse } from '../../refusal.ts';

export const step = defineStep({
  name: 'account/rename',
  body: z.object({ name }),
  answers: { 200: z.strictObject(person) },
  uses: { store },
  async run({ body, caller: { user } }, { store }) {
    const renamed = await store.commit([changeUser(user, { name: body.name })]);
    if (!renamed.committed) refuse('changed-meanwhile');
    return { status: 200, body: { id: user.userID, name: body.name, email: user.email } };
  },
});

export const handler = toLambda(step);
