import { describe, expect, it } from 'vitest';
import { metricNamespace } from '../../../functions/metric-names.ts';
import {
  type AlarmProperties,
  type Datum,
  type MetricQuery,
  queriesOf,
  stateOf,
} from '../../support/cloudwatch.ts';
import { type Json, list, render } from '../templates.ts';
import { alarmNamed, alarms, monitoring, stacks } from './stage.ts';

/**
 * The alarms about metrics that AWS itself writes. No emulator writes them, so the names, dimensions and statistics are those of AWS's
 * pages, and the values of the dimensions must be names of resources in the templates.
 */

interface Documented {
  readonly dimensions: readonly string[];
  readonly statistics: readonly string[];
  readonly page: string;
}

const aws = 'https://docs.aws.amazon.com';
const lambda = { dimensions: [], page: `${aws}/lambda/latest/dg/monitoring-metrics-types.html` };
const concurrency = {
  dimensions: [],
  statistics: ['Maximum'],
  page: `${aws}/lambda/latest/dg/monitoring-concurrency.html`,
};
const api = {
  dimensions: ['ApiId'],
  page: `${aws}/apigateway/latest/developerguide/http-api-metrics.html`,
};
const table = {
  dimensions: ['TableName'],
  statistics: ['Sum'],
  page: `${aws}/amazondynamodb/latest/developerguide/metrics-dimensions.html`,
};
const reputation = {
  dimensions: [],
  statistics: ['Maximum'],
  page: `${aws}/ses/latest/dg/reputationdashboard-cloudwatch-alarm.html`,
};

/** What AWS's pages say about each metric that an alarm reads, as `namespace name`. */
const documented: Readonly<Record<string, Documented>> = {
  'AWS/Lambda Throttles': { ...lambda, statistics: ['Sum'] },
  'AWS/Lambda Invocations': { ...lambda, dimensions: ['FunctionName'], statistics: ['Sum'] },
  'AWS/Lambda ConcurrentExecutions': concurrency,
  'AWS/Lambda UnreservedConcurrentExecutions': concurrency,
  'AWS/Lambda ClaimedAccountConcurrency': concurrency,
  'AWS/ApiGateway 5xx': { ...api, statistics: ['Sum'] },
  'AWS/ApiGateway Latency': { ...api, statistics: ['p99'] },
  'AWS/DynamoDB ReadThrottleEvents': table,
  'AWS/DynamoDB WriteThrottleEvents': table,
  'AWS/SES Reputation.BounceRate': reputation,
  'AWS/SES Reputation.ComplaintRate': reputation,
  'AWS/SQS ApproximateNumberOfMessagesVisible': {
    dimensions: ['QueueName'],
    statistics: ['Maximum'],
    page: `${aws}/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html`,
  },
};

type Stat = NonNullable<MetricQuery['MetricStat']>;
const statsOf = (alarm: AlarmProperties): readonly Stat[] =>
  queriesOf(alarm).flatMap(({ MetricStat }) => MetricStat ?? []);
const ofAws = alarms.flatMap((alarm) =>
  statsOf(alarm)
    .filter(({ Metric }) => Metric.Namespace !== metricNamespace)
    .map((stat) => [alarm.AlarmName.replace('serverless-mfa-test-', ''), stat] as const),
);

it('read only metrics that AWS documents, with all of their dimensions and a statistic that fits', () => {
  expect(ofAws.length).toBeGreaterThan(15);
  const read = new Set<string>();
  for (const [name, { Metric, Stat }] of ofAws) {
    const id = `${Metric.Namespace} ${Metric.MetricName}`;
    read.add(id);
    expect(
      list(Metric.Dimensions).map(({ Name }) => Name),
      name,
    ).toEqual(documented[id]?.dimensions);
    expect(documented[id]?.statistics, `${name}: ${id}`).toContain(Stat);
  }
  expect([...read].sort()).toEqual(Object.keys(documented).sort());
});

it('name resources that the templates have', () => {
  const { data, service, rows } = stacks;
  const named: Readonly<Record<string, readonly string[]>> = {
    FunctionName: rows.resources('AWS::Lambda::Function').map(({ Properties }) => Properties.FunctionName),
    TableName: data.resources('AWS::DynamoDB::GlobalTable').map(({ Properties }) => Properties.TableName),
  };
  const exported = (name: string): string =>
    render(
      Object.values<Json>(service.template.Outputs).find(
        ({ Export }) => Export && name.includes(render(Export.Name)),
      )?.Value,
    );
  const [queue] = service.resources('AWS::SQS::Queue');
  const apiID = service.only('AWS::ApiGatewayV2::Api').logicalID;
  for (const [alarm, { Metric }] of ofAws)
    for (const { Name, Value } of list(Metric.Dimensions)) {
      if (Name === 'ApiId') expect(exported(Value), alarm).toBe(`<${apiID}>`);
      else if (Name === 'QueueName') expect(exported(Value), alarm).toBe(`<${queue?.logicalID}.QueueName>`);
      else expect(named[Name], `${alarm}: ${Name}`).toContain(Value);
    }
});

const minute = 60_000;
const now = Date.UTC(2026, 10, 30, 12, 1);

/** What AWS would write about the metrics of an alarm: a value in each of the last periods, the latest first. */
function written(name: string, values: readonly number[], only = (_name: string) => true): readonly Datum[] {
  return statsOf(alarmNamed(name))
    .filter(({ Metric }) => only(Metric.MetricName))
    .flatMap(({ Metric, Period }) =>
      values.map((value, back) => ({
        namespace: Metric.Namespace,
        name: Metric.MetricName,
        dimensions: Object.fromEntries(list(Metric.Dimensions).map(({ Name, Value }) => [Name, Value])),
        value,
        at: now - back * Period * 1000,
      })),
    );
}

