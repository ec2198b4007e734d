import { evaluate, type Value } from './metric-math.ts';

/*
 * CloudWatch for tests of alarms, by AWS's documents: which lines of a log become metrics, and when an alarm goes off. A metric is
 * identified by its namespace, its name, and all of its dimensions, so an alarm that differs in one of them sees nothing.
 */

export interface Datum {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly unit?: string;
  readonly value: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

interface Directive {
  readonly Namespace: string;
  readonly Dimensions: readonly (readonly string[])[];
  readonly Metrics: readonly { readonly Name: string; readonly Unit?: string }[];
}

/**
 * The metrics in a line of a log:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function metricsIn(line: string): readonly Datum[] {
  const { _aws, ...fields } = JSON.parse(line) as {
    readonly _aws: { readonly Timestamp: number; readonly CloudWatchMetrics: readonly Directive[] };
    readonly [name: string]: unknown;
  };
  return _aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap((names) =>
      Metrics.map(({ Name, Unit }) => ({
        namespace: Namespace,
        name: Name,
        dimensions: Object.fromEntries(names.map((name) => [name, String(fields[name])])),
        ...(Unit !== undefined && { unit: Unit }),
        value: Number(fields[Name]),
        at: _aws.Timestamp,
      })),
    ),
  );
}

interface MetricName {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: string }[];
}

export interface MetricQuery {
  readonly Id: string;
  readonly Expression?: string;
  readonly MetricStat?: {
    readonly Metric: MetricName;
    readonly Period: number;
    readonly Stat: string;
    readonly Unit?: string;
  };
  readonly ReturnData?: boolean;
}

/** The properties of an `AWS::CloudWatch::Alarm`, with references resolved. */
export interface AlarmProperties extends Partial<MetricName> {
  readonly AlarmName: string;
  readonly Statistic?: string;
  readonly ExtendedStatistic?: string;
  readonly Unit?: string;
  readonly Period?: number;
  readonly Metrics?: readonly MetricQuery[];
  readonly Threshold: number;
  readonly ComparisonOperator: string;
  readonly EvaluationPeriods: number;
  readonly TreatMissingData: string;
}

/** An alarm as if all were queries. */
export function queriesOf(alarm: AlarmProperties): readonly MetricQuery[] {
  const { Metrics, Namespace = '', MetricName = '', Dimensions, Period = 0, Unit } = alarm;
  if (Metrics) return Metrics;
  const Stat = alarm.Statistic ?? alarm.ExtendedStatistic ?? '';
  const Metric = { Namespace, MetricName, ...(Dimensions && { Dimensions }) };
  return [{ Id: 'only', MetricStat: { Metric, Period, Stat, ...(Unit && { Unit }) } }];
}

const statistics: Readonly<Record<string, (values: readonly number[]) => number>> = {
  Sum: (values) => values.reduce((sum, value) => sum + value, 0),
  Maximum: (values) => Math.max(...values),
  p99: (values) => [...values].sort((a, b) => a - b)[Math.ceil(values.length * 0.99) - 1] ?? 0,
};

function isOf(datum: Datum, { Namespace, MetricName, Dimensions = [] }: MetricName, unit?: string): boolean {
  const wanted = Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value]));
  const sorted = (dimensions: object) => JSON.stringify(Object.entries(dimensions).sort());
  return (
    datum.namespace === Namespace &&
    datum.name === MetricName &&
    sorted(datum.dimensions) === sorted(wanted) &&
    (unit === undefined || datum.unit === unit)
  );
}

const periodOf = (alarm: AlarmProperties): number =>
  queriesOf(alarm).find(({ MetricStat }) => MetricStat)?.MetricStat?.Period ?? 0;

/** How many more periods CloudWatch looks at than the alarm asks for, if data are missing. */
const extraPeriods = 2;

function valueAt(alarm: AlarmProperties, data: readonly Datum[], from: number, quotas: Quotas): Value {
  const queries = queriesOf(alarm);
  const values = Object.fromEntries(
    queries.flatMap(({ Id, MetricStat }) => {
      if (!MetricStat) return [];
      const { Metric, Period, Stat, Unit } = MetricStat;
      const inPeriod = data.filter(
        (datum) => isOf(datum, Metric, Unit) && datum.at >= from && datum.at < from + Period * 1000,
      );
      const statistic = statistics[Stat];
      if (!statistic) throw new Error(`the statistic ${Stat} is not known here`);
      return [[Id, inPeriod.length > 0 ? statistic(inPeriod.map(({ value }) => value)) : undefined]];
    }),
  );
  const expression = queries.find(({ Expression }) => Expression)?.Expression;
  return expression ? evaluate(expression, { values, quotas }) : Object.values(values)[0];
}

type Quotas = Readonly<Record<string, number>>;

/**
 * The state of an alarm after the period that `now` is in, as
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html describes it: if enough periods have
 * data, missing ones are ignored, and otherwise treated as the alarm says.
 * @param quotas of the account, by the ids of the metrics that `SERVICE_QUOTA` is asked about
 */
export function stateOf(
  alarm: AlarmProperties,
  data: readonly Datum[],
  now: number,
  quotas: Quotas = {},
): 'OK' | 'ALARM' {
  const { EvaluationPeriods, Threshold, ComparisonOperator, TreatMissingData } = alarm;
  const length = periodOf(alarm) * 1000;
  const last = Math.floor(now / length) * length;
  const values = Array.from({ length: EvaluationPeriods + extraPeriods }, (_, back) =>
    valueAt(alarm, data, last - back * length, quotas),
  );
  const known = values.filter((value) => value !== undefined);
  const looked = known.length >= EvaluationPeriods ? known : values;
  const isBreaching = (value: Value) => {
    if (value === undefined) return TreatMissingData === 'breaching';
    return ComparisonOperator === 'LessThanThreshold' ? value < Threshold : value >= Threshold;
  };
  return looked.slice(0, EvaluationPeriods).every(isBreaching) ? 'ALARM' : 'OK';
}
