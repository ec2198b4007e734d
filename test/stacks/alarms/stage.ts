import type { AlarmProperties } from '../../support/cloudwatch.ts';
import { type Json, render, type Stack, synthesized } from '../templates.ts';

/** A stage whose name is that of the services of the tests, with everything that has an alarm. */
export const stacks = await synthesized({ stage: 'test', alarmAddress: 'operators@example.com' });
export const monitoring = stacks.monitoring as Stack;

/** References become texts, so that dimensions can be compared. */
const resolved = (properties: Json): Json =>
  JSON.parse(
    JSON.stringify(properties, (_, value: Json) =>
      value && typeof value === 'object' && Object.keys(value).some((key) => /^(Ref|Fn::.*)$/.test(key))
        ? render(value)
        : value,
    ),
  );

export const alarms: readonly AlarmProperties[] = monitoring
  .resources('AWS::CloudWatch::Alarm')
  .map(({ Properties }) => resolved(Properties));

/** @throws Error if there is no such alarm */
export function alarmNamed(name: string): AlarmProperties {
  const found = alarms.find(({ AlarmName }) => AlarmName === `serverless-mfa-test-${name}`);
  if (!found) throw new Error(`no alarm ${name}`);
  return found;
}