describe.each([
  ['api-errors', [4], [5]],
  ['latency', [9000, 9000, 2900], [3000, 3000, 3000]],
  ['throttles', [0], [1]],
  ['bounces', [0.024], [0.025]],
  ['complaints', [0.0004], [0.0005]],
  ['failed-jobs', [0], [1]],
  // Of reads and writes of three tables.
  ['table-throttles', [1], [2]],
])('the alarm %s', (name, silent, loud) => {
  it('goes off at its threshold, and not below, nor without any data', () => {
    const state = (values: readonly number[]) => stateOf(alarmNamed(name), written(name, values), now);
    expect([state([]), state(silent), state(loud)]).toEqual(['OK', 'OK', 'ALARM']);
  });
});

it('the alarm latency needs three periods in a row', () => {
  expect(stateOf(alarmNamed('latency'), written('latency', [100, 9000, 9000]), now)).toBe('OK');
});

describe('the alarm concurrency', () => {
  /** What the account uses without a reservation, what is reserved, and its quota. */
  function state(unreserved: number, reserved: number, quota: number) {
    const values: Readonly<Record<string, number>> = {
      ConcurrentExecutions: unreserved,
      UnreservedConcurrentExecutions: unreserved,
      ClaimedAccountConcurrency: unreserved + reserved,
    };
    const data = Object.entries(values).flatMap(([metric, value]) =>
      written('concurrency', [value], (name) => name === metric),
    );
    return stateOf(alarmNamed('concurrency'), data, now, { running: quota });
  }

  it.each([
    ['a new account', 7, 8, 0, 10],
    ['an account without reservations', 799, 800, 0, 1000],
    ['prod', 386, 387, 517, 1000],
    ['prod with the smallest quota', 79, 80, 517, 617],
  ])(
    'goes off at four fifths of what is left beside reservations: %s',
    (_name, silent, loud, reserved, quota) => {
      expect([state(0, reserved, quota), state(silent, reserved, quota)]).toEqual(['OK', 'OK']);
      expect(state(loud, reserved, quota)).toBe('ALARM');
    },
  );
});

describe.each(['missed-jobs', 'missed-daily-jobs'])('the alarm %s', (name) => {
  const functions = statsOf(alarmNamed(name)).map(({ Metric }) => Metric.Dimensions?.[0]?.Value ?? '');
  const all = written(name, [1, 1, 1, 1]);

  it('is silent while every job runs', () => {
    expect(functions.length).toBeGreaterThan(0);
    expect(stateOf(alarmNamed(name), all, now)).toBe('OK');
  });

  it.each(functions)('goes off after two periods without %s, and not after one', (lambda) => {
    const [{ Period } = { Period: 0 }] = statsOf(alarmNamed(name));
    const without = (periods: number) =>
      all.filter(
        ({ dimensions, at }) => dimensions['FunctionName'] !== lambda || at <= now - periods * Period * 1000,
      );
    expect(stateOf(alarmNamed(name), without(1), now)).toBe('OK');
    expect(stateOf(alarmNamed(name), without(2), now)).toBe('ALARM');
  });

  it('goes off if nothing runs at all', () => {
    expect(stateOf(alarmNamed(name), [], now)).toBe('ALARM');
  });
});

describe('the alarm masked-logs', () => {
  /** From https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/mask-sensitive-log-data-audit-findings.html */
  const finding = {
    auditTimestamp: '2023-01-23T21:11:20Z',
    resourceArn: 'arn:aws:logs:us-west-2:111122223333:log-group:/aws/lambda/MyLogGroup:*',
    dataIdentifiers: [{ name: 'EmailAddress', count: 2, detections: [{ start: 13, end: 26 }] }],
  };

  it('reads what CloudWatch Logs counts for a line in which it masked something', () => {
    const { FilterPattern, MetricTransformations } = monitoring.only('AWS::Logs::MetricFilter').Properties;
    const [, path = '', least] = /^\{ \$\.(\S+) > (\d+) \}$/.exec(FilterPattern) ?? [];
    const found = path.split(/[.[\]]+/).reduce((value: Json, part) => value?.[part], finding);
    expect(found).toBeGreaterThan(Number(least));
    const [{ MetricNamespace, MetricName, MetricValue }] = MetricTransformations;
    const datum = {
      namespace: MetricNamespace,
      name: MetricName,
      dimensions: {},
      value: Number(MetricValue),
    };
    const state = (data: readonly Datum[]) => stateOf(alarmNamed('masked-logs'), data, now);
    expect([state([]), state([{ ...datum, at: now - minute }])]).toEqual(['OK', 'ALARM']);
  });
});

describe('an alarm about what must happen', () => {
  it('would notice late without FILL, because CloudWatch goes by older periods that have data', () => {
    const filled = alarmNamed('sign-in-check');
    const plain = { ...filled, Metrics: filled.Metrics?.filter(({ MetricStat }) => MetricStat) ?? [] };
    const quarter = 15 * minute;
    const data = written('sign-in-check', [1, 1, 1, 1]).map((datum) => ({ ...datum, unit: 'Count' }));
    expect([stateOf(plain, data, now + 2 * quarter), stateOf(filled, data, now + 2 * quarter)]).toEqual([
      'OK',
      'ALARM',
    ]);
  });
});
