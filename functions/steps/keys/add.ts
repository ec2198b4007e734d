import * as z from 'zod/mini';
import { keysOf } from '../../../core/accounts/user.ts';
import { addKey, keyLimits, recordKeyEvent } from '../../../core/sign-in/ssh-key.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { notifyAccount } from '../../flows/notify/account.ts';
import { readPublicKey } from '../../flows/sign-in/prove-ssh-key.ts';
import { key } from '../../http/answers.ts';
import { keyName, publicKey } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { refuse } from '../../refusal.ts';

export const step = defineStep({
  name: 'keys/add',
  body: z.object({ name: keyName, key: publicKey }),
  answers: { 201: key },
  uses: { store, mailer },
  async run({ body, caller: { user }, circumstances }, { store, mailer, host }) {
    const given = readPublicKey(body.key, '/key');
    const summary = { name: body.name, fingerprint: given.fingerprint };
    if (keysOf(user).some(({ name }) => name === body.name)) refuse('key-name-taken');
    if (keysOf(user).length >= keyLimits.perAccount) refuse('key-limit', { maximum: keyLimits.perAccount });
    const added = await store.commit([
      ...addKey(user, given, body.name, circumstances.at),
      recordKeyEvent(user.userID, 'key-added', summary, circumstances, host.random),
    ]);
    if (!added.committed) {
      const isTaken = added.failed.some(({ change }) => change.kind === 'put');
      refuse(isTaken ? 'key-in-use' : 'changed-meanwhile');
    }
    const notice = { kind: 'key-added', ...summary } as const;
    await notifyAccount(notice, user.email, { mailer, host }, circumstances);
    const createdAt = new Date(circumstances.at).toISOString();
    return { status: 201, body: { ...summary, key: given.line, createdAt } };
  },
});

export const handler = toLambda(step);
