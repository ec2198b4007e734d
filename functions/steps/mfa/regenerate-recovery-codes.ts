import * as z from 'zod/mini';
import type { Factor } from '../../../core/factors/factor.ts';
import { regenerateRecoveryCodes } from '../../../core/sign-in/factor-changes.ts';
import { keyring } from '../../adapters/keyring.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { recoveryCodes } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'mfa/regenerate-recovery-codes',
  answers: { 200: z.strictObject({ recoveryCodes }) },
  uses: { store, mailer, keyring },
  async run({ caller: { user }, circumstances }, ports) {
    const { store, keyring, host } = ports;
    const { rows } = await store.list<Factor>('factors', { userID: user.userID });
    const decision = regenerateRecoveryCodes(user, rows, await keyring.recoveryCodeKey(), host.random);
    const codes = await carryOut(decision, ports, circumstances);
    return { status: 200, body: { recoveryCodes: [...codes] } };
  },
});

export const handler = toLambda(step);
