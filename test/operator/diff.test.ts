import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { synthesize } from '../../lib/app.ts';
import { judgeChanges } from '../../operator/diff/judge.ts';
import { parseDiff, type ResourceChange } from '../../operator/diff/parse.ts';
import { type Json, variants } from '../stacks/templates.ts';
import { runCommand } from '../support/operator.ts';

/** `npm run diff`, with the CDK's own comparison of templates. */

let folder: string;
const inFolder = (...names: readonly string[]) => join(folder, ...names);
const environment = { AWS_REGION: 'eu-central-1', NO_COLOR: '1' };
const diff = (...words: readonly string[]) =>
  runCommand('diff', ['--app', inFolder('present'), ...words], environment);

/** The templates of an earlier deployment, which differ from the present ones. */
function writeEarlier(name: string, changes: Readonly<Record<string, (resources: Json) => void>>): void {
  mkdirSync(inFolder(name));
  for (const [stack, change] of Object.entries(changes)) {
    const file = `${stack}.template.json`;
    const template = JSON.parse(readFileSync(inFolder('present', file), 'utf8'));
    change(template.Resources);
    writeFileSync(inFolder(name, file), JSON.stringify(template));
  }
}

const find = (resources: Json, type: string, part: string): Json =>
  Object.entries(resources as Record<string, Json>).find(
    ([id, { Type }]) => Type === type && id.includes(part),
  )?.[1];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'serverless-mfa-diff-test-'));
  await synthesize(variants.production, inFolder('present'));
  writeEarlier('same', { Data: () => undefined });
  writeEarlier('earlier', {
    Data: (resources) => {
      find(resources, 'AWS::DynamoDB::GlobalTable', 'Users').Properties.TableName = 'another-name';
      delete find(resources, 'AWS::DynamoDB::GlobalTable', 'Factors').Properties.SSESpecification;
      resources.OldTable = { Type: 'AWS::DynamoDB::GlobalTable', Properties: {}, DeletionPolicy: 'Retain' };
    },
    Monitoring: (resources) => {
      resources.OldAlarm = { Type: 'AWS::CloudWatch::Alarm', Properties: {} };
      resources.OldPermission = { Type: 'AWS::Lambda::Permission', Properties: {} };
    },
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('says what is lost, then what is interrupted, and ends with 1 until it is accepted', async () => {
  const { code, out } = await diff('--against', inFolder('earlier'));
  expect(out).toMatch(
    /^lost +The table Tables\/Users is replaced by a new one \(TableName\)\.\n.*the stage begins with an empty one/m,
  );
  expect(out).toMatch(/^lost +The table OldTable is no longer part of the stack\.\n.*must be imported/m);
  expect(out).toMatch(
    /^interrupted +The table Tables\/Factors changes\.\n.*minutes in which nobody signs in/m,
  );
  expect(out).toMatch(/^interrupted +The alarm OldAlarm is deleted\.\n.*no longer raises an alarm/m);
  expect(out).not.toContain('OldPermission');
  expect(out).toContain('1 other resource is created or changed');
  expect(out.lastIndexOf('lost  ')).toBeLessThan(out.indexOf('interrupted  '));
  expect(code).toBe(1);

  const accepted = /--accept .*$/m.exec(out)?.[0].split(' ') ?? [];
  expect(accepted).toHaveLength(8);
  const again = await diff('--against', inFolder('earlier'), '--json', ...accepted);
  expect(JSON.parse(again.out)).toMatchObject({ ok: true, harmless: 1, risky: [{}, {}, {}, {}] });
  expect(again.code).toBe(0);
});

test('says that nothing changes', async () => {
  expect(await diff('--against', inFolder('same'))).toMatchObject({
    code: 0,
    out: 'Nothing changes.\nNothing is lost or interrupted.\n',
  });
});

test('refuses a folder without templates', async () => {
  expect(await diff('--against', inFolder('nothing'))).toMatchObject({
    code: 2,
    err: expect.stringContaining('npx cdk synth'),
  });
});

describe('the output of cdk diff', () => {
  test('is read with all that is no resource left out', () => {
    const text = [
      'Stack Service (serverless-mfa-dev-service)',
      'Parameters',
      '[+] Parameter Version Version: {"Type":"String"}',
      'Resources',
      '[~] AWS::Lambda::Function AuthSignIn/Function AuthSignInFunction1234 may be replaced',
      ' ├─ [~] FunctionName (may cause replacement)',
      ' │   └─ [+] new',
      ' └─ [~] Environment',
      '[-] Custom::Thing Thing destroy',
      'Outputs',
      '[~] Output PublicOrigin PublicOrigin: {"Value":"x"}',
    ].join('\n');
    const stack = 'serverless-mfa-dev-service';
    expect(parseDiff(text)).toEqual([
      {
        stack,
        type: 'AWS::Lambda::Function',
        path: 'AuthSignIn/Function',
        logicalID: 'AuthSignInFunction1234',
        impact: 'may-replace',
        properties: ['FunctionName', 'Environment'],
      },
      { stack, type: 'Custom::Thing', path: '', logicalID: 'Thing', impact: 'destroy', properties: [] },
    ]);
  });

  test.each([
    ['Stack Data (serverless-mfa-dev-data) (aws://123456789012/eu-central-1)', 'serverless-mfa-dev-data'],
    ['Stack Data (serverless-mfa-dev-data)', 'serverless-mfa-dev-data'],
    ['Stack Data (aws://123456789012/eu-central-1)', 'Data'],
    ['Stack Data', 'Data'],
  ])('names the stack in %s', (line, stack) => {
    expect(parseDiff(`${line}\n[+] AWS::KMS::Key Key Key1`)).toMatchObject([{ stack, impact: 'create' }]);
  });

  test('is refused where a line is not understood, rather than read in part', () => {
    expect(() => parseDiff('[!] AWS::KMS::Key Key Key1 explode')).toThrow(
      'is not understood: [!] AWS::KMS::Key',
    );
  });
});

describe('a change of', () => {
  const change = (type: string, impact: ResourceChange['impact']): ResourceChange => ({
    stack: 'serverless-mfa-dev-service',
    type,
    path: 'Thing',
    logicalID: 'Thing1',
    impact,
    properties: [],
  });

  test.each([
    ['AWS::KMS::Key', 'orphan', 'lost', 'as long as nobody deletes it'],
    ['AWS::CloudFront::Distribution', 'replace', 'lost', 'passkeys'],
    ['AWS::Logs::LogGroup', 'destroy', 'lost', 'deleted'],
    ['AWS::SES::EmailIdentity', 'destroy', 'interrupted', 'Was the setting "sender" or "domain" forgotten?'],
    ['AWS::Route53::RecordSet', 'destroy', 'interrupted', 'no longer leads here'],
    ['AWS::WAFv2::WebACL', 'destroy', 'interrupted', 'Nothing limits'],
    ['AWS::Lambda::Function', 'may-replace', 'interrupted', 'Requests can fail'],
    ['AWS::Quite::New', 'destroy', 'interrupted', 'depends on it'],
  ] as const)('%s by %s is %s', (type, impact, risk, words) => {
    const { risky } = judgeChanges([change(type, impact)]);
    expect(risky).toMatchObject([{ risk, means: expect.stringContaining(words) }]);
  });

  test.each([
    ['AWS::Lambda::Permission', 'replace'],
    ['Custom::CDKBucketDeployment', 'replace'],
    ['AWS::Lambda::Function', 'update'],
    ['AWS::DynamoDB::GlobalTable', 'create'],
  ] as const)('%s by %s is not a risk', (type, impact) => {
    expect(judgeChanges([change(type, impact)])).toEqual({ risky: [], harmless: 1 });
  });
});
