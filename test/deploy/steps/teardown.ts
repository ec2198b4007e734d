import assert from 'node:assert/strict';
import { DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { idsOf, resourcesOf } from '../account-resources.ts';
import type { Checks } from '../checks.ts';
import type { Account, Stage } from '../stage.ts';
import { itemsOf } from '../tables.ts';

/** `cdk destroy` takes the service away and keeps what users entrusted to it. */
export async function teardown(checks: Checks, account: Account, { deployment, edge }: Stage): Promise<void> {
  const { endpoint, environment } = account.emulator;
  const options = {
    endpoint,
    region: environment['AWS_REGION'] ?? '',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const items = () => itemsOf(account.emulator, `${deployment.prefix}-`);
  const before = await resourcesOf(account, deployment);
  const itemsBefore = await items();
  assert.ok(Object.values(itemsBefore).flat().length > 0, 'the tables were empty before');
  await checks.that('cdk destroy --all ends the service and its stacks', async () => {
    await deployment.destroy();
    assert.deepEqual(await resourcesOf(account, deployment), {});
    const answer = await fetch(`${edge.url}/api/auth/verify`);
    assert.notEqual(answer.headers.get('content-type'), 'application/problem+json; charset=utf-8');
  });
  await checks.that(
    'after it tables with all their items and the keys are there, and protected',
    async () => {
      assert.deepEqual(await items(), itemsBefore);
      const dynamodb = new DynamoDBClient(options);
      for (const TableName of Object.keys(itemsBefore))
        await assert.rejects(dynamodb.send(new DeleteTableCommand({ TableName })), TableName);
      const kms = new KMSClient(options);
      for (const KeyId of Object.values(idsOf(before, ['AWS::KMS::Key']))) {
        const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
        assert.equal(KeyMetadata?.KeyState, 'Enabled');
      }
    },
  );
}
