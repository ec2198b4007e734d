import { describe, expect, it } from 'vitest';
import { type Job, jobs } from '../../functions/jobs.ts';
import { metricNames } from '../../functions/metric-names.ts';
import { type Json, type Resource, render, type Stack, synthesized, variants } from './templates.ts';

const [byDefault, production, mailed] = await Promise.all([
  synthesized(variants.default),
  synthesized(variants.production),
  synthesized({ stage: 'test', alarmAddress: 'operators@example.com' }),
]);
const monitoring = production.monitoring as Stack;
const alarms = monitoring.resources('AWS::CloudWatch::Alarm').map(({ Properties }) => Properties);
const alarm = (name: string): Json =>
  alarms.find(({ AlarmName }) => AlarmName === `serverless-mfa-prod-${name}`);

it('what costs money while idle is not there by default', () => {
  expect(byDefault.monitoring).toBeUndefined();
  const types = byDefault.all.flatMap((stack) => stack.resources()).map(({ Type }) => Type);
  const costly = [
    'AWS::CloudWatch::Alarm',
    'AWS::CloudWatch::Dashboard',
    'AWS::WAFv2::WebACL',
    'AWS::KMS::ReplicaKey',
  ];
  expect(types.filter((type) => costly.includes(type))).toEqual([]);
  const paid = types.filter((type) => ['AWS::KMS::Key', 'AWS::SecretsManager::Secret'].includes(type));
  expect(paid).toEqual(['AWS::KMS::Key', 'AWS::SecretsManager::Secret']);
});

it('dashboard and alarms come each by its own setting', async () => {
  const { monitoring: only } = await synthesized({ stage: 'test', dashboard: true });
  expect(only?.resources().map(({ Type }) => Type)).toEqual(['AWS::CloudWatch::Dashboard']);
  expect(mailed.monitoring?.resources('AWS::CloudWatch::Dashboard')).toEqual([]);
});

