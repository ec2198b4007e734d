import * as z from 'zod/mini';
import type { PasswordHasher } from '../../../core/accounts/password.ts';
import { normalizePassword, type PasswordPolicy } from '../../../core/accounts/password-policy.ts';
import { mailedCode, mailedToken } from '../../../core/factors/email.ts';
import { parseSixDigits } from '../../../core/factors/typed-code.ts';
import type { Circumstances } from '../../../core/kernel/circumstances.ts';
import { isRefused } from '../../../core/kernel/decision.ts';
import { equalInConstantTime } from '../../../core/kernel/digest.ts';
import { problem } from '../../../core/kernel/problem.ts';
import { randomID } from '../../../core/kernel/random.ts';
import type { Row } from '../../../core/kernel/rows.ts';
import { sixDigitsProblem } from '../../../core/sign-in/code-attempt.ts';
import { waysToGuessRegistration } from '../../../core/sign-in/guess-limits.ts';
import {
  type ChosenPassword,
  confirmRegistration,
  confirmRegistrationByLink,
  type Registration,
  registrationCodeBinding,
  registrationLinkRefusal,
  tryRegistration,
} from '../../../core/sign-in/registration.ts';
import { passwordPolicy } from '../../adapters/common-passwords.ts';
import { type Keyring, keyring } from '../../adapters/keyring.ts';
import { passwords } from '../../adapters/passwords.ts';
import { type Store, store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { requireRegistrable } from '../../flows/organizations/require-registrable.ts';
import { chargeGuess, rowsToRead } from '../../flows/sign-in/charge-guess.ts';
import { whileGivingBack } from '../../flows/sign-in/give-back.ts';
import { hashNewPassword } from '../../flows/sign-in/prove-password.ts';
import type { Host } from '../../host.ts';
import { person } from '../../http/answers.ts';
import { codeOrToken, id, newPassword } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { Refusal, refuseField } from '../../refusal.ts';

export const step = defineStep({
  name: 'account/verify-email',
  body: z.object({ registrationID: id, code: codeOrToken, password: z.optional(newPassword) }),
  answers: { 200: z.strictObject(person) },
  uses: { store, keyring, passwords, policy: passwordPolicy },
  async run({ body, circumstances, source }, ports) {
    const { store, keyring, host } = ports;
    const now = circumstances.at;
    if (isToken(body.code)) return confirmByLink(ports, body, circumstances);
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
    const confirm = async () => {
      const chosen =
        isRight && body.password !== undefined
          ? await choosePassword(ports, registration, body.password)
          : undefined;
      const decision = confirmRegistration(registration, isRight, chosen, userID, now);
      return carryOut(decision, ports, circumstances);
    };
    const name = await (isRight ? whileGivingBack(host, giveBack, confirm) : confirm());
    return { status: 200, body: { id: userID, name, email: registration.email } };
  },
});

/** A link of a mail is right for as long as nobody used it, whoever asked for the mail: its reader chooses the password. */
async function confirmByLink(
  ports: LinkPorts,
  body: { readonly registrationID: string; readonly code: string; readonly password?: string | undefined },
  circumstances: Circumstances,
): Promise<{ readonly status: 200; readonly body: { id: string; name: string; email: string } }> {
  const { store, keyring, host } = ports;
  const now = circumstances.at;
  const password = body.password ?? refuseField('/password', 'field-missing');
  const [found] = await store.read<[Registration]>({ table: 'challenges', key: { id: body.registrationID } });
  const key = await keyring.emailCodeKey(found?.keyVersion ?? keyring.version);
  const bound = registrationCodeBinding(found ?? { id: body.registrationID, email: '' });
  const isRight = equalInConstantTime(body.code, mailedToken(key, bound));
  const refused = registrationLinkRefusal(found, isRight, now);
  if (!found || refused) throw new Refusal(refused ?? problem('not-found'));
  await requireRegistrable(ports, found.address, now);
  const chosen = await choosePassword(ports, found, password);
  const userID = randomID(host.random);
  const decision = confirmRegistrationByLink(found, chosen, userID, now);
  const name = await carryOut(decision, ports, circumstances);
  return { status: 200, body: { id: userID, name, email: found.email } };
}

/** The password that its user enters now. @throws Refusal if the policy refuses it */
async function choosePassword(
  ports: LinkPorts,
  { address, passwordHash }: Registration,
  password: string,
): Promise<ChosenPassword> {
  if (await ports.passwords.verify(passwordHash, normalizePassword(password)))
    return { passwordHash, isTheSame: true };
  const person = { address, name: '' };
  return { passwordHash: await hashNewPassword(ports, password, person, '/password'), isTheSame: false };
}

/** Whether it is the token of a link, and not a code, however it is typed. */
const isToken = (text: string): boolean => /^[\w-]{43}$/.test(text);

interface LinkPorts {
  readonly store: Store;
  readonly keyring: Keyring;
  readonly passwords: PasswordHasher;
  readonly policy: PasswordPolicy;
  readonly host: Host;
}

export const handler = toLambda(step);
