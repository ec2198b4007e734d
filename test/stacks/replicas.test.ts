import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tableNames } from '../../functions/steps.ts';
import { synthesize } from '../../lib/app.ts';
import { SettingsError } from '../../lib/settings.ts';
import { type Json, render, synthesized, variants } from './templates.ts';

const replicas = ['eu-west-1', 'eu-north-1'];
const withReplicas = { ...variants.production, replicas };
const { data } = await synthesized(withReplicas);
const [primary, ...others] = await keyStacks();

/** The stacks of keys by region, the primary's first. */
async function keyStacks() {
  const folder = mkdtempSync(join(tmpdir(), 'serverless-mfa-replicas-'));
  const { stacks } = await synthesize(withReplicas, folder);
  // A template is read when it is first asked for.
  const found = stacks
    .filter(({ id }) => id.startsWith('Keys'))
    .map(({ environment, template }) => ({ region: environment.region, template: template as Json }));
  rmSync(folder, { recursive: true, force: true });
  return found.sort((one) => (one.region === 'eu-central-1' ? -1 : 1));
}

const resourcesOf = (template: Json, type: string): Json[] =>
  Object.values<Json>(template.Resources).filter(({ Type }) => Type === type);

describe('with replicas in other regions', () => {
  it.each(tableNames)('the table %s is in each of them, as well kept as in the first', (name) => {
    const table = data
      .resources('AWS::DynamoDB::GlobalTable')
      .find(({ Properties }) => Properties.TableName === `serverless-mfa-prod-${name}`);
    const { Replicas, StreamSpecification } = table?.Properties ?? {};
    expect(Replicas.map(({ Region }: Json) => Region).sort()).toEqual(['eu-central-1', ...replicas].sort());
    for (const replica of Replicas) {
      expect(replica.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true });
      expect(replica.DeletionProtectionEnabled).toBe(true);
    }
    expect(StreamSpecification).toEqual({ StreamViewType: 'NEW_AND_OLD_IMAGES' });
    expect([table?.DeletionPolicy, table?.UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
  });

  it('a replica is encrypted with the key of its own region', () => {
    const [table] = data.resources('AWS::DynamoDB::GlobalTable');
    for (const { Region, SSESpecification } of table?.Properties.Replicas ?? []) {
      if (Region === 'eu-central-1') continue;
      expect(render(SSESpecification.KMSMasterKeyId)).toMatch(new RegExp(`^arn:aws:kms:${Region}:`));
    }
  });

  it('both keys are in each region: what they wrap can be opened where the first region is gone', () => {
    expect(
      resourcesOf(primary?.template, 'AWS::KMS::Key').map(({ Properties }) => Properties.MultiRegion),
    ).toEqual([true, true]);
    expect(others.map(({ region }) => region).sort()).toEqual([...replicas].sort());
    for (const { template } of others) {
      const keys = resourcesOf(template, 'AWS::KMS::ReplicaKey');
      expect(keys).toHaveLength(2);
      for (const { Properties, DeletionPolicy, UpdateReplacePolicy } of keys) {
        expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
        expect(Properties.PrimaryKeyArn['Fn::GetStackOutput']).toMatchObject({ Region: 'eu-central-1' });
        for (const { Principal } of Properties.KeyPolicy.Statement)
          expect(render(Principal.AWS)).toMatch(/:root$/);
      }
      const aliases = resourcesOf(template, 'AWS::KMS::Alias').map(({ Properties }) => Properties.AliasName);
      expect(aliases.sort()).toEqual([
        'alias/serverless-mfa/prod/secrets',
        'alias/serverless-mfa/prod/storage',
      ]);
    }
  });

  it('the keys rotate in the first region, for all of them', () => {
    for (const { Properties, DeletionPolicy } of resourcesOf(primary?.template, 'AWS::KMS::Key')) {
      expect([Properties.EnableKeyRotation, DeletionPolicy]).toEqual([true, 'Retain']);
    }
    expect(data.resources('AWS::KMS::Key')).toEqual([]);
  });
});

it('the region that is deployed to is no replica of itself, also where only the environment names it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'serverless-mfa-replicas-'));
  const before = process.env['CDK_DEFAULT_REGION'];
  process.env['CDK_DEFAULT_REGION'] = 'eu-west-1';
  await expect(synthesize({ replicas }, folder)).rejects.toThrow(SettingsError);
  if (before === undefined) delete process.env['CDK_DEFAULT_REGION'];
  else process.env['CDK_DEFAULT_REGION'] = before;
  rmSync(folder, { recursive: true, force: true });
});
