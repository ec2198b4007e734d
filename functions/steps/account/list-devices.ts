import { trustedUntil } from '../../../core/sign-in/trusted-device.ts';
import { store } from '../../adapters/store.ts';
import { deviceBody } from '../../flows/accounts/device-body.ts';
import { readKnownDevices } from '../../flows/sign-in/devices.ts';
import { trustedBrowserDays } from '../../flows/sign-in/trusted-devices.ts';
import { devices } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'account/list-devices',
  answers: { 200: devices },
  uses: { store },
  async run({ caller: { user, session, organizations }, circumstances }, { store, host }) {
    const known = await readKnownDevices(store, user, circumstances.at);
    const days = trustedBrowserDays(host);
    const listed = [...known]
      .sort((a, b) => b.lastSignedInAt - a.lastSignedInAt)
      .map((device) => ({
        ...deviceBody(device, trustedUntil(device, user, organizations, days, circumstances.at)),
        current: device.id === session.deviceID,
      }));
    return { status: 200, body: { devices: listed } };
  },
});

export const handler = toLambda(step);
