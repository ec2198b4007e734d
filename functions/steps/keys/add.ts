import * as z from 'zod/mini';
import { addKey } from '../../../core/sign-in/ssh-key.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { readPublicKey } from '../../flows/sign-in/prove-ssh-key.ts';
import { key } from '../../http/answers.ts';
import { keyName, publicKey } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'keys/add',
  body: z.object({ name: keyName, key: publicKey }),
  answers: { 201: key },
  uses: { store, mailer },
  async run({ body, caller: { user }, circumstances }, ports) {
    const given = readPublicKey(body.key, '/key');
    const { name, line, createdAt } = await carryOut(
      addKey(user, given, body.name, circumstances.at),
      ports,
      circumstances,
    );
    const { fingerprint } = given;
    return {
      status: 201,
      body: { name, fingerprint, key: line, createdAt: new Date(createdAt).toISOString() },
    };
  },
});

export const handler = toLambda(step);
