import { describe, expect, it } from 'vitest';
import {
  everyVariant,
  type Json,
  list,
  type Resource,
  type Stack,
  synthesized,
  variants,
} from '../templates.ts';

/**
 * AWS's quotas that a deployment would only meet in an account, each with its page. Where growth is expected, the bound is below the
 * quota.
 */

const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value ?? ''));
/** As long as a value can become: a reference is taken for a long ARN. */
const longest = (value: Json): number =>
  JSON.stringify(value, (_, inner: Json) =>
    inner && typeof inner === 'object' && !Array.isArray(inner) && Object.keys(inner).some(isIntrinsic)
      ? intrinsicText(inner)
      : inner,
  ).length;
const isIntrinsic = (key: string) => key === 'Ref' || key.startsWith('Fn::');
const intrinsicText = (value: Json): string =>
  value['Fn::Join'] ? value['Fn::Join'][1].map((part: Json) => textOf(part)).join('') : 'x'.repeat(100);

const of = (stacks: readonly Stack[], type: string): Resource[] =>
  stacks.flatMap((stack) => stack.resources(type));

describe.each(Object.entries(everyVariant))('the stacks of the variant "%s"', (_name, settings) => {
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
  it('fit the quotas of CloudFormation: 500 resources, 1 MB, 200 outputs, 200 parameters', async () => {
    for (const { template } of (await synthesized(settings)).all) {
      expect(Object.keys(template.Resources).length).toBeLessThan(450);
      expect(Buffer.byteLength(JSON.stringify(template, undefined, 1))).toBeLessThan(900_000);
      expect(Object.keys(template.Outputs ?? {}).length).toBeLessThanOrEqual(200);
      expect(Object.keys(template.Parameters ?? {}).length).toBeLessThanOrEqual(200);
      for (const { Description } of Object.values<Json>(template.Outputs ?? {}))
        expect((Description ?? '').length).toBeLessThanOrEqual(1024);
    }
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  it('fit the quotas of IAM: 10,240 characters of inline policies, 1,000 of a description', async () => {
    const roles = of((await synthesized(settings)).all, 'AWS::IAM::Role');
    expect(roles.length).toBeGreaterThan(10);
    for (const { Properties, logicalID } of roles) {
      const sizes = list<Json>(Properties.Policies).map(({ PolicyDocument }) => longest(PolicyDocument));
      expect(
        sizes.reduce((sum, size) => sum + size, 0),
        logicalID,
      ).toBeLessThan(10_240);
      expect((Properties.Description ?? '').length, logicalID).toBeLessThanOrEqual(1000);
    }
  });

  // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
  it('fit the quotas of Lambda: 64 characters of a name, 256 of a description, 4 KB of environment', async () => {
    for (const { Properties, logicalID } of of((await synthesized(settings)).all, 'AWS::Lambda::Function')) {
      expect((Properties.FunctionName ?? '').length, logicalID).toBeLessThanOrEqual(64);
      expect((Properties.Description ?? '').length, logicalID).toBeLessThanOrEqual(256);
      expect(longest(Properties.Environment?.Variables ?? {}), logicalID).toBeLessThan(4096);
    }
  });

  // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
  it('fit the quotas of HTTP APIs: 300 routes, 300 integrations, integrations of at most 30 seconds', async () => {
    const { rows } = await synthesized(settings);
    for (const type of ['Route', 'Integration'])
      expect(rows.resources(`AWS::ApiGatewayV2::${type}`).length).toBeLessThanOrEqual(300);
    const called = rows
      .resources('AWS::Lambda::Function')
      .filter(({ Properties }) => Properties.Timeout === 10);
    expect(called.length).toBeGreaterThan(10);
  });

  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
  it('fit the quotas of CloudFront: 25 behaviors, 10 headers of an origin, 10 KB of a function', async () => {
    const { service } = await synthesized(settings);
    const { DistributionConfig } = service.only('AWS::CloudFront::Distribution').Properties;
    expect(DistributionConfig.CacheBehaviors.length).toBeLessThan(25);
    for (const { OriginCustomHeaders } of DistributionConfig.Origins)
      expect(list(OriginCustomHeaders).length).toBeLessThanOrEqual(10);
    for (const { Properties } of service.resources('AWS::CloudFront::Function'))
      expect(Buffer.byteLength(Properties.FunctionCode)).toBeLessThanOrEqual(10_240);
  });

  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html and the API reference of each service
  it('have names that each service accepts', async () => {
    const limits: Readonly<Record<string, readonly [string, number]>> = {
      'AWS::Logs::LogGroup': ['LogGroupName', 512],
      'AWS::DynamoDB::GlobalTable': ['TableName', 255],
      'AWS::CloudWatch::Alarm': ['AlarmName', 255],
      'AWS::SES::ConfigurationSet': ['Name', 64],
      'AWS::KMS::Alias': ['AliasName', 256],
      'AWS::CloudFront::Function': ['Name', 64],
      'AWS::CloudFront::ResponseHeadersPolicy': ['Name', 128],
    };
    const { all: stacks } = await synthesized(settings);
    for (const [type, [property, most]] of Object.entries(limits))
      for (const { Properties, logicalID } of of(stacks, type)) {
        const name = Properties[property];
        if (typeof name === 'string') expect(name.length, logicalID).toBeLessThanOrEqual(most);
      }
  });

  it('create the log group of a function before the function, which has no permission to create one', async () => {
    for (const stack of (await synthesized(settings)).all)
      for (const { Properties, logicalID } of stack.resources('AWS::Lambda::Function')) {
        const group = Properties.LoggingConfig?.LogGroup?.Ref;
        const found = stack.resources('AWS::Logs::LogGroup').some((it) => it.logicalID === group);
        expect(found, logicalID).toBe(true);
      }
  });
});

// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: new accounts begin with 10 concurrent executions.
it('a stage outside prod reserves no concurrency: an account must keep 100 of it unreserved, and a new one has 10', async () => {
  for (const settings of [variants.default, variants.ownDns, everyVariant.everythingOff])
    for (const { Properties } of of((await synthesized(settings)).all, 'AWS::Lambda::Function'))
      expect(Properties.ReservedConcurrentExecutions).toBeUndefined();
});
