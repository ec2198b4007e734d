import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { jobs } from '../../functions/jobs.ts';
import { type Step, steps, tableNames } from '../../functions/steps.ts';
import {
  allowances,
  type Json,
  list,
  type Resource,
  render,
  type Stacks,
  synthesized,
  variants,
} from './templates.ts';

const stages = {
  default: { ...(await synthesized(variants.default)), stage: 'dev', sender: 'no-reply@example.com' },
  production: {
    ...(await synthesized(variants.production)),
    stage: 'prod',
    sender: 'no-reply@accounts.example.com',
  },
};

const dashed = (name: string) => name.replaceAll('/', '-');
const arn = (service: string, resource: string) =>
  `arn:<AWS::Partition>:${service}:<AWS::Region>:<AWS::AccountId>:${resource}`;
const exact = (value: Json) => JSON.stringify(value);

function functionOf({ rows }: Stacks, stage: string, step: Step): Resource {
  const found = rows
    .resources('AWS::Lambda::Function')
    .filter(({ Properties }) => Properties.FunctionName === `serverless-mfa-${stage}-${dashed(step.name)}`);
  expect(found).toHaveLength(1);
  return found[0] as Resource;
}

function roleOf({ rows }: Stacks, lambda: Resource): Resource {
  const [logicalID] = lambda.Properties.Role['Fn::GetAtt'];
  return rows.resources('AWS::IAM::Role').find((role) => role.logicalID === logicalID) as Resource;
}

const keyArn = (stacks: Stacks, alias: string): string => {
  const target = stacks.data
    .resources('AWS::KMS::Alias')
    .find(({ Properties }) => Properties.AliasName.endsWith(alias))?.Properties.TargetKeyId;
  const outputs = Object.entries<Json>(stacks.data.template.Outputs).filter(
    ([, { Value }]) => exact(Value) === exact(target),
  );
  // The key of tables and logs can be turned off; it is read without an export.
  const weak = outputs.find(([, { Export }]) => !Export)?.[0];
  return weak
    ? `<serverless-mfa-prod-data ${weak}>`
    : `<import ${outputs.map(([, { Export }]) => Export?.Name).at(0)}>`;
};

/** What the row says, told here once more so that a change of lib/ shows. */
function tablesOf(step: Step): Map<string, Set<string>> {
  const tables = new Map<string, Set<string>>();
  const add = (table: string, actions: readonly string[]) =>
    tables.set(table, new Set([...(tables.get(table) ?? []), ...actions]));
  for (const table of tableNames) if (step.tables[table]) add(table, step.tables[table]);
  if (step.keys.length > 0) add('keys', ['BatchGetItem', 'PutItem']);
  return tables;
}

/** X-Ray knows no resources: the one permission that names none. */
const tracing = ['xray:PutTelemetryRecords on *', 'xray:PutTraceSegments on *'];

const storageActions = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

