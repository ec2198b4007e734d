import {
  DescribeTableCommand,
  DynamoDBClient,
  type ReplicaDescription,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
import { DescribeKeyCommand, type KeyMetadata, KMSClient, NotFoundException } from '@aws-sdk/client-kms';
import type { StageNames } from '../../lib/names.ts';
import type { Aws } from '../aws/clients.ts';
import { judgeBootstrap } from './deployment.ts';
import { type Judgement, ok, problem, unknown, warning } from './finding.ts';

/** @returns undefined if there is no such key. */
async function describeKey(aws: Aws, id: string): Promise<KeyMetadata | undefined> {
  try {
    const { KeyMetadata } = await aws.client(KMSClient).send(new DescribeKeyCommand({ KeyId: id }));
    return KeyMetadata;
  } catch (error) {
    if (error instanceof NotFoundException) return undefined;
    throw error;
  }
}

/** What keeps a key from being used; undefined if nothing does. */
function flawOf({ KeyState, Arn, DeletionDate }: KeyMetadata, region: string): Judgement | undefined {
  const of = `--key-id ${Arn} --region ${region}`;
  const enable = `aws kms enable-key ${of}`;
  if (KeyState === 'PendingDeletion' || KeyState === 'PendingReplicaDeletion')
    return problem(
      `The key ${Arn} is scheduled for deletion${DeletionDate ? ` on ${DeletionDate.toISOString().slice(0, 10)}` : ''}, and cannot be used any more.`,
      `At once: aws kms cancel-key-deletion ${of} && ${enable}`,
    );
  if (KeyState === 'Disabled') return problem(`The key ${Arn} is disabled.`, enable);
  if (KeyState !== 'Enabled' && KeyState !== 'Updating')
    return warning(`The key ${Arn} is in the state ${KeyState}.`, 'Wait, then run the doctor again.');
  return undefined;
}

/** Whether the keys of a stage can be used: without the first one nobody with an authenticator signs in. */
export async function judgeKeys(aws: Aws, names: StageNames): Promise<Judgement> {
  const [secrets, storage] = await Promise.all(
    (['secrets', 'storage'] as const).map((purpose) => describeKey(aws, names.keyAlias(purpose))),
  );
  if (!secrets) return unknown(`There is no key ${names.keyAlias('secrets')}.`, 'Deploy the stage first.');
  const keys = [secrets, ...(storage ? [storage] : [])];
  const flaws = keys.flatMap((key) => flawOf(key, aws.region) ?? []);
  return flaws[0] ?? ok(`${keys.length === 1 ? 'the key is' : 'both keys are'} enabled`);
}

/** Whether each replica of the tables is up to date, and its region has the key and can be deployed to. */
export async function judgeReplicas(aws: Aws, names: StageNames, account: string): Promise<Judgement> {
  const TableName = names.table('users');
  let replicas: readonly ReplicaDescription[];
  try {
    const { Table } = await aws.client(DynamoDBClient).send(new DescribeTableCommand({ TableName }));
    replicas = (Table?.Replicas ?? []).filter(({ RegionName }) => RegionName !== aws.region);
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    return unknown(`There is no table ${TableName}.`, 'Deploy the stage first.');
  }
  if (replicas.length === 0) return ok('no setting asks for replicas');
  const found = await Promise.all(
    replicas.map(({ RegionName = '', ReplicaStatus }) =>
      judgeReplica(aws.inRegion(RegionName), names, account, ReplicaStatus),
    ),
  );
  const bad = found.find(({ status }) => status !== 'ok');
  return bad ?? ok(`replicas in ${replicas.map(({ RegionName }) => RegionName).join(', ')}`);
}

async function judgeReplica(
  aws: Aws,
  names: StageNames,
  account: string,
  status: string | undefined,
): Promise<Judgement> {
  if (status !== undefined && status !== 'ACTIVE')
    return problem(
      `The tables in ${aws.region} are not replicated: ${status}.`,
      `Look at the global tables of ${names.table('users')} in the console of DynamoDB: an inaccessible key must be enabled within 20 hours, or the replica is removed.`,
    );
  const key = await describeKey(aws, names.keyAlias('secrets'));
  if (!key)
    return problem(
      `There is no key ${names.keyAlias('secrets')} in ${aws.region}.`,
      'npx cdk deploy --all (with the settings of this stage)',
    );
  return flawOf(key, aws.region) ?? judgeBootstrap(aws, account);
}
