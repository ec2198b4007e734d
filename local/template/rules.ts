import type { JsonObject } from './assembly.ts';
import { type Located, type Resolver, TemplateError } from './resolver.ts';

/** An EventBridge rule that runs a function. */
export interface Rule {
  readonly arn: string;
  readonly functionArn: string;
  /** The time between two runs; undefined for a rule that matches events. */
  readonly everyMilliseconds: number | undefined;
  /** The events that trigger it; undefined for a scheduled rule. */
  readonly pattern: JsonObject | undefined;
}

const unitMilliseconds: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/** @throws TemplateError */
export function readRules(resolver: Resolver): Rule[] {
  return resolver
    .resources('AWS::Events::Rule')
    .filter((located) => resolver.property(located, 'State') !== 'DISABLED')
    .flatMap((located) => {
      const targets = (resolver.property(located, 'Targets') ?? []) as JsonObject[];
      const common = {
        arn: resolver.attribute(located, 'Arn'),
        everyMilliseconds: readRate(resolver, located),
        pattern: resolver.property(located, 'EventPattern') as JsonObject | undefined,
      };
      return targets.map(({ Arn }) => ({ ...common, functionArn: String(Arn) }));
    });
}

function readRate(resolver: Resolver, located: Located): number | undefined {
  const expression = resolver.property(located, 'ScheduleExpression');
  if (expression === undefined) return undefined;
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(String(expression)) ?? [];
  const milliseconds = Number(count) * (unitMilliseconds[unit] ?? Number.NaN);
  if (Number.isNaN(milliseconds))
    throw new TemplateError(`The schedule ${expression} of the rule ${located.logicalID} is not a rate.`);
  return milliseconds;
}
