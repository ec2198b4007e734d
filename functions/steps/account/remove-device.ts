import { publicDeviceID } from '../../../core/accounts/device.ts';
import { removeDevice } from '../../../core/sign-in/remove-device.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { readKnownDevices, readSessions } from '../../flows/sign-in/devices.ts';
import { noBody } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'account/remove-device',
  answers: { 204: noBody },
  uses: { store },
  async run({ caller: { user, session }, parameters, circumstances }, ports) {
    const { store } = ports;
    const [devices, sessions] = await Promise.all([
      readKnownDevices(store, user, circumstances.at),
      readSessions(store, user.userID),
    ]);
    const device = devices.find((one) => publicDeviceID(one) === parameters['deviceID']);
    const endsOwn = await carryOut(removeDevice(device, sessions, session.id), ports, circumstances);
    return { status: 204, ...(endsOwn && session.kind === 'dashboard' && { cookie: null }) };
  },
});

export const handler = toLambda(step);
