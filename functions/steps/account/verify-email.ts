import * as z from 'zod/mini';
import { mailedCode, parseSixDigits } from '../../../core/factors/email.ts';
import { equalInConstantTime } from '../../../core/kernel/digest.ts';
import { randomID } from '../../../core/kernel/random.ts';
import {
  confirmRegistration,
  type Registration,
  registrationCodeBinding,
  tryRegistration,
} from '../../../core/sign-in/registration.ts';
import { keyring } from '../../adapters/keyring.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { person } from '../../http/answers.ts';
import { id, sixDigits } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { refuseField } from '../../refusal.ts';

export const step = defineStep({
  name: 'account/verify-email',
  body: z.object({ registrationID: id, code: sixDigits }),
  answers: { 200: z.strictObject(person) },
  uses: { store, keyring },
  async run({ body, circumstances }, ports) {
    const { store, keyring, host } = ports;
    const now = circumstances.at;
    const code = parseSixDigits(body.code) ?? refuseField('/code', 'code-malformed');
    const key = { id: body.registrationID };
    const [found] = await store.read<[Registration]>({ table: 'challenges', key });
    const registration = await carryOut(tryRegistration(found, now), ports, circumstances);
    const codeKey = await keyring.emailCodeKey(registration.keyVersion);
    const isRight = equalInConstantTime(code, mailedCode(codeKey, registrationCodeBinding(registration)));
    const userID = randomID(host.random);
    await carryOut(confirmRegistration(registration, isRight, userID, now), ports, circumstances);
    const { name, email } = registration;
    return { status: 200, body: { id: userID, name, email } };
  },
});

export const handler = toLambda(step);
