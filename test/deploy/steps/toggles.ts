import assert from 'node:assert/strict';
import { freePort } from '../../support/live-server.ts';
import { resourcesOf } from '../account-resources.ts';
import type { Checks } from '../checks.ts';
import { type Context, Deployment } from '../deployment.ts';
import { Client, expectPeopleToGoOn, makePeople } from '../people.ts';
import { type Account, openStage } from '../stage.ts';

const stage = 'toggles';
const settings = ['alarms', 'dashboard', 'customerStorageKey', 'reservedConcurrency'] as const;
type Setting = (typeof settings)[number];

/** All of these settings on, but for some. */
const without = (...off: readonly Setting[]): Context =>
  Object.fromEntries(settings.map((name) => [name, String(!off.includes(name))]));

/** The states of the stage, one after the other: each setting is turned off and on again, alone or together with others. */
const states: readonly (readonly [string, Context, { readonly isMonitored: boolean }])[] = [
  ['without alarms, with a dashboard', without('alarms'), { isMonitored: true }],
  ['with everything off', without(...settings), { isMonitored: false }],
  [
    'with alarms again',
    without('dashboard', 'customerStorageKey', 'reservedConcurrency'),
    { isMonitored: true },
  ],
  ['with everything on again', without(), { isMonitored: true }],
];

/** What costs money can come and go on a deployed stage: no export that another stack imports is in the way, and nobody notices. */
export async function toggles(checks: Checks, account: Account): Promise<void> {
  const common = { stage, senderIdentity: 'existing' };
  const { deployment, edge } = await openStage(account, await freePort(), { ...common, ...without() });
  const client = new Client(edge);
  let people: Awaited<ReturnType<typeof makePeople>> | undefined;
  await checks.that('a stage with all that costs money is deployed, with accounts', async () => {
    await deployment.deploy();
    people = await makePeople(client);
  });
  if (!people) return;
  const { withPassword } = people;
  for (const [name, context, { isMonitored }] of states)
    await checks.that(`it goes on ${name}`, async () => {
      const changed = new Deployment({
        emulator: account.emulator,
        folder: account.folder,
        context: { ...common, ...context, publicOrigin: edge.url },
      });
      await changed.deploy();
      const stacks = Object.keys(await resourcesOf(account, changed));
      assert.equal(stacks.includes(`${changed.prefix}-monitoring`), isMonitored, stacks.join(', '));
      const { methods } = await client.done('GET', '/auth/verify', undefined, withPassword.token);
      assert.deepEqual(methods, ['password']);
    });
  const everybody = people;
  await checks.that('and everybody signs in as before', () => expectPeopleToGoOn(client, everybody));
  await edge.close();
}
