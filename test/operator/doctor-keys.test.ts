import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { stageNames } from '../../lib/names.ts';
import { type Aws, openAws } from '../../operator/aws/clients.ts';
import type { Judgement } from '../../operator/doctor/finding.ts';
import { judgeKeys, judgeReplicas } from '../../operator/doctor/keys.ts';
import { type AwsAnswerText, json, jsonError, startAnswers } from '../support/aws-answers.ts';

const names = stageNames('prod');
const account = '123456789012';
const answers: Record<string, AwsAnswerText | readonly AwsAnswerText[]> = {};
let server: Awaited<ReturnType<typeof startAnswers>>;
let aws: Aws;
beforeAll(async () => {
  server = await startAnswers(answers);
  aws = await openAws({
    endpoint: server.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
});
afterAll(() => server.close());
beforeEach(() => {
  for (const name of Object.keys(answers)) delete answers[name];
  server.calls.length = 0;
});

const arn = 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const key = (KeyState: string, more: object = {}) =>
  json({ KeyMetadata: { KeyId: arn.split('/')[1], Arn: arn, KeyState, ...more } });
const noKey = jsonError(400, 'NotFoundException', 'Alias is not found.');

function expectStatus(judged: Judgement, status: Judgement['status'], words: string): void {
  expect(judged).toMatchObject({ status, detail: expect.stringContaining(words) });
  if (status === 'problem') expect(judged.fix).toMatch(/\w{3}/);
}

describe('the keys', () => {
  test.each([
    ['enabled', [key('Enabled'), key('Enabled')], 'ok', 'both keys are enabled'],
    ['enabled, without one for tables', [key('Enabled'), noKey], 'ok', 'the key is enabled'],
    ['disabled', [key('Disabled'), noKey], 'problem', 'is disabled'],
    ['of tables disabled', [key('Enabled'), key('Disabled')], 'problem', 'is disabled'],
    ['not there', [noKey, noKey], 'unknown', 'There is no key alias/serverless-mfa/prod/secrets'],
  ] as const)('%s', async (_, given, status, words) => {
    answers['TrentService.DescribeKey'] = given;
    expectStatus(await judgeKeys(aws, names), status, words);
  });

  test('scheduled for deletion are a problem that cannot wait, with the day and the command', async () => {
    const DeletionDate = Date.UTC(2026, 11, 24) / 1000;
    answers['TrentService.DescribeKey'] = [key('PendingDeletion', { DeletionDate }), noKey];
    const judged = await judgeKeys(aws, names);
    expectStatus(judged, 'problem', 'scheduled for deletion on 2026-12-24');
    expect(judged.fix).toBe(
      `At once: aws kms cancel-key-deletion --key-id ${arn} --region eu-central-1 && aws kms enable-key --key-id ${arn} --region eu-central-1`,
    );
  });
});

describe('the replicas', () => {
  const tables = (...Replicas: readonly object[]) => json({ Table: { TableName: 'x', Replicas } });
  const replica = { RegionName: 'eu-west-1', ReplicaStatus: 'ACTIVE' };
  const own = { RegionName: 'eu-central-1', ReplicaStatus: 'ACTIVE' };
  const bootstrapped = json({ Parameter: { Value: '28' } });
  const judged = () => judgeReplicas(aws, names, account);

  test('are none without the setting', async () => {
    answers['DynamoDB_20120810.DescribeTable'] = tables();
    expectStatus(await judged(), 'ok', 'no setting asks for replicas');
  });

  test('are up to date, with a key, in a region that can be deployed to', async () => {
    answers['DynamoDB_20120810.DescribeTable'] = tables(own, replica);
    answers['TrentService.DescribeKey'] = key('Enabled');
    answers['AmazonSSM.GetParameter'] = bootstrapped;
    expectStatus(await judged(), 'ok', 'replicas in eu-west-1');
    expect(server.calls.map(({ name }) => name)).toEqual([
      'DynamoDB_20120810.DescribeTable',
      'TrentService.DescribeKey',
      'AmazonSSM.GetParameter',
    ]);
  });

  test.each([
    [
      'whose key cannot be used',
      { ...replica, ReplicaStatus: 'INACCESSIBLE_ENCRYPTION_CREDENTIALS' },
      key('Enabled'),
      bootstrapped,
      'not replicated',
    ],
    ['without a key', replica, noKey, bootstrapped, 'in eu-west-1'],
    ['with a disabled key', replica, key('Disabled'), bootstrapped, 'is disabled'],
    [
      'in a region that is not bootstrapped',
      replica,
      key('Enabled'),
      jsonError(400, 'ParameterNotFound', ''),
      'not bootstrapped in eu-west-1',
    ],
  ] as const)('%s are a problem', async (_, table, described, parameter, words) => {
    answers['DynamoDB_20120810.DescribeTable'] = tables(own, table);
    answers['TrentService.DescribeKey'] = described;
    answers['AmazonSSM.GetParameter'] = parameter;
    expectStatus(await judged(), 'problem', words);
  });

  test('are unknown before the stage is deployed', async () => {
    answers['DynamoDB_20120810.DescribeTable'] = jsonError(400, 'ResourceNotFoundException', '');
    expectStatus(await judged(), 'unknown', 'serverless-mfa-prod-users');
  });
});
