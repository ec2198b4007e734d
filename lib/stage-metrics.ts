import { Duration } from 'aws-cdk-lib';
import { Metric, Stats, Unit } from 'aws-cdk-lib/aws-cloudwatch';
import type { JobName } from '../functions/jobs.ts';
import { type MetricName, metricNamespace } from '../functions/metric-names.ts';
import type { TableName } from '../functions/steps.ts';
import type { StageNames } from './names.ts';

const fiveMinutes = Duration.minutes(5);

/** The metrics of a stage: those that its functions count, and those that AWS collects about its resources. */
export function stageMetrics(stage: string, names: StageNames, apiId: string) {
  const ofApi = (metricName: string, statistic: string) =>
    new Metric({
      namespace: 'AWS/ApiGateway',
      metricName,
      dimensionsMap: { ApiId: apiId },
      statistic,
      period: fiveMinutes,
    });
  // Of the account in this region, because that is what SES reviews and pauses. For a configuration set alone, AWS's pages name no
  // dimension: https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-cloudwatch-alarm.html
  const ofMail = (metricName: string) =>
    new Metric({
      namespace: 'AWS/SES',
      metricName,
      statistic: Stats.MAXIMUM,
      period: Duration.hours(1),
    });
  const ofLambda = (metricName: string, statistic: string) =>
    new Metric({ namespace: 'AWS/Lambda', metricName, statistic, period: fiveMinutes });
  return {
    counted: (metricName: Exclude<MetricName, 'Refusals'>, period = fiveMinutes) =>
      new Metric({
        namespace: metricNamespace,
        metricName,
        dimensionsMap: { Stage: stage },
        statistic: Stats.SUM,
        unit: Unit.COUNT,
        period,
      }),
    /** @param outcome the slug of a problem. */
    refused: (outcome: string, period = fiveMinutes) =>
      new Metric({
        namespace: metricNamespace,
        metricName: 'Refusals' satisfies MetricName,
        dimensionsMap: { Stage: stage, Outcome: outcome },
        statistic: Stats.SUM,
        unit: Unit.COUNT,
        period,
        label: outcome,
      }),
    requests: ofApi('Count', Stats.SUM),
    apiErrors: ofApi('5xx', Stats.SUM),
    latency: (statistic: string) => ofApi('Latency', statistic),
    /** For the whole AWS account in this region, because all of its functions share its concurrency. */
    throttles: ofLambda('Throttles', Stats.SUM),
    concurrency: ofLambda('ConcurrentExecutions', Stats.MAXIMUM),
    /** Concurrency that functions without a reservation use, and all that is in use or reserved. */
    unreservedConcurrency: ofLambda('UnreservedConcurrentExecutions', Stats.MAXIMUM),
    claimedConcurrency: ofLambda('ClaimedAccountConcurrency', Stats.MAXIMUM),
    /** How often a job was started. */
    runs: (job: JobName, period: Duration) =>
      new Metric({
        namespace: 'AWS/Lambda',
        metricName: 'Invocations',
        dimensionsMap: { FunctionName: names.function(job) },
        statistic: Stats.SUM,
        period,
        label: job,
      }),
    tableThrottles: (table: TableName, of: 'Read' | 'Write') =>
      new Metric({
        namespace: 'AWS/DynamoDB',
        metricName: `${of}ThrottleEvents`,
        dimensionsMap: { TableName: names.table(table) },
        statistic: Stats.SUM,
        period: fiveMinutes,
        label: `${table}, ${of.toLowerCase()}s`,
      }),
    bounceRate: ofMail('Reputation.BounceRate'),
    complaintRate: ofMail('Reputation.ComplaintRate'),
  };
}

export type StageMetrics = ReturnType<typeof stageMetrics>;
