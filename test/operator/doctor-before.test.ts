import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { stageNames } from '../../lib/names.ts';
import { readSettings } from '../../lib/settings.ts';
import { type Aws, openAws } from '../../operator/aws/clients.ts';
import { judgeFutureIdentity, judgeLeftovers } from '../../operator/doctor/before.ts';
import { examine } from '../../operator/doctor/examine.ts';
import type { Judgement } from '../../operator/doctor/finding.ts';
import { needsEdge, readPlan } from '../../operator/doctor/plan.ts';
import {
  type AwsAnswerText,
  identityOf,
  json,
  jsonError,
  startAnswers,
  xmlError,
} from '../support/aws-answers.ts';
import { runCommand } from '../support/operator.ts';

/** What the doctor says of a stage that is not deployed yet, and of what its settings ask for. */

const answers: Record<string, AwsAnswerText> = {};
let server: Awaited<ReturnType<typeof startAnswers>>;
let aws: Aws;
let stages: string;
beforeAll(async () => {
  stages = mkdtempSync(join(tmpdir(), 'serverless-mfa-stages-'));
  server = await startAnswers(answers);
  aws = await openAws({
    endpoint: server.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
});
afterAll(async () => {
  rmSync(stages, { recursive: true });
  await server.close();
});
beforeEach(() => {
  for (const name of Object.keys(answers)) delete answers[name];
  server.calls.length = 0;
});

function expectStatus(judged: Judgement, status: Judgement['status'], words: string): void {
  expect(judged).toMatchObject({ status, detail: expect.stringContaining(words) });
  if (status === 'problem' || status === 'warning') expect(judged.fix).toMatch(/\w{3}/);
}

describe('the settings of a stage', () => {
  const domain = ['domain=accounts.example.com', 'hostedZoneId=Z0123456789ABC'];

  test('are those of its file and those that are given', () => {
    writeFileSync(join(stages, 'test.json'), JSON.stringify({ sender: 'no-reply@example.org' }));
    const plan = readPlan('test', ['replicas=eu-west-1'], false, stages);
    expectStatus(plan.judgement, 'ok', 'no-reply@example.org');
    expect(plan.settings).toMatchObject({ sender: 'no-reply@example.org', replicas: ['eu-west-1'] });
  });

  test('are not known without a file, and the defaults before a deployment', () => {
    expectStatus(readPlan('dev', [], false, stages).judgement, 'unknown', 'stages/dev.json');
    const plan = readPlan('dev', [], true, stages);
    expectStatus(plan.judgement, 'warning', 'no-reply@example.com');
    expect(plan.settings?.stage).toBe('dev');
  });

  test.each([
    ['prod', [], true, 'neither the setting "domain" nor "sender"'],
    ['dev', ['domian=x'], false, 'no setting "domian"'],
  ] as const)('of %s with %j are a problem', (stage, given, isBefore, words) => {
    const plan = readPlan(stage, given, isBefore, stages);
    expectStatus(plan.judgement, 'problem', words);
    expect(plan.settings).toBeUndefined();
  });

  test('need us-east-1 with a domain or a firewall, and not otherwise', () => {
    const settingsWith = (...given: readonly string[]) => readPlan('dev', given, true, stages).settings;
    const needs = [settingsWith(...domain), settingsWith('firewall=true'), settingsWith()];
    expect(needs.map((settings) => settings && needsEdge(settings))).toEqual([true, true, false]);
  });
});

describe('before a deployment', () => {
  const names = stageNames('prod');
  const identity = (name: string) => `GET /v2/email/identities/${encodeURIComponent(name)}`;
  const absent = jsonError(404, 'NotFoundException', 'Email identity does not exist.');

  test('tables of an earlier one are a problem', async () => {
    answers['DynamoDB_20120810.DescribeTable'] = jsonError(400, 'ResourceNotFoundException', '');
    expectStatus(await judgeLeftovers(aws, names), 'ok', 'no tables');
    answers['DynamoDB_20120810.DescribeTable'] = json({ Table: { TableName: names.table('users') } });
    expectStatus(await judgeLeftovers(aws, names), 'problem', 'already exists');
  });

  test.each([
    ['create', false, 'ok', 'creates the identity'],
    ['create', true, 'problem', 'already'],
    ['existing', true, 'ok', 'exists'],
    ['existing', false, 'problem', 'has no identity'],
  ] as const)('senderIdentity %s, identity there: %s', async (senderIdentity, exists, status, words) => {
    answers[identity('no-reply@example.org')] = exists ? json({ IdentityType: 'EMAIL_ADDRESS' }) : absent;
    const settings = readSettings({ sender: 'no-reply@example.org', senderIdentity });
    expectStatus(await judgeFutureIdentity(aws, settings), status, words);
  });

  test('the identity is the domain of the sender if the hosted zone has it', async () => {
    answers[identity('accounts.example.com')] = json({ IdentityType: 'DOMAIN' });
    const settings = readSettings({ domain: 'accounts.example.com', hostedZoneId: 'Z0123456789ABC' });
    expectStatus(await judgeFutureIdentity(aws, settings), 'problem', 'an identity accounts.example.com');
  });

  const nothingDeployed = () => {
    answers['GetCallerIdentity'] = identityOf('arn:aws:iam::123456789012:user/ada');
    answers['AmazonSSM.GetParameter'] = jsonError(400, 'ParameterNotFound', '');
    answers['DynamoDB_20120810.DescribeTable'] = jsonError(400, 'ResourceNotFoundException', '');
    answers['GET /2016-08-19/account-settings'] = json({ AccountLimit: { ConcurrentExecutions: 10 } });
    answers['GET /v2/email/account'] = json({ ProductionAccessEnabled: false, SendingEnabled: true });
    for (const name of ['no-reply@example.com', 'accounts.example.com']) answers[identity(name)] = absent;
  };
  const environment = () => ({
    AWS_ENDPOINT_URL: server.endpoint,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    NO_COLOR: '1',
  });

  test('says what is missing in each region that the settings need, and asks for no stack', async () => {
    nothingDeployed();
    const words = ['--before', '-c', 'domain=accounts.example.com', '-c', 'hostedZoneId=Z0123456789ABC'];
    const { code, out } = await runCommand('doctor', [...words, '-c', 'replicas=eu-west-1'], environment());
    expect(out).toMatch(/problem +bootstrap +The account is not bootstrapped in eu-central-1/);
    expect(out).toMatch(
      /problem +bootstrap-us-east-1 .*\n +→ npx cdk bootstrap aws:\/\/123456789012\/us-east-1/,
    );
    expect(out).toMatch(/problem +bootstrap-eu-west-1 /);
    expect(out).toMatch(/ok +leftovers /);
    expect(out).toMatch(/ok +mail-identity +the deployment creates the identity accounts.example.com/);
    expect(server.calls.map(({ name }) => name)).not.toContain('DescribeStacks');
    expect(code).toBe(1);
  });

  test('is ready, and ends with 0, once the account is bootstrapped', async () => {
    nothingDeployed();
    answers['AmazonSSM.GetParameter'] = json({ Parameter: { Value: '28' } });
    const { code, out } = await runCommand('doctor', ['--before'], environment());
    expect(out).toMatch(/warning +settings +No setting says where mail comes from/);
    expect(out).toContain('0 problem');
    expect(code).toBe(0);
  });
});

test('stacks that the settings ask for are missed', async () => {
  answers['GetCallerIdentity'] = identityOf('arn:aws:iam::123456789012:user/ada');
  answers['DescribeStacks'] = xmlError(400, 'ValidationError', 'Stack does not exist');
  answers['AmazonSSM.GetParameter'] = json({ Parameter: { Value: '28' } });
  const context = ['firewall=true', 'alarms=true', 'replicas=eu-west-1', 'sender=no-reply@example.org'];
  const { findings } = await examine(async () => aws, { stage: 'test', context });
  const statusOf = (name: string) => findings.find(({ check }) => check === name)?.status;
  const asked = ['stack-edge', 'stack-monitoring', 'stack-keys', 'stack-keys-eu-west-1', 'stack-data'];
  expect(asked.map(statusOf)).toEqual(asked.map(() => 'problem'));
  const { findings: without } = await examine(async () => aws, { stage: 'test' });
  expect(without.find(({ check }) => check === 'stack-edge')?.status).toBe('ok');
});
