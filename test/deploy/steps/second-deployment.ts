import assert from 'node:assert/strict';
import { resourcesOf } from '../account-resources.ts';
import type { Checks } from '../checks.ts';
import type { Account, Stage } from '../stage.ts';

/** Deploying the same again must do nothing at all. */
export async function secondDeployment(
  checks: Checks,
  account: Account,
  { deployment }: Stage,
): Promise<void> {
  await checks.that('a second deployment changes and replaces nothing', async () => {
    const before = await resourcesOf(account, deployment);
    const { output } = await deployment.deploy();
    assert.equal([...output.matchAll(/\(no changes\)/g)].length, Object.keys(before).length, output);
    assert.deepEqual(await resourcesOf(account, deployment), before);
  });
}
