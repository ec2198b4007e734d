import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { describe, expect, it } from 'vitest';
import { jobs } from '../../functions/jobs.ts';
import { steps } from '../../functions/steps.ts';
import { defineApp } from '../../lib/app.ts';
import { readSettings } from '../../lib/settings.ts';
import { type Json, synthesized, variants } from './templates.ts';

// The apps below are made of the bundles and the site that this builds.
await synthesized(variants.default);

/** The app of a variant, checked by cdk-nag and by CloudFormation's own rules. */
function checked(settings: Readonly<Record<string, unknown>>) {
  const outdir = mkdtempSync(join(tmpdir(), 'serverless-mfa-nag-'));
  const app = defineApp(readSettings(settings), { outdir, forDeployment: true });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  let failure: unknown;
  try {
    app.synth();
  } catch (error) {
    failure = error;
  }
  const report = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')) as Json;
  rmSync(outdir, { recursive: true, force: true });
  const findings = report.pluginReports.flatMap(({ violations }: Json) =>
    violations.map(({ ruleName, violatingConstructs }: Json) => ({
      ruleName,
      where: violatingConstructs.map(({ constructPath }: Json) => constructPath),
    })),
  );
  return { app, failure, findings };
}

function acknowledgements(app: IConstruct) {
  const found: { id: string; reason: string; path: string }[] = [];
  for (const { node } of app.node.findAll())
    for (const { type, data } of node.metadata)
      if (type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
        for (const [id, reason] of Object.entries(data as Record<string, string>))
          found.push({ id, reason, path: node.path });
  return found;
}

const replicas = { ...variants.production, replicas: ['eu-west-1'] };
const checkedVariants: [string, Readonly<Record<string, unknown>>][] = [
  ...Object.entries(variants),
  ['replicas', replicas],
];

describe.each(checkedVariants)('the variant "%s"', (_name, settings) => {
  const { domain, firewall, alarms, dashboard } = readSettings(settings);
  const { app, failure, findings } = checked(settings);

  it('has no finding of cdk-nag or of CloudFormation that is not acknowledged', () => {
    const notices = ['Annotation::serverless-mfa:sender', 'Annotation::serverless-mfa:alarmAddress'];
    expect(findings.filter(({ ruleName }: Json) => !notices.includes(ruleName))).toEqual([]);
    expect(failure).toBeUndefined();
  });

  it('acknowledges these findings, each on its own resource and with its reason', () => {
    const all = acknowledgements(app);
    const ofRows = ['APIG4', 'IAM5[Resource::*]', ':identity/*]'];
    const others = all.filter(({ id }) => !ofRows.some((rule) => id.endsWith(rule)));
    const roles = all.filter(({ id }) => id.endsWith('IAM5[Resource::*]')).map(({ path }) => path);
    expect(roles).toHaveLength(steps.length + jobs.length);
    expect(new Set(roles).size).toBe(roles.length);
    expect(
      others.map(({ id, path }) => `${id.replace(/^.*::(?=AwsSolutions)/, '')} at ${path}`).sort(),
    ).toEqual(
      [
        'AwsSolutions-CFR1 at Service/Edge/Distribution',
        ...(firewall ? [] : ['AwsSolutions-CFR2 at Service/Edge/Distribution']),
        'AwsSolutions-CFR3 at Service/Edge/Distribution',
        ...(domain ? [] : ['AwsSolutions-CFR4 at Service/Edge/Distribution']),
        'AwsSolutions-IAM5[Resource::<SiteBucket978D4AEB.Arn>/*] at Service/Site/FilesRole',
        'AwsSolutions-L1 at Service/Custom::CDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C',
        'AwsSolutions-SMG4 at Service/EdgeSecret1',
        'AwsSolutions-SQS3 at Service/FailedJobs/Queue',
        ...(alarms || dashboard ? [] : ['CloudFormation-Validate::F0001 at Monitoring']),
      ].sort(),
    );
    for (const { reason } of all) expect(reason.length).toBeGreaterThan(30);
  });
});