describe.each(Object.entries(stages))('in the %s stage, the function of', (name, stacks) => {
  const { stage, sender, rows } = stacks;
  /** Where the region is a setting, the template names it. */
  const inRegion = (text: string) =>
    name === 'production'
      ? text.replace('<AWS::Partition>', 'aws').replace('<AWS::Region>', 'eu-central-1')
      : text;

  describe.each(steps.map((step) => [step.name, step] as const))('%s', (_name, given) => {
    const step: Step = given;
    const lambda = functionOf(stacks, stage, step);
    const role = roleOf(stacks, lambda);
    const { Properties } = lambda;
    const logGroup = rows
      .resources('AWS::Logs::LogGroup')
      .find(({ logicalID }) => logicalID === Properties.LoggingConfig.LogGroup.Ref) as Resource;

    it('may do exactly what its row says', () => {
      const expected = [
        ...['logs:CreateLogStream', 'logs:PutLogEvents'].map(
          (action) => `${action} on <${logGroup.logicalID}.Arn>`,
        ),
        ...tracing,
      ];
      for (const [table, actions] of tablesOf(step))
        for (const action of actions)
          expected.push(
            `dynamodb:${action} on ${inRegion(arn('dynamodb', `table/serverless-mfa-${stage}-${table}`))}`,
          );
      if (step.mail) {
        for (const resource of ['identity/*', `configuration-set/serverless-mfa-${stage}`])
          expected.push(
            `ses:SendEmail on ${inRegion(arn('ses', resource))} if ${exact({ StringEquals: { 'ses:FromAddress': sender } })}`,
          );
      }
      if (step.keys.length > 0) {
        const condition = exact({ StringEquals: { 'kms:EncryptionContext:purpose': step.keys } });
        for (const action of ['kms:Decrypt', 'kms:GenerateDataKey'])
          expected.push(`${action} on ${keyArn(stacks, '/secrets')} if ${condition}`);
      }
      if (name === 'production' && tablesOf(step).size > 0) {
        const condition = exact({
          StringEquals: { 'kms:ViaService': 'dynamodb.eu-central-1.amazonaws.com' },
        });
        for (const action of storageActions)
          expected.push(`${action} on ${keyArn(stacks, '/storage')} if ${condition}`);
      }
      expect(allowances(role.Properties.Policies)).toEqual(expected.map((line) => `Allow ${line}`).sort());
    });

    it('has a role of its own, which only Lambda may take and nothing else adds to', () => {
      expect(role.Properties.ManagedPolicyArns).toBeUndefined();
      expect(role.Properties.AssumeRolePolicyDocument.Statement).toEqual([
        { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } },
      ]);
      const users = rows
        .resources('AWS::Lambda::Function')
        .filter((other) => other.Properties.Role['Fn::GetAtt'][0] === role.logicalID);
      expect(users).toHaveLength(1);
      const added = [...rows.resources('AWS::IAM::Policy'), ...rows.resources('AWS::IAM::ManagedPolicy')];
      expect(JSON.stringify(added)).not.toContain(role.logicalID);
    });

    it('runs on the newest Node, on arm64, with the memory of its row, for 10 seconds at most', () => {
      expect(Properties.Runtime).toBe('nodejs24.x');
      expect(Properties.Architectures).toEqual(['arm64']);
      expect(Properties.MemorySize).toBe(step.memory === 'hashing' ? 1769 : 512);
      expect(Properties.Timeout).toBeLessThanOrEqual(10);
      expect(Properties.Handler).toBe('index.handler');
    });

    it('is traced', () => {
      expect(Properties.TracingConfig).toEqual({ Mode: 'Active' });
    });

    it('may in prod take its share of the concurrency of the account where it hashes or mails, and no more', () => {
      const share = step.memory === 'hashing' ? 20 : step.mail ? 10 : undefined;
      expect(Properties.ReservedConcurrentExecutions).toBe(name === 'production' ? share : undefined);
    });

    it('writes JSON to a log group of its own, kept for a set time', () => {
      expect(Properties.LoggingConfig.LogFormat).toBe('JSON');
      expect(logGroup.Properties.LogGroupName).toBe(`/serverless-mfa/${stage}/${dashed(step.name)}`);
      expect(logGroup.Properties.RetentionInDays).toBe(90);
      const key = name === 'production' ? keyArn(stacks, '/storage') : undefined;
      expect(logGroup.Properties.KmsKeyId && render(logGroup.Properties.KmsKeyId)).toBe(key);
    });

    it('knows only the tables, the sender and the key that its row grants, and no secret in the clear', () => {
      const {
        STAGE,
        PUBLIC_ORIGIN,
        BRAND_NAME,
        REGISTRATION,
        DAILY_MAILS,
        PASSWORD_MIN_LENGTH,
        TRUSTED_BROWSER_DAYS,
        EDGE_SECRET_SHA256,
        EDGE_ONLY,
        ...granted
      } = Properties.Environment.Variables;
      expect(STAGE).toBe(stage);
      expect(render(PUBLIC_ORIGIN)).toMatch(
        name === 'production'
          ? /^https:\/\/accounts\.example\.com$/
          : /^https:\/\/<(\w+\.DomainName|import serverless-mfa-dev-service:.*DomainName\w*)>$/,
      );
      expect([BRAND_NAME, REGISTRATION, DAILY_MAILS, PASSWORD_MIN_LENGTH, TRUSTED_BROWSER_DAYS]).toEqual([
        'Serverless MFA',
        'open',
        name === 'production' ? '50000' : '200',
        '15',
        '0',
      ]);
      expect(render(EDGE_SECRET_SHA256)).toMatch(
        /^<(EdgeSecretDigests1\w*\.Sha256|serverless-mfa-\w+-service \w*EdgeSecretDigests1\w*)>$/,
      );
      expect(EDGE_ONLY).toBe(name === 'production' ? 'true' : undefined);
      const tables = [...tablesOf(step).keys()].map((table) => [
        `${table.toUpperCase()}_TABLE`,
        `serverless-mfa-${stage}-${table}`,
      ]);
      const expected: Json = Object.fromEntries(tables);
      if (step.mail)
        Object.assign(expected, { SENDER: sender, CONFIGURATION_SET: `serverless-mfa-${stage}` });
      if (step.keys.length > 0)
        Object.assign(expected, { KEY_ARN: keyArn(stacks, '/secrets'), KEY_VERSION: '1' });
      expect(Object.fromEntries(Object.entries(granted).map(([key, value]) => [key, render(value)]))).toEqual(
        expected,
      );
    });
  });
});

