import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type Job, type JobName, jobs } from '../../functions/jobs.ts';
import { metricNamespace } from '../../functions/metric-names.ts';
import type { TableName } from '../../functions/steps.ts';
import type { StageNames } from '../names.ts';
import type { StageMetrics } from '../stage-metrics.ts';

export interface AlarmsProps {
  readonly names: StageNames;
  readonly metrics: StageMetrics;
  readonly failedJobs: IQueue;
  readonly redactions: ILogGroup;
  /** Whether the job runs that signs in on a schedule. */
  readonly signInCheck: boolean;
  /** Gets a mail for each alarm; undefined leaves the topic without a subscriber. */
  readonly address: string | undefined;
}

interface WatchedMetric {
  readonly name: string;
  readonly metric: IMetric;
  /** The alarm is raised from this value on. */
  readonly threshold: number;
  /** The alarm is raised below the threshold, and if there are no values: of what must happen. */
  readonly isAtLeast?: true;
  /** For this many periods in a row; default: 1. */
  readonly periods?: number;
  /** What it means, and what to do first. */
  readonly description: string;
}

const hour = Duration.hours(1);

/** The share of wrong codes, in percent. It is 0 below 20 wrong codes in 15 minutes, which users cause by themselves. */
function wrongCodes({ counted, refused }: StageMetrics): MathExpression {
  const period = Duration.minutes(15);
  return new MathExpression({
    expression: 'IF(wrong >= 20, 100 * wrong / (wrong + FILL(right, 0)), 0)',
    usingMetrics: { wrong: refused('invalid-code', period), right: counted('SignIns', period) },
    label: 'Wrong codes, percent',
    period,
  });
}

/** The jobs that always run at least every hour, or else less often. That of a setting has an alarm of its own. */
const scheduled = (isHourly: boolean): readonly JobName[] =>
  (jobs as readonly (Job & { readonly name: JobName })[])
    .filter(
      ({ trigger, setting }) =>
        setting === undefined &&
        'schedule' in trigger &&
        /\((1 hour|\d+ minutes?)\)/.test(trigger.schedule) === isHourly,
    )
    .map(({ name }) => name);

/** How often the job ran that ran least. */
function fewestRuns({ runs }: StageMetrics, names: readonly JobName[], period: Duration): MathExpression {
  const usingMetrics = Object.fromEntries(names.map((name, index) => [`job${index}`, runs(name, period)]));
  const filled = Object.keys(usingMetrics).map((id) => `FILL(${id}, 0)`);
  return new MathExpression({
    expression: `MIN([${filled.join(', ')}])`,
    usingMetrics,
    label: 'Runs of the job that ran least',
    period,
  });
}

/**
 * How much of the concurrency is in use that the account has for functions without a reservation, in percent: the quota without what
 * is reserved, which is `claimed - unreserved`. `SERVICE_QUOTA` looks the quota of a metric up, so no operator has to say it.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-concurrency.html#claimed-account-concurrency and
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Quotas-Visualize-Alarms.html
 */
function concurrencyInUse(metrics: StageMetrics): MathExpression {
  const { concurrency: running, unreservedConcurrency: unreserved, claimedConcurrency: claimed } = metrics;
  return new MathExpression({
    expression: '100 * unreserved / (SERVICE_QUOTA(running) - claimed + unreserved)',
    usingMetrics: { running, unreserved, claimed },
    label: 'Unreserved concurrency in use, percent',
    period: Duration.minutes(5),
  });
}

/** The tables that sign-ins write to. */
const busyTables: readonly TableName[] = ['users', 'challenges', 'sessions'];

function throttledTables({ tableThrottles }: StageMetrics): MathExpression {
  const throttles = busyTables.flatMap((table) => [
    [`${table}Reads`, tableThrottles(table, 'Read')] as const,
    [`${table}Writes`, tableThrottles(table, 'Write')] as const,
  ]);
  return new MathExpression({
    expression: throttles.map(([id]) => `FILL(${id}, 0)`).join(' + '),
    usingMetrics: Object.fromEntries(throttles),
    label: 'Throttled reads and writes',
    period: Duration.minutes(5),
  });
}

