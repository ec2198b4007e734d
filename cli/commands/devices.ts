import { type Context, request } from '../context.ts';
import { Failure, usageFailure } from '../failure.ts';
import { programTitle } from '../program-title.ts';
import { texts } from '../texts/index.ts';
import { withSession } from '../with-session.ts';

/** Enough of an id to be unique and easy to type. */
const shortLength = 10;

/** `mfa devices`. */
export async function list(context: Context): Promise<void> {
  const { output } = context;
  const { devices } = await withSession(context, (service) => request(service, 'GET /account/devices'));
  if (output.isJson) return output.json(devices);
  const rows = devices.map((device) => [
    output.isTerminal ? device.id.slice(0, shortLength) : device.id,
    device.current ? texts.devices.current : '',
    programTitle(device.browser),
    device.address,
    output.moment(device.lastSignedInAt),
    output.moment(device.trustedUntil),
  ]);
  await output.table(Object.values(texts.devices.columns), rows);
}

/** `mfa devices remove ID`. The first characters of an id are enough. */
export async function remove(context: Context, wanted: string): Promise<void> {
  const { output } = context;
  const removed = await withSession(context, async (service) => {
    const { devices } = await request(service, 'GET /account/devices');
    const [only, ...more] = devices.filter(({ id }) => id.startsWith(wanted));
    if (!only) throw new Failure(texts.devices.unknown(wanted));
    if (more.length > 0) throw usageFailure(texts.devices.ambiguous(wanted));
    await request(service, 'DELETE /account/devices/{deviceID}', { path: { deviceID: only.id } });
    return only.id;
  });
  if (output.isJson) output.json({ removed });
  else output.line(texts.devices.removed);
}