describe.each(Object.entries(stages))('over all stacks of the %s stage', (_name, stacks) => {
  it('nothing can make password hashes cheaper', () => {
    const templates = JSON.stringify(stacks.all.map(({ template }) => template));
    expect(templates.match(/hash.?cost|argon/i)).toBeNull();
  });

  const statements = stacks.all
    .flatMap((stack) => [...stack.resources('AWS::IAM::Role'), ...stack.resources('AWS::IAM::Policy')])
    .flatMap(({ Properties }) =>
      [...list<Json>(Properties.Policies), Properties].filter((one) => one.PolicyDocument),
    )
    .flatMap((policy) => list<Json>(policy.PolicyDocument.Statement));

  it('no permission has a wildcard for its actions, nor for all resources, but to tell X-Ray', () => {
    expect(statements.length).toBeGreaterThan(steps.length);
    for (const { Action, Resource, NotAction, NotResource } of statements) {
      expect(list<string>(Action).filter((action) => action.includes('*'))).toEqual([]);
      if (list<Json>(Resource).includes('*'))
        expect(list<string>(Action).map((action) => `${action} on *`)).toEqual(tracing);
      expect([NotAction, NotResource]).toEqual([undefined, undefined]);
    }
  });

  it('no role takes a managed policy', () => {
    const roles = stacks.all.flatMap((stack) => stack.resources('AWS::IAM::Role'));
    expect(roles.filter(({ Properties }) => Properties.ManagedPolicyArns)).toEqual([]);
  });

  it('no function has a URL of its own, and each may be called only by its route or its rule', () => {
    const types = stacks.all.flatMap((stack) => stack.resources()).map(({ Type }) => Type);
    expect(types).not.toContain('AWS::Lambda::Url');
    const permissions = stacks.rows.resources('AWS::Lambda::Permission');
    const ofRules = permissions.filter(({ Properties }) => Properties.Principal === 'events.amazonaws.com');
    const ofRoutes = permissions.filter((permission) => !ofRules.includes(permission));
    expect([ofRoutes.length, ofRules.length]).toEqual([steps.length, jobs.length]);
    for (const { Properties } of ofRules) expect(render(Properties.SourceArn)).toMatch(/^<\w+Rule\w+\.Arn>$/);
    for (const { Properties } of ofRoutes) {
      expect(Properties.Principal).toBe('apigateway.amazonaws.com');
      expect(render(Properties.SourceArn)).toMatch(
        /:execute-api:.*:<(?:\w+|import [\w-]+-service:\w+)>\/\*\/\*\/api\/[^*]+$/,
      );
    }
  });

  it('besides steps and jobs, only deployments have functions: for the files of the site and the digest of the edge secret', () => {
    const others = stacks.rows
      .resources('AWS::Lambda::Function')
      .filter(
        ({ Properties }) =>
          ![...steps, ...jobs].some(({ name }) => String(Properties.FunctionName).endsWith(dashed(name))),
      );
    expect(others.map(({ logicalID }) => logicalID).sort()).toEqual(
      [
        expect.stringMatching(/^CustomCDKBucketDeployment/),
        expect.stringMatching(/^EdgeSecretFunction/),
      ].sort(),
    );
  });
});

