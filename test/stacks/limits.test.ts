import { describe, expect, it } from 'vitest';
import { jobs } from '../../functions/jobs.ts';
import { steps } from '../../functions/steps.ts';
import { synthesized, variants } from './templates.ts';

/** CloudFormation takes 500 resources and a template of 1 MB for each stack. */
const resourceLimit = 450;
const templateLimitBytes = 900_000;
/** Function, role, log group, permission, integration and route. */
const resourcesPerStep = 6;
/** The same without a route and its integration. */
const resourcesPerJob = 4;
const stepsToCome = 60;

const inService = steps.filter(({ stack }) => stack === 'service');

describe.each(Object.entries(variants))('the stacks of the variant "%s"', (_name, settings) => {
  it(`stay under ${resourceLimit} resources, also with ${stepsToCome} steps of ${resourcesPerStep} resources`, async () => {
    const { all, service, rows } = await synthesized(settings);
    const ofRows = steps.length * resourcesPerStep + jobs.length * resourcesPerJob;
    const ofFunctions = rows
      .resources()
      .filter(({ Type }) =>
        [
          'AWS::Lambda::Permission',
          'AWS::ApiGatewayV2::Integration',
          'AWS::ApiGatewayV2::Route',
          'AWS::Lambda::Function',
          'AWS::IAM::Role',
          'AWS::Logs::LogGroup',
        ].includes(Type),
      );
    // Besides the steps and jobs: the handler, the role and the log of the site's files, and of the digest of the edge secret; the
    // access log and that of redactions.
    expect(ofFunctions.length - ofRows).toBe(8);
    const fixed = service.resources().length - inService.length * resourcesPerStep;
    expect(fixed + stepsToCome * resourcesPerStep).toBeLessThan(resourceLimit);
    for (const stack of all) expect(stack.resources().length).toBeLessThan(resourceLimit);
  });

  it('have templates that CloudFormation takes, also with the steps to come', async () => {
    const { service } = await synthesized(settings);
    // As the CDK writes it.
    const bytes = Buffer.byteLength(JSON.stringify(service.template, undefined, 1));
    expect((bytes / inService.length) * stepsToCome).toBeLessThan(templateLimitBytes);
  });
});

it('stages do not meet: no physical name is the same in two of them', async () => {
  const names = async (stage: string) => {
    const { all } = await synthesized({ stage });
    const properties = ['FunctionName', 'TableName', 'LogGroupName', 'AliasName', 'BucketName', 'RoleName'];
    const own = all
      .flatMap((stack) => stack.resources())
      .flatMap(({ Properties }) => properties.map((name) => Properties[name]));
    return own.filter((name): name is string => typeof name === 'string');
  };
  const [first, second] = await Promise.all([names('first'), names('second')]);
  expect(first.length).toBeGreaterThan(steps.length);
  expect(first.filter((name) => second.includes(name))).toEqual([]);
});

it('the longest name of a stage fits what AWS allows', async () => {
  const { rows } = await synthesized({ stage: 'abcdefghijkl' });
  for (const { Properties } of rows.resources('AWS::Lambda::Function'))
    expect((Properties.FunctionName ?? '').length).toBeLessThanOrEqual(64);
});
