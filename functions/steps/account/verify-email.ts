import * as z from 'zod/mini';
import { recordEvent } from '../../../core/accounts/security-log.ts';
import { createUser } from '../../../core/accounts/user.ts';
import { mailedCode, parseSixDigits } from '../../../core/factors/email.ts';
import { sameText } from '../../../core/kernel/digest.ts';
import { problem } from '../../../core/kernel/problem.ts';
import { randomID } from '../../../core/kernel/random.ts';
import { triesPerChallenge } from '../../../core/sign-in/challenge.ts';
import {
  chargeRegistration,
  type Registration,
  registrationRefusal,
  useUpRegistration,
} from '../../../core/sign-in/registration.ts';
import { keyring } from '../../adapters/keyring.ts';
import { store } from '../../adapters/store.ts';
import { codeBinding } from '../../flows/sign-in/registration-code.ts';
import { person } from '../../http/answers.ts';
import { id, otp } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { Refusal, refuse, refuseField } from '../../refusal.ts';

export const step = defineStep({
  name: 'account/verify-email',
  body: z.object({ registrationID: id, code: otp }),
  answers: { 200: z.strictObject(person) },
  uses: { store, keyring },
  async run({ body, circumstances }, { store, keyring, host }) {
    const now = circumstances.at;
    const code = parseSixDigits(body.code) ?? refuseField('/code', 'code-malformed');
    const [found] = await store.read<[Registration]>({
      table: 'challenges',
      key: { id: body.registrationID },
    });
    const refused = registrationRefusal(found, now);
    if (!found || refused) throw new Refusal(refused ?? problem('not-found'));
    const charged = await store.commit([chargeRegistration(found.id, now)]);
    if (!charged.committed) refuse('challenge-over');
    if (!sameText(code, mailedCode(await keyring.emailCodeKey(found.keyVersion), codeBinding(found)))) {
      const attemptsLeft = Math.max(0, triesPerChallenge - found.attempts - 1);
      refuse('wrong-code', { attemptsLeft });
    }
    const { address, email, name, passwordHash } = found;
    const userID = randomID(host.random);
    const created = await store.commit([
      ...createUser({ userID, address, email, name, passwordHash, now }),
      useUpRegistration(found.id, now),
      recordEvent(userID, 'account-created', circumstances, host.random),
    ]);
    if (!created.committed) {
      const isTaken = created.failed.some(({ change }) => change.table === 'users');
      if (isTaken) refuse('address-taken');
      refuse('challenge-over');
    }
    return { status: 200, body: { id: userID, name, email } };
  },
});

export const handler = toLambda(step);
