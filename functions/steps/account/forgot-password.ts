import * as z from 'zod/mini';
import { isKnownDevice } from '../../../core/accounts/device.ts';
import { parseAddress } from '../../../core/accounts/email-address.ts';
import type { Row } from '../../../core/kernel/rows.ts';
import { isKnownPlace, placeKey } from '../../../core/sign-in/known-place.ts';
import { requestPasswordReset } from '../../../core/sign-in/password-change.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { findAccount } from '../../flows/sign-in/find-account.ts';
import { deviceRows, findDevice } from '../../flows/sign-in/session-request.ts';
import { noBody } from '../../http/answers.ts';
import { email } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';
import { refuseField } from '../../refusal.ts';

export const step = defineStep({
  name: 'account/forgot-password',
  body: z.object({ email }),
  answers: { 202: noBody },
  uses: { store, mailer },
  async run({ body, source, device, circumstances }, ports) {
    const { store, host } = ports;
    const now = circumstances.at;
    const address = parseAddress(body.email) ?? refuseField('/email', 'email-invalid');
    const key = placeKey(address.canonical, { kind: 'source', id: source });
    const [{ user, claim }, [known, ...devices]] = await Promise.all([
      findAccount(store, address.canonical),
      store.read<Row[]>({ table: 'challenges', key }, ...deviceRows(device.tokens)),
    ]);
    const ownDevice = findDevice(devices, claim?.userID);
    const knownBy = isKnownDevice(ownDevice, now, claim)
      ? ({ kind: 'device', id: ownDevice.id } as const)
      : isKnownPlace(known, now, claim?.placesSince)
        ? ({ kind: 'source', id: source } as const)
        : undefined;
    const asker = { source, knownBy };
    const decision = requestPasswordReset(address, user, asker, now, host.random);
    await carryOut(decision, ports, circumstances);
    return { status: 202 };
  },
});

export const handler = toLambda(step);
