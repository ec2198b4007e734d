import * as z from 'zod/mini';
import { problem } from '../../../core/kernel/problem.ts';
import { completeActivation, hasNoFactor, isActivation } from '../../../core/sign-in/activation.ts';
import { keyring } from '../../adapters/keyring.ts';
import { mailer } from '../../adapters/mailer.ts';
import { metrics } from '../../adapters/metrics.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { loadChallenge } from '../../flows/sign-in/challenge.ts';
import { tryCode } from '../../flows/sign-in/try-code.ts';
import { factor, recoveryCodes } from '../../http/answers.ts';
import { factorBody } from '../../http/factor-body.ts';
import { flag, sixDigits } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { Refusal } from '../../refusal.ts';

export const step = defineStep({
  name: 'mfa/complete-activation',
  body: z.object({ otp: sixDigits, preferred: z.optional(flag) }),
  readsSession: true,
  answers: { 200: z.strictObject({ factor, recoveryCodes: z.optional(recoveryCodes) }) },
  uses: { store, mailer, keyring, metrics },
  async run({ body, parameters, caller, circumstances }, ports) {
    const { store, keyring, host } = ports;
    const now = circumstances.at;
    const expected = { purpose: 'activation', sessionID: caller?.session.id } as const;
    const rows = await loadChallenge(store, parameters['activationID'] ?? '', expected, now);
    const { challenge, user } = rows;
    if (!isActivation(challenge)) throw new Refusal(problem('not-found'));
    const proof = await tryCode(ports, rows, body.otp, circumstances);
    const request = {
      preferred: body.preferred ?? true,
      recoveryCodeKey: hasNoFactor(user) ? await keyring.recoveryCodeKey() : undefined,
      random: host.random,
    };
    const decision = completeActivation(user, challenge, proof, request, now);
    const enabled = await carryOut(decision, ports, circumstances);
    const codes = enabled.recoveryCodes && { recoveryCodes: [...enabled.recoveryCodes] };
    return { status: 200, body: { factor: factorBody(enabled.factor, enabled), ...codes } };
  },
});

export const handler = toLambda(step);
