import * as z from 'zod/mini';
import { requestOptions } from '../../../core/factors/passkey.ts';
import { newPasskeyChallenge } from '../../../core/sign-in/passkey-challenge.ts';
import { keyring } from '../../adapters/keyring.ts';
import { readRelyingParty } from '../../flows/factors/relying-party.ts';
import { requestOptions as options } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'auth/passkey-options',
  answers: { 200: z.strictObject({ publicKey: options }) },
  uses: { keyring },
  async run({ circumstances }, { keyring, host }) {
    const challenge = newPasskeyChallenge(await keyring.passkeyKey(), host.random, circumstances.at);
    const { rpID } = readRelyingParty(host);
    return { status: 200, body: { publicKey: requestOptions({ challenge, rpID, needsVerification: true }) } };
  },
});

export const handler = toLambda(step);
