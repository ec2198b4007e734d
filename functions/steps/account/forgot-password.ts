import * as z from 'zod/mini';
import { isKnownDevice } from '../../../core/accounts/device.ts';
import { parseAddress } from '../../../core/accounts/email-address.ts';
import { acceptedLanguage } from '../../../core/kernel/language.ts';
import { isEmptyPot } from '../../../core/kernel/pot.ts';
import type { Row } from '../../../core/kernel/rows.ts';
import type { Asker } from '../../../core/mail/mail-pots.ts';
import { isKnownPlace, placeKey } from '../../../core/sign-in/known-place.ts';
import { requestPasswordReset } from '../../../core/sign-in/password-change.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { errorLine } from '../../error-line.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { findAccount } from '../../flows/sign-in/find-account.ts';
import { deviceRows, findDevice } from '../../flows/sign-in/session-request.ts';
import type { Host } from '../../host.ts';
import { noBody } from '../../http/answers.ts';
import { email, languageHeader } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { Refusal, refuseField } from '../../refusal.ts';

/** Makes a request whose outcome is not answered. */
async function requestUnseen(host: Host, request: () => Promise<void>): Promise<void> {
  try {
    await request();
  } catch (error) {
    if (!(error instanceof Refusal))
      console.error(errorLine(host, error, { during: 'a reset from a known place' }));
  }
}

export const step = defineStep({
  name: 'account/forgot-password',
  body: z.object({ email }),
  answers: { 202: noBody },
  uses: { store, mailer },
  headers: languageHeader,
  async run({ body, source, device, headers, circumstances }, ports) {
    const { store, host } = ports;
    const now = circumstances.at;
    const address = parseAddress(body.email) ?? refuseField('/email', 'email-invalid');
    const key = placeKey(address.canonical, { kind: 'source', id: source });
    const [{ user, claim }, [known, ...devices]] = await Promise.all([
      findAccount(store, address.canonical),
      store.read<Row[]>({ table: 'challenges', key }, ...deviceRows(device.tokens)),
    ]);
    const ownDevice = findDevice(devices, claim?.userID);
    const request = (knownBy?: Asker['knownBy']) =>
      carryOut(
        requestPasswordReset(
          address,
          user,
          { source, knownBy, language: acceptedLanguage(headers['accept-language']) },
          now,
          host.random,
        ),
        ports,
        circumstances,
      );
    if (isKnownDevice(ownDevice, now, claim)) {
      await request({ kind: 'device', id: ownDevice.id });
      return { status: 202 };
    }
    const isKnown = isKnownPlace(known, now, claim?.placesSince);
    try {
      await request();
    } catch (error) {
      // Others at this network source must not learn that the account signs in from there.
      if (isKnown && error instanceof Refusal && isEmptyPot(error.problem))
        await requestUnseen(host, () => request({ kind: 'source', id: source }));
      throw error;
    }
    return { status: 202 };
  },
});

export const handler = toLambda(step);
