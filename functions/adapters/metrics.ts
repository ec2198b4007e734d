import { type Host, setting } from '../host.ts';
import { type MetricName, metricNamespace } from '../metric-names.ts';

/** Details of a count: where it happened, and the slug of a problem. Never anything about a user. */
export interface Happening {
  /** The operation or job. It is not a dimension of the metrics, because each value would cost as much as all of them together. */
  readonly row?: string;
  readonly outcome?: string;
}

export interface Metrics {
  /** Adds one to each of these metrics. */
  readonly count: (names: readonly MetricName[], happening?: Happening) => void;
}

export function metrics(host: Host): Metrics {
  return { count: (names, happening) => count(host, names, happening) };
}

/**
 * Counts by writing a line in CloudWatch's embedded metric format to the log, which takes no call and no permission.
 * Only `Refusals` has the dimension `Outcome`.
 */
function count(host: Host, names: readonly MetricName[], { row, outcome }: Happening = {}): void {
  if (names.length === 0) return;
  const metric = (Name: MetricName) => ({ Name, Unit: 'Count' });
  const byOutcome = names.filter((name) => name === 'Refusals');
  const byStage = names.filter((name) => name !== 'Refusals');
  const directives = [
    { Dimensions: [['Stage']], Metrics: byStage.map(metric) },
    { Dimensions: [['Stage', 'Outcome']], Metrics: byOutcome.map(metric) },
  ].filter(({ Metrics }) => Metrics.length > 0);
  const line = {
    _aws: {
      Timestamp: host.now(),
      CloudWatchMetrics: directives.map((directive) => ({ Namespace: metricNamespace, ...directive })),
    },
    Stage: setting(host, 'STAGE'),
    ...(row && { Row: row }),
    ...(outcome && { Outcome: outcome }),
    ...Object.fromEntries(names.map((name) => [name, 1])),
  };
  host.emit(JSON.stringify(line));
}

/** Whether AWS denied a call. */
export const isDenial = (error: unknown): boolean =>
  error instanceof Error &&
  /^(AccessDenied(Exception)?|KMS(AccessDenied|Disabled|InvalidState)\w*|DisabledException)$/.test(
    error.name,
  );