/**
 * It runs every ten minutes, so each quarter of an hour has a run. One may fail by accident, two in a row do not. Without `FILL`, CloudWatch
 * would go by older periods that had data, and notice only after more than an hour that there are no runs:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
function failedSignIns({ counted }: StageMetrics): WatchedMetric {
  const period = Duration.minutes(15);
  return {
    name: 'sign-in-check',
    metric: new MathExpression({
      expression: 'FILL(checks, 0)',
      usingMetrics: { checks: counted('SignInChecks', period) },
      label: 'Scheduled sign-ins',
      period,
    }),
    threshold: 1,
    isAtLeast: true,
    periods: 2,
    description:
      'The scheduled sign-in did not succeed for half an hour: people cannot sign in. The log of auth/check-sign-in has the request and its answer.',
  };
}

function watchedMetrics(props: AlarmsProps, masked: Metric): WatchedMetric[] {
  const { metrics, failedJobs, signInCheck } = props;
  const { counted } = metrics;
  return [
    {
      name: 'errors',
      metric: counted('Errors'),
      threshold: 5,
      description:
        'Operations or jobs failed because of an error of the service. Look for lines with the level error in the logs of the functions.',
    },
    {
      name: 'api-errors',
      metric: metrics.apiErrors,
      threshold: 5,
      description:
        'The API responded with 5xx. Without the alarm errors, a function crashed, timed out or was throttled.',
    },
    ...(signInCheck ? [failedSignIns(metrics)] : []),
    {
      name: 'latency',
      metric: metrics.latency('p99'),
      threshold: 3000,
      periods: 3,
      description:
        'One request in a hundred takes 3 s or more. Look at the traces in X-Ray, and at the alarm throttles.',
    },
    {
      name: 'throttles',
      metric: metrics.throttles,
      threshold: 1,
      description:
        'Lambda throttled invocations in this account and region. Raise the concurrency quota of the account.',
    },
    {
      name: 'concurrency',
      metric: concurrencyInUse(metrics),
      threshold: 80,
      description:
        'Four fifths of the concurrency of the account are in use, beside what is reserved. Raise the quota before requests are throttled.',
    },
    {
      name: 'wrong-codes',
      metric: wrongCodes(metrics),
      threshold: 60,
      description:
        'Most codes that are entered are wrong: someone guesses, or mail does not arrive. The limits on wrong codes still protect accounts.',
    },
    {
      name: 'locked-methods',
      metric: counted('LockedMethods', hour),
      threshold: 3,
      description:
        'Several methods were locked within an hour, so someone knows passwords. The users got a mail.',
    },
    {
      name: 'disabled-factors',
      metric: counted('FactorsDisabled', hour),
      threshold: 20,
      description: 'Many factors were disabled within an hour. Find out whether sessions were stolen.',
    },
    {
      name: 'denials',
      metric: counted('Denials'),
      threshold: 1,
      description:
        'AWS denied a call of a function to KMS or a table. Look for a changed role or key policy, or a disabled key.',
    },
    {
      name: 'unusable-keys',
      metric: counted('UnusableKeys', Duration.hours(2)),
      threshold: 1,
      description:
        'A KMS key of the stage is disabled or will be deleted. Cancel that at once: what it wraps cannot be replaced.',
    },
    {
      name: 'bounces',
      metric: metrics.bounceRate,
      threshold: 0.025,
      description:
        'One mail in forty bounces; SES reviews an account at one in twenty. Find out who registers the email addresses.',
    },
    {
      name: 'complaints',
      metric: metrics.complaintRate,
      threshold: 0.0005,
      description:
        'One mail in two thousand is reported as spam; SES reviews an account at one in a thousand.',
    },
    {
      name: 'failed-jobs',
      metric: failedJobs.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) }),
      threshold: 1,
      description:
        'A job failed three times. Its log says why; its event is in the queue. Send the event again, then delete it.',
    },
    {
      name: 'mail-failures',
      metric: counted('MailFailures', hour),
      threshold: 3,
      description:
        'SES did not accept mails, so codes do not arrive. The log says why: the quota of SES, an identity that is not verified, or a denial.',
    },
    {
      name: 'table-throttles',
      metric: throttledTables(metrics),
      threshold: 10,
      description:
        'DynamoDB throttled reads or writes of a table that sign-ins need. Look for a flood of one account, or a quota of the AWS account.',
    },
    {
      name: 'missed-jobs',
      metric: fewestRuns(metrics, scheduled(true), Duration.hours(3)),
      threshold: 1,
      isAtLeast: true,
      periods: 2,
      description:
        'A job that runs at least every hour did not run for six hours. Look whether its rule in EventBridge is enabled.',
    },
    {
      name: 'missed-daily-jobs',
      metric: fewestRuns(metrics, scheduled(false), Duration.days(1)),
      threshold: 1,
      isAtLeast: true,
      periods: 2,
      description:
        'A job that runs every day did not run for two days. Look whether its rule in EventBridge is enabled.',
    },
    {
      name: 'masked-logs',
      metric: masked,
      threshold: 1,
      description:
        'A log contained an email address, a network address or a token, which was masked. Find the line in the log group of redactions; it is a bug.',
    },
  ];
}

/** The alarms of a stage: a few for all functions together, which notify one topic. */
export class Alarms extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    const { names, address } = props;
    this.topic = this.#topic(names);
    if (address) this.topic.addSubscription(new EmailSubscription(address));
    const action = new SnsAction(this.topic);
    const watched = watchedMetrics(props, this.#masked(props));
    for (const { name, metric, threshold, isAtLeast, periods = 1, description } of watched) {
      const alarm = new Alarm(this, name, {
        alarmName: `${names.prefix}-${name}`,
        alarmDescription: description,
        metric,
        threshold,
        comparisonOperator: isAtLeast
          ? ComparisonOperator.LESS_THAN_THRESHOLD
          : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: periods,
        treatMissingData: isAtLeast ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      });
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
    }
  }

  #topic(names: StageNames): Topic {
    const topic = new Topic(this, 'Topic', { topicName: `${names.prefix}-alarms`, enforceSSL: true });
    const alarms = Stack.of(this).formatArn({
      service: 'cloudwatch',
      resource: 'alarm',
      resourceName: `${names.prefix}-*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    // With a policy of its own (enforceSSL) the topic no longer accepts messages from CloudWatch by default.
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { ArnLike: { 'aws:SourceArn': alarms } },
      }),
    );
    return topic;
  }

  /** CloudWatch Logs writes a line to the log group of redactions for each line in which it masked something. */
  #masked({ names, redactions }: AlarmsProps): Metric {
    const metricName = `MaskedLogs-${names.prefix}`;
    new MetricFilter(this, 'Masked', {
      logGroup: redactions,
      filterPattern: FilterPattern.numberValue('$.dataIdentifiers[0].count', '>', 0),
      metricNamespace,
      metricName,
      metricValue: '1',
    });
    return new Metric({ namespace: metricNamespace, metricName, statistic: Stats.SUM, period: hour });
  }
}
