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
import { metricNamespace } from '../../functions/metric-names.ts';
import type { StageNames } from '../names.ts';
import type { StageMetrics } from '../stage-metrics.ts';

export interface AlarmsProps {
  readonly names: StageNames;
  readonly metrics: StageMetrics;
  readonly failedJobs: IQueue;
  readonly redactions: ILogGroup;
  /** Who is mailed; without it the topic has no subscriber yet. */
  readonly address: string | undefined;
}

interface Watched {
  readonly name: string;
  readonly metric: IMetric;
  /** The alarm goes off at this value. */
  readonly from: number;
  /** For how many of its periods in a row. */
  readonly periods?: number;
  /** What it means, and the first thing to do. */
  readonly means: string;
}

const hour = Duration.hours(1);

/** Wrong codes of all that were tried, in percent; below twenty wrong ones in a quarter of an hour it is nobody's attack. */
function wrongCodes({ counted, refused }: StageMetrics): MathExpression {
  const period = Duration.minutes(15);
  return new MathExpression({
    expression: 'IF(wrong >= 20, 100 * wrong / (wrong + FILL(right, 0)), 0)',
    usingMetrics: { wrong: refused('invalid-code', period), right: counted('SignIns', period) },
    label: 'Wrong codes, percent',
    period,
  });
}

function watchedMetrics(props: AlarmsProps, masked: Metric): Watched[] {
  const { metrics, failedJobs } = props;
  const { counted } = metrics;
  return [
    {
      name: 'errors',
      metric: counted('Errors'),
      from: 5,
      means: 'Steps or jobs failed on our side. Read the lines of level error in the logs of the functions.',
    },
    {
      name: 'api-errors',
      metric: metrics.apiErrors,
      from: 5,
      means: 'The API answered 5xx. With no alarm of errors a function crashed, timed out or was throttled.',
    },
    {
      name: 'latency',
      metric: metrics.latency('p99'),
      from: 3000,
      periods: 3,
      means: 'One request in a hundred takes 3 s or more. Look at traces in X-Ray, and at throttles.',
    },
    {
      name: 'throttles',
      metric: metrics.throttles,
      from: 1,
      means: "Lambda turned calls away in this account and region. Raise the account's concurrency.",
    },
    {
      name: 'wrong-codes',
      metric: wrongCodes(metrics),
      from: 60,
      means:
        'Most codes that are tried are wrong: someone guesses, or no mail arrives. Waits and locks hold by themselves.',
    },
    {
      name: 'locked-methods',
      metric: counted('LockedMethods', hour),
      from: 3,
      means:
        'Several methods were locked within an hour: someone knows passwords. Their users have a notice.',
    },
    {
      name: 'disabled-factors',
      metric: counted('FactorsDisabled', hour),
      from: 20,
      means: 'Many factors were disabled within an hour. Ask whether sessions were stolen.',
    },
    {
      name: 'denials',
      metric: counted('Denials'),
      from: 1,
      means:
        'AWS denied a function a call, to KMS or a table. Look for a changed role, key policy or disabled key.',
    },
    {
      name: 'bounces',
      metric: metrics.bounceRate,
      from: 0.025,
      means:
        'One mail in forty comes back; SES looks at an account from one in twenty. Ask who registers addresses.',
    },
    {
      name: 'complaints',
      metric: metrics.complaintRate,
      from: 0.0005,
      means: 'One mail in two thousand is called spam; SES looks at an account from one in a thousand.',
    },
    {
      name: 'failed-jobs',
      metric: failedJobs.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) }),
      from: 1,
      means:
        'A job failed three times. Its event is in the queue; its log says why. Send it again, then delete it.',
    },
    {
      name: 'masked-logs',
      metric: masked,
      from: 1,
      means:
        'A log had an address or a token in it, and was masked. Find the line in the group of redactions; it is a bug.',
    },
  ];
}

/** The alarms of a stage, few and over all of its functions, each of which tells one topic. */
export class Alarms extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    const { names, address } = props;
    this.topic = this.#topic(names);
    if (address) this.topic.addSubscription(new EmailSubscription(address));
    const action = new SnsAction(this.topic);
    for (const { name, metric, from, periods = 1, means } of watchedMetrics(props, this.#masked(props))) {
      const alarm = new Alarm(this, name, {
        alarmName: `${names.prefix}-${name}`,
        alarmDescription: means,
        metric,
        threshold: from,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: periods,
        treatMissingData: TreatMissingData.NOT_BREACHING,
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
    // A topic with a policy of its own takes nothing else from CloudWatch.
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

  /** CloudWatch Logs writes a line there for each that it masked something in. */
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
