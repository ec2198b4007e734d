import * as z from 'zod/mini';
import { mailedCode } from '../../../core/factors/email.ts';
import { parseSixDigits } from '../../../core/factors/typed-code.ts';
import { isRefused } from '../../../core/kernel/decision.ts';
import { equalInConstantTime } from '../../../core/kernel/digest.ts';
import { randomID } from '../../../core/kernel/random.ts';
import type { Row } from '../../../core/kernel/rows.ts';
import { sixDigitsProblem } from '../../../core/sign-in/code-attempt.ts';
import { waysToGuessRegistration } from '../../../core/sign-in/guess-limits.ts';
import {
  confirmRegistration,
  type Registration,
  registrationCodeBinding,
  tryRegistration,
} from '../../../core/sign-in/registration.ts';
import { keyring } from '../../adapters/keyring.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { requireRegistrable } from '../../flows/organizations/require-registrable.ts';
import { chargeGuess, rowsToRead } from '../../flows/sign-in/charge-guess.ts';
import { whileGivingBack } from '../../flows/sign-in/give-back.ts';
import { person } from '../../http/answers.ts';
import { id, sixDigits } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { Refusal } from '../../refusal.ts';

export const step = defineStep({
  name: 'account/verify-email',
  body: z.object({ registrationID: id, code: sixDigits }),
  answers: { 200: z.strictObject(person) },
  uses: { store, keyring },
  async run({ body, circumstances, source }, ports) {
    const { store, keyring, host } = ports;
    const now = circumstances.at;
    const code = parseSixDigits(body.code);
    if (code === undefined) throw new Refusal(sixDigitsProblem('/code', body.code));
    const key = { id: body.registrationID };
    const ways = waysToGuessRegistration({ source, now });
    const [found, ...limits] = await store.read<[Registration, ...Row[]]>(
      { table: 'challenges', key },
      ...rowsToRead(ways),
    );
    // Whoever was uninvited meanwhile, or is no longer at one of the domains, gets no account.
    if (found?.purpose === 'registration') await requireRegistrable(ports, found.address, now);
    const attempt = tryRegistration(found, now);
    // What cannot be tried at all does not count as a guess.
    if (isRefused(attempt)) throw new Refusal(attempt.refuse);
    const { giveBack } = await chargeGuess(store, ways, limits, 'too-many-wrong-codes');
    const registration = await carryOut(attempt, ports, circumstances);
    const codeKey = await keyring.emailCodeKey(registration.keyVersion);
    const isRight = equalInConstantTime(code, mailedCode(codeKey, registrationCodeBinding(registration)));
    const userID = randomID(host.random);
    const confirm = () =>
      carryOut(confirmRegistration(registration, isRight, userID, now), ports, circumstances);
    await (isRight ? whileGivingBack(host, giveBack, confirm) : confirm());
    const { name, email } = registration;
    return { status: 200, body: { id: userID, name, email } };
  },
});

export const handler = toLambda(step);
