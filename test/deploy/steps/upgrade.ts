import assert from 'node:assert/strict';
import { freePort } from '../../support/live-server.ts';
import { idsOf, resourcesOf } from '../account-resources.ts';
import type { Checks } from '../checks.ts';
import { Client, expectPeopleToGoOn, makePeople, type People, withNewRecoveryCodes } from '../people.ts';
import { checkOutRelease, previousRelease } from '../previous-release.ts';
import { type Account, openStage } from '../stage.ts';
import { itemsOf } from '../tables.ts';

/** What holds something, or has an address that others know: to replace it would lose that. */
const lasting = [
  'AWS::ApiGatewayV2::Api',
  'AWS::CloudFront::Distribution',
  'AWS::DynamoDB::GlobalTable',
  'AWS::KMS::Alias',
  'AWS::KMS::Key',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::SecretsManager::Secret',
];

/** The previous release with data in its tables becomes this one, beside another stage in the same account. */
export async function upgrade(checks: Checks, account: Account): Promise<void> {
  const folder = await checkOutRelease(previousRelease, (line) => checks.progress(line));
  if (folder === undefined) {
    checks.leftOut(
      'the upgrade from the previous release',
      `this copy has no history with the commit ${previousRelease}; in a shallow clone: git fetch --unshallow`,
    );
    return;
  }
  const { deployment, edge } = await openStage(account, await freePort(), {
    stage: 'upgrade',
    // The other stage made it.
    senderIdentity: 'existing',
  });
  const client = new Client(edge);
  const items = () => itemsOf(account.emulator, `${deployment.prefix}-`);
  let people: People | undefined;
  await checks.that(
    `the previous release ${previousRelease} deploys as a second stage, with accounts`,
    async () => {
      await deployment.deploy(folder);
      people = await makePeople(client);
    },
  );
  if (!people) return;
  const everybody = people;
  await checks.that('an upgrade replaces nothing that lasts, and loses no item', async () => {
    const before = await resourcesOf(account, deployment);
    const itemsBefore = await items();
    assert.ok(Object.values(itemsBefore).flat().length > 10, 'there is too little in the tables');
    await deployment.deploy();
    const kept = idsOf(await resourcesOf(account, deployment), lasting);
    for (const [resource, physicalID] of Object.entries(idsOf(before, lasting)))
      assert.equal(kept[resource], physicalID, resource);
    const itemsAfter = await items();
    for (const [table, expected] of Object.entries(itemsBefore))
      assert.deepEqual(itemsAfter[table], expected, table);
  });
  await checks.that(
    'after the upgrade everybody goes on: sessions, passwords, factors, new recovery codes, events',
    async () => expectPeopleToGoOn(client, await withNewRecoveryCodes(client, everybody)),
  );
  await edge.close();
}
