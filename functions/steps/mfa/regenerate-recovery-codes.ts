import * as z from 'zod/mini';
import { recordEvent } from '../../../core/accounts/security-log.ts';
import { changeCredentials } from '../../../core/accounts/user.ts';
import { newRecoveryCodes, recoveryCodePrefix } from '../../../core/factors/recovery-code.ts';
import { remove } from '../../../core/kernel/change.ts';
import { keyring } from '../../adapters/keyring.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { notifyAccount } from '../../flows/notify/account.ts';
import { recoveryCodes } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { refuse } from '../../refusal.ts';

export const step = defineStep({
  name: 'mfa/regenerate-recovery-codes',
  answers: { 200: z.strictObject({ recoveryCodes }) },
  uses: { store, mailer, keyring },
  async run({ caller: { user }, circumstances }, { store, mailer, keyring, host }) {
    if (user.factors.length === 0) refuse('no-factor');
    const { userID } = user;
    const rows = (await store.list<{ readonly id: string }>('factors', { userID })).rows.map(({ id }) => id);
    const old = rows.filter((id) => id.startsWith(recoveryCodePrefix));
    const codes = newRecoveryCodes(host.random, userID, await keyring.recoveryCodeKey());
    const { recoveryCodeKeyVersion } = codes;
    const made = await store.commit([
      changeCredentials(user, { recoveryCodeKeyVersion }),
      ...old.map((id) => remove('factors', { userID, id })),
      ...codes.changes,
      recordEvent(userID, 'recovery-codes-regenerated', circumstances, host.random),
    ]);
    if (!made.committed) refuse('changed-meanwhile');
    const notice = { kind: 'recovery-codes-regenerated' } as const;
    await notifyAccount(notice, user.email, { mailer, host }, circumstances);
    return { status: 200, body: { recoveryCodes: [...codes.texts] } };
  },
});

export const handler = toLambda(step);
