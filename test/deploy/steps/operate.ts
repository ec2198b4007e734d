import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  DeleteItemCommand,
  DeleteTableCommand,
  DynamoDBClient,
  paginateScan,
  RestoreTableToPointInTimeCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { waitingResetsPartition } from '../../../core/operator/operator-reset.ts';
import type { Checks } from '../checks.ts';
import { Client, makePeople } from '../people.ts';
import { projectFolder, run, runOrFail } from '../programs.ts';
import type { Account, Stage } from '../stage.ts';

const restoredTables = ['keys', 'users', 'factors', 'organizations', 'apps', 'events'];
const suffix = '-restored';

/** What docs/operating.md tells an operator to do, done on the deployed stage. */
export async function operate(checks: Checks, account: Account, { deployment, edge }: Stage): Promise<void> {
  const { environment, endpoint } = account.emulator;
  const region = environment['AWS_REGION'] ?? '';
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint, region, credentials });
  const table = (name: string) => `${deployment.prefix}-${name}`;
  const operator = (...words: string[]) => runOrFail(...program(words), { environment });
  const service = new Client(edge);
  const { withAuthenticator } = await makePeople(service);
  const { email, password, app } = withAuthenticator;
  const factorsOf = async () => JSON.parse((await operator('show', email, '--json')).answer).factors;

  await checks.that('tables that were restored beside the stage bring lost accounts back', async () => {
    for (const name of restoredTables)
      await client.send(
        new RestoreTableToPointInTimeCommand({
          SourceTableName: table(name),
          TargetTableName: table(name) + suffix,
          UseLatestRestorableTime: true,
        }),
      );
    const lost = { users: ['id'], factors: ['userID', 'id'] };
    for (const [name, keys] of Object.entries(lost))
      for await (const { Items = [] } of paginateScan({ client }, { TableName: table(name) }))
        for (const item of Items) {
          const Key = Object.fromEntries(
            Object.entries(item).filter(([attribute]) => keys.includes(attribute)),
          );
          await client.send(new DeleteItemCommand({ TableName: table(name), Key }));
        }
    assert.match((await run(...program(['show', email]), { environment })).output, /no account/);
    const folder = join(account.folder, 'export');
    rmSync(folder, { recursive: true, force: true });
    await operator('export', folder, `--suffix=${suffix}`);
    await operator('import', folder, '--yes');
    const { mfaID } = await service.done('POST', '/auth/signin', { identifier: email, password });
    await service.done('POST', `/auth/signin/mfa/${mfaID}`, { otp: app.codeAt(Date.now(), 1) });
    for (const name of restoredTables)
      await client.send(new DeleteTableCommand({ TableName: table(name) + suffix }));
  });

  await checks.that(
    'a reset that an operator asked for is carried out by the job, with its own role',
    async () => {
      await operator('reset-factors', email, '--yes', '--reason', 'lost phone');
      const again = JSON.parse((await operator('reset-factors', email, '--yes', '--json')).answer);
      assert.equal(again.status, 'waiting');
      assert.notDeepEqual(await factorsOf(), []);
      const TableName = table('factors');
      // As if the day had passed.
      for await (const { Items = [] } of paginateScan({ client }, { TableName }))
        for (const { userID, id } of Items)
          if (userID?.S === waitingResetsPartition && id)
            await client.send(
              new UpdateItemCommand({
                TableName,
                Key: { userID, id },
                UpdateExpression: 'SET dueAt = :past',
                ExpressionAttributeValues: { ':past': { N: '1' } },
              }),
            );
      const job = `${deployment.prefix}-mfa-carry-out-resets`;
      const lambda = new LambdaClient({ endpoint, region, credentials });
      await lambda.send(new InvokeCommand({ FunctionName: job, Payload: '{}' }));
      lambda.destroy();
      assert.deepEqual(await factorsOf(), []);
      const page = await fetch(`${edge.url}/account/mfa/cancel-reset`);
      assert.equal(page.status, 200);
    },
  );
  client.destroy();
}

/** As `npm run operator -- …` starts it. */
function program(words: readonly string[]): [string, string[]] {
  return [process.execPath, ['--import', 'tsx', join(projectFolder, 'operator/operator.ts'), ...words]];
}
