import * as z from 'zod/mini';
import { recordEvent } from '../../../core/accounts/security-log.ts';
import { newRecoveryCodes } from '../../../core/factors/recovery-code.ts';
import { enableFactor } from '../../../core/sign-in/activation.ts';
import { type Challenge, useUpChallenge } from '../../../core/sign-in/challenge.ts';
import { createMailLink } from '../../../core/sign-in/mail-link.ts';
import { keyring } from '../../adapters/keyring.ts';
import { mailer } from '../../adapters/mailer.ts';
import { metrics } from '../../adapters/metrics.ts';
import { store } from '../../adapters/store.ts';
import { notifyAccount } from '../../flows/notify/account.ts';
import { loadChallenge } from '../../flows/sign-in/challenge.ts';
import { tryCode } from '../../flows/sign-in/try-code.ts';
import { factor, recoveryCodes } from '../../http/answers.ts';
import { factorBody } from '../../http/factor-body.ts';
import { flag, sixDigits } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { refuse } from '../../refusal.ts';

export const step = defineStep({
  name: 'mfa/complete-activation',
  body: z.object({ otp: sixDigits, preferred: z.optional(flag) }),
  readsSession: true,
  answers: { 200: z.strictObject({ factor, recoveryCodes: z.optional(recoveryCodes) }) },
  uses: { store, mailer, keyring, metrics },
  async run({ body, parameters, caller, circumstances }, using) {
    const now = circumstances.at;
    const { random } = using.host;
    const expected = { purpose: 'activation', sessionID: caller?.session.id } as const;
    const { challenge, user } = await loadChallenge(
      using.store,
      parameters['activationID'] ?? '',
      expected,
      now,
    );
    const live = await tryCode(using, { challenge, user, otp: body.otp, circumstances });
    const activation = challenge as Challenge & { factor: NonNullable<Challenge['factor']> };
    const isFirst = user.factors.length === 0;
    const codes = isFirst
      ? newRecoveryCodes(random, user.userID, await using.keyring.recoveryCodeKey())
      : undefined;
    const enabled = enableFactor(user, activation, live, body.preferred ?? true, now, codes);
    const { id: factorID, type, name } = enabled.factor;
    const undo = isFirst ? createMailLink('undo', { userID: user.userID, factorID }, now, random) : undefined;
    const done = await using.store.commit([
      useUpChallenge(challenge, now),
      ...enabled.changes,
      ...(undo ? [undo.change] : []),
      recordEvent(user.userID, 'factor-enabled', circumstances, random, { type, name }),
    ]);
    if (!done.committed) refuse('challenge-over');
    const notice = {
      kind: 'factor-enabled',
      method: type,
      name,
      ...(undo && { undo: { token: undo.token, expiresAt: undo.expiresAt } }),
    } as const;
    await notifyAccount(notice, user.email, using, circumstances);
    const shown = codes ? { recoveryCodes: [...codes.texts] } : {};
    return { status: 200, body: { factor: factorBody(enabled.factor, enabled), ...shown } };
  },
});

export const handler = toLambda(step);
