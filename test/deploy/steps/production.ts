import assert from 'node:assert/strict';
import { join } from 'node:path';
import { usedStepStacks } from '../../../functions/steps.ts';
import { freePort } from '../../support/live-server.ts';
import { resourcesOf } from '../account-resources.ts';
import type { Checks } from '../checks.ts';
import { Client, expectPeopleToGoOn, makePeople } from '../people.ts';
import { runOrFail } from '../programs.ts';
import { type Account, openStage } from '../stage.ts';

const zoneName = 'example.org';

async function hostedZone({ emulator, pythonPath }: Account): Promise<string> {
  const program = join(import.meta.dirname, '../emulator/hosted_zone.py');
  const { answer } = await runOrFail(pythonPath, [program, zoneName], { environment: emulator.environment });
  return answer.trim();
}

/** All that can be switched on: a domain with its certificate and records, keys, firewall, alarms, dashboard, reserves. */
export async function production(checks: Checks, account: Account): Promise<void> {
  await checks.that(
    'the stage prod with a domain deploys all its stacks, and people sign in there',
    async () => {
      const { deployment, edge } = await openStage(account, await freePort(), {
        stage: 'prod',
        domain: `accounts.${zoneName}`,
        hostedZoneId: await hostedZone(account),
        hostedZoneName: zoneName,
        sender: `no-reply@${zoneName}`,
        alarmAddress: `operator@${zoneName}`,
      });
      await deployment.deploy();
      const stacks = ['data', 'edge', 'monitoring', ...usedStepStacks].map(
        (part) => `${deployment.prefix}-${part}`,
      );
      assert.deepEqual(Object.keys(await resourcesOf(account, deployment)).sort(), stacks);
      const client = new Client(edge);
      await expectPeopleToGoOn(client, await makePeople(client));
      await edge.close();
    },
  );
}
