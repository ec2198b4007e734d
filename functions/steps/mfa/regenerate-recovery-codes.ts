import * as z from 'zod/mini';
import { recordEvent } from '../../../core/accounts/security-log.ts';
import { changeCredentials } from '../../../core/accounts/user.ts';
import { recoveryCodePrefix } from '../../../core/factors/recovery-code.ts';
import { remove } from '../../../core/kernel/change.ts';
import { storeRecoveryCodes } from '../../../core/sign-in/activation.ts';
import { mailer } from '../../adapters/mailer.ts';
import { passwords } from '../../adapters/passwords.ts';
import { store } from '../../adapters/store.ts';
import { notifyAccount } from '../../flows/notify/account.ts';
import { makeRecoveryCodes } from '../../flows/sign-in/recovery-codes.ts';
import { recoveryCodes } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { refuse } from '../../refusal.ts';

export const step = defineStep({
  name: 'mfa/regenerate-recovery-codes',
  answers: { 200: z.strictObject({ recoveryCodes }) },
  uses: { store, mailer, passwords },
  async run({ caller: { user }, circumstances }, { store, mailer, passwords, host }) {
    if (user.factors.length === 0) refuse('no-factor');
    const { userID } = user;
    const rows = (await store.list<{ readonly id: string }>('factors', { userID })).rows.map(({ id }) => id);
    const old = rows.filter((id) => id.startsWith(recoveryCodePrefix));
    const replaced = new Set(old.map((id) => id.slice(recoveryCodePrefix.length)));
    const codes = await makeRecoveryCodes({ passwords, host }, replaced);
    const made = await store.commit([
      changeCredentials(user, {}),
      ...old.map((id) => remove('factors', { userID, id })),
      ...storeRecoveryCodes(userID, codes),
      recordEvent(userID, 'recovery-codes-regenerated', circumstances, host.random),
    ]);
    if (!made.committed) refuse('changed-meanwhile');
    const notice = { kind: 'recovery-codes-regenerated' } as const;
    await notifyAccount(notice, user.email, { mailer, host }, circumstances);
    return { status: 200, body: { recoveryCodes: codes.map(({ text }) => text) } };
  },
});

export const handler = toLambda(step);