describe('the alarms', () => {
  it('are these, of one stage, and each says what it means', () => {
    expect(alarms.map(({ AlarmName }) => AlarmName).sort()).toEqual(
      [
        'api-errors',
        'bounces',
        'complaints',
        'concurrency',
        'denials',
        'disabled-factors',
        'errors',
        'failed-jobs',
        'latency',
        'locked-methods',
        'mail-failures',
        'masked-logs',
        'missed-daily-jobs',
        'missed-jobs',
        'sign-in-check',
        'table-throttles',
        'throttles',
        'unusable-keys',
        'wrong-codes',
      ].map((name) => `serverless-mfa-prod-${name}`),
    );
    for (const { AlarmDescription } of alarms) expect(AlarmDescription.length).toBeGreaterThan(60);
  });

  it('tell one topic, when they go off and when it is over', () => {
    const topic = monitoring.only('AWS::SNS::Topic');
    for (const { AlarmActions, OKActions } of alarms)
      expect([AlarmActions, OKActions]).toEqual([[{ Ref: topic.logicalID }], [{ Ref: topic.logicalID }]]);
  });

  const missed = ['missed-jobs', 'missed-daily-jobs'].map(alarm);
  const mustHappen = [...missed, alarm('sign-in-check')];

  it('say nothing where nothing happens, but those of what must happen', () => {
    for (const { TreatMissingData, ComparisonOperator } of alarms.filter((one) => !mustHappen.includes(one)))
      expect([TreatMissingData, ComparisonOperator]).toEqual([
        'notBreaching',
        'GreaterThanOrEqualToThreshold',
      ]);
    for (const { TreatMissingData, ComparisonOperator, Threshold, EvaluationPeriods } of mustHappen)
      expect([TreatMissingData, ComparisonOperator, Threshold, EvaluationPeriods]).toEqual([
        'breaching',
        'LessThanThreshold',
        1,
        2,
      ]);
  });

  it('of missed jobs look at every job with a schedule, for longer than the time between two runs', () => {
    const watched = missed.flatMap(({ Metrics }) =>
      Metrics.flatMap(({ MetricStat }: Json) => (MetricStat ? [[MetricStat.Period, MetricStat.Metric]] : [])),
    ) as [number, Json][];
    const functions = watched.map(([, { Dimensions }]) => Dimensions[0].Value);
    const inSchedule = (jobs as readonly (Job & { readonly name: string })[])
      .filter(({ trigger, setting }) => 'schedule' in trigger && setting === undefined)
      .map(({ name }) => name);
    expect(functions.sort()).toEqual(
      inSchedule.map((name) => `serverless-mfa-prod-${name.replaceAll('/', '-')}`).sort(),
    );
    for (const [period, { Dimensions, MetricName }] of watched) {
      expect(MetricName).toBe('Invocations');
      expect(period, Dimensions[0].Value).toBe(/keys-rotate$/.test(Dimensions[0].Value) ? 86_400 : 10_800);
    }
    expect(missed[0].Metrics.find(({ Expression }: Json) => Expression).Expression).toMatch(
      /^MIN\(\[(FILL\(job\d, 0\)(, )?)+\]\)$/,
    );
  });

  it('of concurrency compares what is in use with what the quota leaves beside reservations', () => {
    const { Metrics, Threshold } = alarm('concurrency');
    expect(Threshold).toBe(80);
    expect(Metrics.find(({ Expression }: Json) => Expression).Expression).toBe(
      '100 * unreserved / (SERVICE_QUOTA(running) - claimed + unreserved)',
    );
    const watched = Metrics.flatMap(({ Id, MetricStat }: Json) => (MetricStat ? [[Id, MetricStat]] : []));
    expect(
      watched.map(([id, { Metric, Stat, Period }]: [string, Json]) => [id, Metric, Stat, Period]),
    ).toEqual(
      [
        ['running', 'ConcurrentExecutions'],
        ['unreserved', 'UnreservedConcurrentExecutions'],
        ['claimed', 'ClaimedAccountConcurrency'],
      ].map(([id, MetricName]) => [id, { Namespace: 'AWS/Lambda', MetricName }, 'Maximum', 300]),
    );
  });

  it('of the scheduled sign-in is there while that runs, and looks at more than two of its runs', async () => {
    const check = jobs.find(({ name }) => name === 'auth/check-sign-in');
    expect(check?.trigger).toEqual({ schedule: 'rate(10 minutes)' });
    const [filled, ...watched] = alarm('sign-in-check').Metrics;
    expect(filled.Expression).toBe('FILL(checks, 0)');
    expect(watched.map(({ MetricStat }: Json) => [MetricStat.Metric, MetricStat.Period])).toEqual([
      [
        {
          Namespace: 'serverless-mfa',
          MetricName: 'SignInChecks',
          Dimensions: [{ Name: 'Stage', Value: 'prod' }],
        },
        900,
      ],
    ]);
    const { monitoring: without } = await synthesized({ ...variants.production, signInCheck: false });
    const names = without?.resources('AWS::CloudWatch::Alarm').map(({ Properties }) => Properties.AlarmName);
    expect(names).toEqual(expect.not.arrayContaining([expect.stringContaining('sign-in-check')]));
    expect(names).toHaveLength(alarms.length - 1);
  });

  it('of throttled tables add up reads and writes of those that sign-ins need', () => {
    const { Metrics } = alarm('table-throttles');
    const watched = Metrics.flatMap(({ MetricStat }: Json) => MetricStat?.Metric ?? []);
    expect(
      watched.map(({ MetricName, Dimensions }: Json) => `${MetricName} ${Dimensions[0].Value}`).sort(),
    ).toEqual(
      ['challenges', 'sessions', 'users']
        .flatMap((table) => ['Read', 'Write'].map((of) => `${of}ThrottleEvents serverless-mfa-prod-${table}`))
        .sort(),
    );
  });

  it('of mail go off well before SES looks at the account, at 5 % bounces and 0.1 % complaints', () => {
    expect(alarm('bounces')).toMatchObject({ MetricName: 'Reputation.BounceRate', Threshold: 0.025 });
    expect(alarm('complaints')).toMatchObject({ MetricName: 'Reputation.ComplaintRate', Threshold: 0.0005 });
    // SES reviews the account, whatever configuration set a mail was sent with.
    for (const name of ['bounces', 'complaints']) expect(alarm(name).Dimensions).toBeUndefined();
  });

  it('of wrong codes looks at their share, and not at a handful', () => {
    const { Metrics, Threshold } = alarm('wrong-codes');
    expect(Threshold).toBe(60);
    expect(Metrics.find(({ Expression }: Json) => Expression).Expression).toBe(
      'IF(wrong >= 20, 100 * wrong / (wrong + FILL(right, 0)), 0)',
    );
    const counted = Metrics.flatMap(({ MetricStat }: Json) => MetricStat?.Metric ?? []);
    expect(counted.map(({ MetricName, Dimensions }: Json) => [MetricName, Dimensions.length])).toEqual([
      ['Refusals', 2],
      ['SignIns', 1],
    ]);
  });

  it('count what the functions of the stage count', () => {
    const own = alarms.filter(
      ({ Namespace, MetricName }) => Namespace === 'serverless-mfa' && !/^Masked/.test(MetricName),
    );
    expect(own.map(({ MetricName }) => MetricName).sort()).toEqual([
      'Denials',
      'Errors',
      'FactorsDisabled',
      'LockedMethods',
      'MailFailures',
      'UnusableKeys',
    ]);
    for (const { MetricName, Dimensions } of own) {
      expect(metricNames).toContain(MetricName);
      expect(Dimensions).toEqual([{ Name: 'Stage', Value: 'prod' }]);
    }
  });

  it('watch the queue of failed jobs, and the log of what was masked', () => {
    expect(alarm('failed-jobs')).toMatchObject({
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Threshold: 1,
    });
    const { FilterPattern, LogGroupName, MetricTransformations } =
      monitoring.only('AWS::Logs::MetricFilter').Properties;
    expect(FilterPattern).toBe('{ $.dataIdentifiers[0].count > 0 }');
    expect(render(LogGroupName)).toMatch(/^<import serverless-mfa-prod-service:.*Redactions/);
    expect(MetricTransformations[0].MetricName).toBe(alarm('masked-logs').MetricName);
  });
});