it('what is reserved in prod leaves a tenth of the quota of a seasoned account to the others', () => {
  const reserved = stages.production.rows
    .resources('AWS::Lambda::Function')
    .map(({ Properties }) => Number(Properties.ReservedConcurrentExecutions ?? 0));
  expect(reserved.reduce((sum, one) => sum + one)).toBeLessThanOrEqual(900);
});

describe('the secret between CloudFront and the functions', () => {
  const accepted = async (settings: { edgeSecretVersion?: number; edgeSecretNext?: boolean }) => {
    const { service } = await synthesized(settings);
    const digests = service.only('Custom::EdgeSecretDigests');
    const { Properties } = functionOf({ rows: service } as Stacks, 'dev', steps[0]);
    const { EDGE_SECRET_SHA256 } = Properties.Environment.Variables;
    expect(render(EDGE_SECRET_SHA256)).toBe(`<${digests.logicalID}.Sha256>`);
    return {
      accepted: digests.Properties.SecretArns.map(render).map((arn: string) => /\d/.exec(arn)?.[0]),
      created: service.resources('AWS::SecretsManager::Secret').length,
    };
  };

  it('is rotated in two deployments: the functions accept the new one before CloudFront sends it', async () => {
    expect(await accepted({})).toEqual({ accepted: ['1'], created: 1 });
    expect(await accepted({ edgeSecretNext: true })).toEqual({ accepted: ['1', '2'], created: 2 });
    expect(await accepted({ edgeSecretVersion: 2 })).toEqual({ accepted: ['1', '2'], created: 2 });
    expect(await accepted({ edgeSecretVersion: 3 })).toEqual({ accepted: ['2', '3'], created: 2 });
  });

  it('is not shown to those who may read the configuration of functions: only CloudFront refers to it', async () => {
    for (const settings of [{}, { edgeSecretVersion: 2 }]) {
      const { all } = await synthesized(settings);
      const holders = all
        .flatMap((stack) => stack.resources())
        .filter(({ Properties }) => JSON.stringify(Properties).includes('{{resolve:'));
      expect(holders.map(({ Type }) => Type)).toEqual(['AWS::CloudFront::Distribution']);
    }
  });

  it('is read by the function that CloudFormation asks for its digest, and by no other', async () => {
    const { service } = await synthesized({ edgeSecretVersion: 2 });
    const readers = service
      .resources('AWS::IAM::Role')
      .filter(({ Properties }) => JSON.stringify(Properties).includes('secretsmanager:'));
    expect(readers.map(({ logicalID }) => logicalID)).toEqual([expect.stringMatching(/^EdgeSecretRole/)]);
    expect(allowances(list<Json>(readers[0]?.Properties.Policies))).toEqual([
      expect.stringMatching(/^Allow logs:CreateLogStream on <EdgeSecretLogs\w+\.Arn>$/),
      expect.stringMatching(/^Allow logs:PutLogEvents on <EdgeSecretLogs\w+\.Arn>$/),
      expect.stringMatching(/^Allow secretsmanager:GetSecretValue on <EdgeSecret1\w+>$/),
      expect.stringMatching(/^Allow secretsmanager:GetSecretValue on <EdgeSecret2\w+>$/),
    ]);
  });

  it('is random and long', () => {
    const { Properties } = stages.default.service.only('AWS::SecretsManager::Secret');
    expect(Properties.GenerateSecretString).toMatchObject({ PasswordLength: 64, ExcludePunctuation: true });
    expect(Properties.SecretString).toBeUndefined();
  });
});

it('every row has its file', () => {
  for (const { name } of steps)
    expect(existsSync(new URL(`../../functions/steps/${name}.ts`, import.meta.url)), name).toBe(true);
});
