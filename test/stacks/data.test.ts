import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tableNames } from '../../functions/steps.ts';
import { type Json, list, type Resource, render, type Stacks, synthesized, variants } from './templates.ts';

const keys: Record<(typeof tableNames)[number], string[]> = {
  users: ['id'],
  factors: ['userID', 'id'],
  challenges: ['id'],
  sessions: ['userID', 'id'],
  organizations: ['organizationID', 'item'],
  events: ['subject', 'id'],
  keys: ['id'],
  grants: ['id'],
  apps: ['owner', 'id'],
};
const expiring = ['challenges', 'sessions', 'events', 'grants'];

const [byDefault, production] = await Promise.all([
  synthesized(variants.default),
  synthesized(variants.production),
]);

const table = ({ data }: Stacks, stage: string, name: string): Resource =>
  data
    .resources('AWS::DynamoDB::GlobalTable')
    .find(({ Properties }) => Properties.TableName === `serverless-mfa-${stage}-${name}`) as Resource;

describe.each([
  ['dev', byDefault],
  ['prod', production],
] as const)('in the stage %s', (stage, stacks) => {
  it('there are the tables of the design and no others', () => {
    const all = stacks.all
      .flatMap((one) => one.resources())
      .filter(({ Type }) => Type.startsWith('AWS::DynamoDB::'));
    expect(all.map(({ Properties }) => Properties.TableName).sort()).toEqual(
      tableNames.map((name) => `serverless-mfa-${stage}-${name}`).sort(),
    );
  });

  it.each(tableNames)('the table %s is on demand, restorable, encrypted by KMS and never deleted', (name) => {
    const resource = table(stacks, stage, name);
    const { BillingMode, Replicas, SSESpecification } = resource.Properties;
    expect(BillingMode).toBe('PAY_PER_REQUEST');
    expect(Replicas).toHaveLength(1);
    for (const replica of Replicas) {
      expect(replica.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true });
      expect(replica.DeletionProtectionEnabled).toBe(true);
    }
    expect(SSESpecification).toEqual({ SSEEnabled: true, SSEType: 'KMS' });
    expect([resource.DeletionPolicy, resource.UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
  });

  it.each(tableNames)('the table %s has its keys, all of them strings', (name) => {
    const { KeySchema, AttributeDefinitions } = table(stacks, stage, name).Properties;
    expect(KeySchema.map(({ AttributeName }: Json) => AttributeName)).toEqual(keys[name]);
    expect(KeySchema.map(({ KeyType }: Json) => KeyType)).toEqual(
      ['HASH', 'RANGE'].slice(0, keys[name].length),
    );
    for (const { AttributeType } of AttributeDefinitions) expect(AttributeType).toBe('S');
  });

  it('no table has an index, which would be behind its table: what decides is read by primary key', () => {
    for (const name of tableNames) {
      const { GlobalSecondaryIndexes, LocalSecondaryIndexes } = table(stacks, stage, name).Properties;
      expect([GlobalSecondaryIndexes, LocalSecondaryIndexes]).toEqual([undefined, undefined]);
    }
  });

  it.each(tableNames)('rows of %s are cleaned up only where they expire', (name) => {
    const { TimeToLiveSpecification } = table(stacks, stage, name).Properties;
    expect(TimeToLiveSpecification).toEqual(
      expiring.includes(name) ? { AttributeName: 'ttl', Enabled: true } : undefined,
    );
  });

  it('every key rotates, outlives the stack, is named by its stage, and is open to no stranger', () => {
    const all = stacks.data.resources('AWS::KMS::Key');
    const aliases = stacks.data.resources('AWS::KMS::Alias').map(({ Properties }) => Properties.AliasName);
    const purposes = stage === 'prod' ? ['secrets', 'storage'] : ['secrets'];
    expect(aliases.sort()).toEqual(purposes.map((purpose) => `alias/serverless-mfa/${stage}/${purpose}`));
    expect(all).toHaveLength(purposes.length);
    for (const { Properties, DeletionPolicy, UpdateReplacePolicy } of all) {
      expect(Properties.EnableKeyRotation).toBe(true);
      // Each of the first two rotations adds a dollar a month: outside prod they are rare.
      expect(Properties.RotationPeriodInDays).toBe(stage === 'prod' ? 365 : 2560);
      expect(Properties.MultiRegion).toBeUndefined();
      expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
      for (const { Principal } of Properties.KeyPolicy.Statement) {
        expect(Principal).not.toBe('*');
        expect(list(Principal.AWS).map(render)).not.toContain('*');
      }
    }
  });
});

it('tables are encrypted by the AWS-managed key by default, and by a key of the account in prod', () => {
  const keyOf = (stacks: Stacks, stage: string) =>
    table(stacks, stage, 'users').Properties.Replicas[0].SSESpecification?.KMSMasterKeyId;
  expect(keyOf(byDefault, 'dev')).toBeUndefined();
  expect(render(keyOf(production, 'prod'))).toMatch(/^<KeysStorage\w+\.Arn>$/);
});

it('the key of the logs serves only the log groups of its stage', () => {
  const storage = production.data
    .resources('AWS::KMS::Key')
    .find(({ logicalID }) => logicalID.startsWith('KeysStorage')) as Resource;
  const forLogs = storage.Properties.KeyPolicy.Statement.find(({ Principal }: Json) => Principal.Service);
  expect(forLogs.Principal).toEqual({ Service: 'logs.eu-central-1.amazonaws.com' });
  const patterns = list<Json>(forLogs.Condition.ArnLike['kms:EncryptionContext:aws:logs:arn']).map(render);
  expect(patterns.map((pattern) => pattern.slice(pattern.indexOf('log-group:')))).toEqual([
    'log-group:/serverless-mfa/prod/*',
    'log-group:/aws/vendedlogs/serverless-mfa/prod/*',
  ]);
  for (const { Properties } of production.service.resources('AWS::Logs::LogGroup'))
    expect(Properties.LogGroupName).toMatch(
      /^(\/serverless-mfa\/prod|\/aws\/vendedlogs\/serverless-mfa\/prod)\/[\w-]+$/,
    );
});

it('production is protected from a careless destroy', () => {
  const isProtected = ({ all }: Stacks) => all.map(({ terminationProtection }) => terminationProtection);
  expect(isProtected(production)).toEqual([true, true, true, true, true]);
  expect(isProtected(byDefault)).toEqual([false, false, false]);
});

it('every read of the functions is consistent', () => {
  const folder = new URL('../../functions/adapters/', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const texts = files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(new URL(file, folder), 'utf8'));
  const reads = texts.flatMap(
    (text) => text.match(/new (GetItem|BatchGetItem|Query|Scan|TransactGetItems)Command/g) ?? [],
  );
  const consistent = texts.flatMap((text) => text.match(/ConsistentRead: true/g) ?? []);
  expect(new Set(reads)).toEqual(new Set(['new BatchGetItemCommand', 'new QueryCommand']));
  expect(consistent.length).toBe(reads.length);
});
