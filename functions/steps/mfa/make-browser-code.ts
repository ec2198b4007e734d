import * as z from 'zod/mini';
import { makeBrowserCode } from '../../../core/sign-in/browser-code.ts';
import { keyring } from '../../adapters/keyring.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { instant } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'mfa/make-browser-code',
  answers: { 201: z.strictObject({ code: z.string(), expiresAt: instant }) },
  uses: { store, keyring },
  async run({ caller: { user }, circumstances }, ports) {
    const { keyring, host } = ports;
    const key = await keyring.recoveryCodeKey();
    const decision = makeBrowserCode(user, key, host.random, circumstances.at);
    const { code, expiresAt } = await carryOut(decision, ports, circumstances);
    return { status: 201, body: { code, expiresAt: new Date(expiresAt).toISOString() } };
  },
});

export const handler = toLambda(step);