describe('the topic of the alarms', () => {
  const statements: Json[] = monitoring.only('AWS::SNS::TopicPolicy').Properties.PolicyDocument.Statement;

  it('takes what alarms of the stage say, and only https', () => {
    expect(statements.find(({ Effect }) => Effect === 'Deny')).toMatchObject({
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
    const [allowed, ...others] = statements.filter(({ Effect }) => Effect === 'Allow');
    expect(others).toEqual([]);
    expect(allowed.Principal).toEqual({ Service: 'cloudwatch.amazonaws.com' });
    expect(render(allowed.Condition.ArnLike['aws:SourceArn'])).toMatch(/:alarm:serverless-mfa-prod-\*$/);
  });

  it('mails the address of the setting, which confirms it', () => {
    expect(monitoring.resources('AWS::SNS::Subscription')).toEqual([]);
    expect(mailed.monitoring?.only('AWS::SNS::Subscription').Properties).toMatchObject({
      Protocol: 'email',
      Endpoint: 'operators@example.com',
    });
  });
});

describe('the budget', () => {
  const withBudget = { stage: 'test', alarmAddress: 'operators@example.com', monthlyBudget: 20 };

  it('is there only by its setting, also without alarms', async () => {
    expect(monitoring.resources('AWS::Budgets::Budget')).toEqual([]);
    const { monitoring: only } = await synthesized({ ...withBudget, alarms: false });
    expect(only?.resources().map(({ Type }) => Type)).toEqual(['AWS::Budgets::Budget']);
  });

  it('is of a month, and mails before it is spent, when it is, and when AWS expects it to be', async () => {
    const { monitoring: watched } = await synthesized(withBudget);
    const { Budget, NotificationsWithSubscribers } = watched?.only('AWS::Budgets::Budget').Properties ?? {};
    // Credits and refunds would hide what a flood costs. A name of its own would be in the way of its replacement.
    expect(Budget).toEqual({
      BudgetType: 'COST',
      TimeUnit: 'MONTHLY',
      BudgetLimit: { Amount: 20, Unit: 'USD' },
      CostTypes: { IncludeCredit: false, IncludeRefund: false },
    });
    expect(
      NotificationsWithSubscribers.map(({ Notification, Subscribers }: Json) => [
        Notification.NotificationType,
        Notification.Threshold,
        Notification.ThresholdType,
        Subscribers,
      ]),
    ).toEqual(
      [
        ['ACTUAL', 80],
        ['ACTUAL', 100],
        ['FORECASTED', 100],
      ].map(([type, percent]) => [
        type,
        percent,
        'PERCENTAGE',
        [{ SubscriptionType: 'EMAIL', Address: 'operators@example.com' }],
      ]),
    );
  });
});

describe('the dashboard', () => {
  const [dashboard] = monitoring.resources('AWS::CloudWatch::Dashboard') as [Resource];
  const body = render(dashboard.Properties.DashboardBody);
  const { widgets } = JSON.parse(body.replaceAll(/<[^>]+>/g, 'x'));

  it('shows how it goes, what fails and why, and what costs', () => {
    expect(widgets.map(({ properties }: Json) => properties.title)).toEqual([
      'Sign-ins',
      'Refusals by reason',
      'Factors',
      'Mails and codes sent',
      'Bounces and complaints',
      'Errors',
      'Latency in milliseconds',
      'Throttles and concurrency of the account',
      'Cost: requests and Lambda',
      'Cost: DynamoDB reads',
      'Cost: DynamoDB writes',
      'Cost: log volume',
    ]);
  });

  it('shows every metric that is counted', () => {
    for (const name of metricNames) expect(body, name).toContain(name);
  });
});

describe('what is written to logs', () => {
  const groups = production.service.resources('AWS::Logs::LogGroup');
  const redactions = groups.find(({ Properties }) =>
    Properties.LogGroupName.endsWith('/redactions'),
  ) as Resource;

  it('masks addresses and tokens in every log group but the one that reports what was masked', () => {
    const masked = groups.filter((group) => group !== redactions);
    expect(masked.length).toBeGreaterThan(30);
    for (const { Properties } of masked) {
      const { Statement, Configuration } = Properties.DataProtectionPolicy;
      const [audit, redact] = Statement;
      expect(audit.Operation.Audit.FindingsDestination.CloudWatchLogs.LogGroup).toEqual({
        Ref: redactions.logicalID,
      });
      expect(redact.Operation).toEqual({ Deidentify: { MaskConfig: {} } });
      expect(redact.DataIdentifier.map((one: Json) => render(one).split('/').at(-1))).toEqual([
        'EmailAddress',
        'IpAddress',
        'Token',
      ]);
      expect(audit.DataIdentifier).toEqual(redact.DataIdentifier);
      const [{ Regex }] = Configuration.CustomDataIdentifier;
      const token = `${'abcdefghijklmnopqrstuvwxy2'}.${'A'.repeat(43)}`;
      expect(new RegExp(Regex).test(token)).toBe(true);
    }
  });

  it('is kept for a set time, encrypted with the key of the account in prod', () => {
    for (const { Properties } of groups) {
      expect(Properties.RetentionInDays).toBe(90);
      expect(render(Properties.KmsKeyId)).toMatch(/KeysStorage/);
    }
  });
});
