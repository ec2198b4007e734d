import * as z from 'zod/mini';
import type { User } from '../../../core/accounts/user.ts';
import { type CodeProof, isTyped } from '../../../core/factors/factor.ts';
import type { CreatedCredential } from '../../../core/factors/passkey.ts';
import type { Circumstances } from '../../../core/kernel/circumstances.ts';
import { problem } from '../../../core/kernel/problem.ts';
import { completeActivation, hasNoFactor, isActivation } from '../../../core/sign-in/activation.ts';
import type { Challenge } from '../../../core/sign-in/challenge.ts';
import { keyring } from '../../adapters/keyring.ts';
import { mailer } from '../../adapters/mailer.ts';
import { metrics } from '../../adapters/metrics.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { loadChallenge } from '../../flows/sign-in/challenge.ts';
import { type TryCodePorts, tryCode } from '../../flows/sign-in/try-code.ts';
import { tryNewPasskey } from '../../flows/sign-in/try-passkey.ts';
import { factor, recoveryCodes } from '../../http/answers.ts';
import { createdCredential } from '../../http/credential-fields.ts';
import { factorBody } from '../../http/factor-body.ts';
import { flag, name, sixDigits } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { Refusal, refuseField } from '../../refusal.ts';

export const step = defineStep({
  name: 'mfa/complete-activation',
  body: z.object({
    otp: z.optional(sixDigits),
    credential: z.optional(createdCredential),
    name: z.optional(name),
    preferred: z.optional(flag),
  }),
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
    const proof = await prove(ports, rows, body, circumstances);
    const request = {
      preferred: body.preferred ?? true,
      name: body.name,
      recoveryCodeKey: hasNoFactor(user) ? await keyring.recoveryCodeKey() : undefined,
      random: host.random,
    };
    const decision = completeActivation(user, challenge, proof, request, now);
    const enabled = await carryOut(decision, ports, circumstances);
    const codes = enabled.recoveryCodes && { recoveryCodes: [...enabled.recoveryCodes] };
    return { status: 200, body: { factor: factorBody(enabled.factor, enabled), ...codes } };
  },
});

/** What completes the activation: a code, or a new passkey. Most activations need no passkeys, so their library is loaded late. */
async function prove(
  ports: TryCodePorts,
  rows: { readonly challenge: Challenge; readonly user: User },
  given: { readonly otp?: string | undefined; readonly credential?: CreatedCredential | undefined },
  circumstances: Circumstances,
): Promise<CodeProof> {
  if (isTyped(rows.challenge.method))
    return tryCode(ports, rows, given.otp ?? refuseField('/otp', 'field-missing'), circumstances);
  const credential = given.credential ?? refuseField('/credential', 'field-missing');
  const { checkRegistration } = await import('../../../core/factors/passkey-registration.ts');
  return tryNewPasskey(ports, rows, credential, checkRegistration, circumstances);
}

export const handler = toLambda(step);
