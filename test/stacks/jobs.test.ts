import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Job, jobs } from '../../functions/jobs.ts';
import { memoryMegabytes, steps } from '../../functions/steps.ts';
import { allowances, type Json, type Resource, render, synthesized, variants } from './templates.ts';

const dashed = (name: string) => name.replaceAll('/', '-');

/** What an ARN of this service has before the name of the resource, whether or not the region is known at synthesis. */
const hereOf = (service: string) =>
  `(?:aws|<AWS::Partition>):${service}:(?:[a-z\\d-]+|<AWS::Region>):<AWS::AccountId>`;

it('every row has its file, and a name that no step has', () => {
  const ofSteps: readonly string[] = steps.map(({ name }) => dashed(name));
  for (const { name } of jobs) {
    expect(existsSync(new URL(`../../functions/jobs/${name}.ts`, import.meta.url)), name).toBe(true);
    expect(ofSteps).not.toContain(dashed(name));
  }
});

describe.each([
  ['dev', variants.default],
  ['prod', variants.production],
] as const)('in the stage %s, the job', async (stage, settings) => {
  const { service, rows } = await synthesized(settings);
  const queue = service
    .resources('AWS::SQS::Queue')
    .find(({ logicalID }) => logicalID.startsWith('FailedJobs'));
  /** Jobs are in another stack than the queue, whose name they import. */
  const queueArn = new RegExp(
    `^arn:${hereOf('sqs')}:<import serverless-mfa-${stage}-service:\\w+${queue?.logicalID}QueueName\\w+>$`,
  );
  const byFunction = (type: string, property: string, lambda: Resource) =>
    rows
      .resources(type)
      .filter(({ Properties }) => JSON.stringify(Properties[property]).includes(`"${lambda.logicalID}"`));

  describe.each(jobs.map((job) => [job.name, job] as [string, Job]))('%s', (name, job) => {
    const lambda = rows
      .resources('AWS::Lambda::Function')
      .find(
        ({ Properties }) => Properties.FunctionName === `serverless-mfa-${stage}-${dashed(name)}`,
      ) as Resource;
    const [rule, ...otherRules] = byFunction('AWS::Events::Rule', 'Targets', lambda);

    it('runs for as long as its row says, with the memory of its row', () => {
      const { Timeout, MemorySize, Architectures, Runtime, ReservedConcurrentExecutions } = lambda.Properties;
      const atOnce = 'schedule' in job.trigger ? 1 : 5;
      expect(ReservedConcurrentExecutions).toBe(stage === 'prod' ? atOnce : undefined);
      expect([Timeout, MemorySize]).toEqual([job.timeoutSeconds, memoryMegabytes[job.memory]]);
      expect(Timeout).toBeLessThanOrEqual(900);
      expect([Architectures, Runtime]).toEqual([['arm64'], 'nodejs24.x']);
    });

    it('may do what its row says, and hand over what failed', () => {
      const role = rows
        .resources('AWS::IAM::Role')
        .find(({ logicalID }) => logicalID === lambda.Properties.Role['Fn::GetAtt'][0]) as Resource;
      const allowed = allowances(role.Properties.Policies).map((line) => line.replace(/ if .*/, ''));
      const onTables = allowed.filter((line) => line.includes('dynamodb:'));
      const keys = job.keys.length > 0 ? ['BatchGetItem keys', 'PutItem keys'] : [];
      const ofRow = Object.entries(job.tables).flatMap(([table, actions]) =>
        (actions ?? []).map((action) => `${action} ${table}`),
      );
      const expected = [...new Set([...ofRow, ...keys])];
      expect(
        onTables.map((line) => line.replace(/^Allow dynamodb:(\w+) on .*-(\w+)$/, '$1 $2')).sort(),
      ).toEqual(expected.sort());
      const onQueues = allowed.filter((line) => line.includes('sqs:SendMessage'));
      expect(onQueues.map((line) => line.replace('Allow sqs:SendMessage on ', ''))).toEqual([
        expect.stringMatching(queueArn),
      ]);
      expect(allowed.some((line) => line.includes('ses:'))).toBe(job.mail);
      const onStates = allowed.filter(
        (line) => line.includes('kms:DescribeKey on') && !/storage/i.test(line),
      );
      expect(onStates).toHaveLength(job.watchesKeys ? 1 : 0);
      expect(role.Properties.ManagedPolicyArns).toBeUndefined();
    });

    it('is run by its rule alone', () => {
      expect(otherRules).toEqual([]);
      const permissions = byFunction('AWS::Lambda::Permission', 'FunctionName', lambda);
      expect(permissions).toHaveLength(1);
      const { Principal, SourceArn, Action } = permissions[0]?.Properties ?? {};
      expect([Principal, Action]).toEqual(['events.amazonaws.com', 'lambda:InvokeFunction']);
      expect(render(SourceArn)).toBe(`<${rule?.logicalID}.Arn>`);
    });

    it('is run only with its setting, if it has one', () => {
      const runs = job.setting === undefined || stage === 'prod';
      expect(rule?.Properties.State).toBe(runs ? 'ENABLED' : 'DISABLED');
    });

    it('is set off as its row says, for mails only by those of its own stage', () => {
      const { ScheduleExpression, EventPattern } = rule?.Properties ?? {};
      if ('schedule' in job.trigger) {
        expect([ScheduleExpression, EventPattern]).toEqual([job.trigger.schedule, undefined]);
        return;
      }
      expect(ScheduleExpression).toBeUndefined();
      expect(EventPattern).toEqual({
        source: ['aws.ses'],
        'detail-type': [
          'Email Bounced',
          'Email Complaint Received',
          'Email Rejected',
          'Email Delivery Delayed',
        ],
        detail: { mail: { tags: { 'ses:configuration-set': [`serverless-mfa-${stage}`] } } },
      });
    });

    it('is tried three times, and what failed then is kept', () => {
      const [target] = rule?.Properties.Targets ?? [];
      expect(target.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 21_600, MaximumRetryAttempts: 2 });
      expect(render(target.DeadLetterConfig.Arn)).toMatch(queueArn);
      const [failures] = byFunction('AWS::Lambda::EventInvokeConfig', 'FunctionName', lambda);
      const { MaximumRetryAttempts, DestinationConfig } = failures?.Properties ?? {};
      expect(MaximumRetryAttempts).toBe(2);
      expect(render(DestinationConfig.OnFailure.Destination)).toMatch(queueArn);
      expect(DestinationConfig.OnSuccess).toBeUndefined();
    });
  });

  it('queue of failures is encrypted, takes only https, and events only of the stage’s own rules', () => {
    expect(queue?.Properties).toMatchObject({
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 1_209_600,
    });
    const statements = service
      .resources('AWS::SQS::QueuePolicy')
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as Json[]);
    expect(statements.find(({ Effect }) => Effect === 'Deny')).toMatchObject({
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
    for (const { Principal, Action, Condition } of statements.filter(({ Effect }) => Effect === 'Allow')) {
      expect([Principal.Service, Action]).toEqual(['events.amazonaws.com', 'sqs:SendMessage']);
      // A rule has no name of its own: CloudFormation makes one that begins with that of its stack.
      expect(render(Condition.ArnLike['aws:SourceArn'])).toMatch(
        new RegExp(`^arn:${hereOf('events')}:rule/serverless-mfa-${stage}-\\*$`),
      );
    }
    const rules = rows.resources('AWS::Events::Rule');
    expect(rules).toHaveLength(jobs.length);
    for (const { Properties } of rules) expect(Properties.Name).toBeUndefined();
  });
});
