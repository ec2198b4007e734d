import { Duration } from 'aws-cdk-lib';
import {
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  MathExpression,
  Metric,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { metricNamespace } from '../../functions/metric-names.ts';
import { tableNames } from '../../functions/steps.ts';
import type { StageNames } from '../names.ts';
import type { StageMetrics } from '../stage-metrics.ts';

export interface StageDashboardProps {
  readonly stage: string;
  readonly names: StageNames;
  readonly metrics: StageMetrics;
}

const period = Duration.minutes(5);

/** One graph per combination of dimensions that CloudWatch finds. */
function search(expression: string, label: string): MathExpression {
  return new MathExpression({ expression, label, period, usingMetrics: {} });
}

function graph(title: string, left: IMetric[], right: IMetric[] = []): IWidget {
  return new GraphWidget({ title, left, right, width: 8, height: 6, leftYAxis: { min: 0 } });
}

/** A dashboard that shows the state of a stage and what drives its bill. */
export class StageDashboard extends Construct {
  constructor(scope: Construct, id: string, { stage, names, metrics }: StageDashboardProps) {
    super(scope, id);
    const { counted, latency } = metrics;
    const dashboard = new Dashboard(this, 'Dashboard', {
      dashboardName: names.prefix,
      defaultInterval: Duration.days(1),
    });
    // Without quotes CloudWatch searches for names that contain all of these words.
    const words = names.prefix.replaceAll('-', ' ');
    const sumOf = (schema: string, metric: string) =>
      `SUM(SEARCH('{${schema}} MetricName="${metric}" ${words}', 'Sum', 300))`;
    const refusals = `SEARCH('{"${metricNamespace}",Stage,Outcome} MetricName="Refusals" Stage="${stage}"', 'Sum', 300)`;
    dashboard.addWidgets(
      graph('Sign-ins', [counted('SignIns'), counted('SignInChecks'), counted('Registrations')]),
      graph('Refusals by reason', [search(refusals, '')]),
      graph('Factors', [counted('LockedMethods'), counted('FactorsDisabled')]),
    );
    dashboard.addWidgets(
      graph('Mails and codes sent', [counted('MailsSent'), counted('CodesSent'), counted('MailFailures')]),
      graph(
        'Bounces and complaints',
        [counted('Bounces'), counted('Complaints')],
        [metrics.bounceRate, metrics.complaintRate],
      ),
      graph('Errors', [counted('Errors'), counted('Denials'), counted('UnusableKeys'), metrics.apiErrors]),
    );
    dashboard.addWidgets(
      graph('Latency in milliseconds', [latency('p50'), latency('p95'), latency('p99')]),
      graph('Throttles and concurrency of the account', [metrics.throttles], [metrics.concurrency]),
      graph(
        'Cost: requests and Lambda',
        [metrics.requests],
        [search(sumOf('AWS/Lambda,FunctionName', 'Duration'), 'Lambda milliseconds')],
      ),
    );
    dashboard.addWidgets(
      graph('Cost: DynamoDB reads', this.#consumed(names, 'ConsumedReadCapacityUnits')),
      graph('Cost: DynamoDB writes', this.#consumed(names, 'ConsumedWriteCapacityUnits')),
      graph('Cost: log volume', [search(sumOf('AWS/Logs,LogGroupName', 'IncomingBytes'), 'Bytes')]),
    );
  }

  #consumed(names: StageNames, metricName: string): Metric[] {
    return tableNames.map(
      (table) =>
        new Metric({
          namespace: 'AWS/DynamoDB',
          metricName,
          dimensionsMap: { TableName: names.table(table) },
          statistic: Stats.SUM,
          period,
          label: table,
        }),
    );
  }
}
