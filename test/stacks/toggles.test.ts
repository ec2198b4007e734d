import { describe, expect, it } from 'vitest';
import { type Json, type Stacks, synthesized, variants } from './templates.ts';

/**
 * CloudFormation removes or changes no export while another stack imports it, and a stack is deployed before those that import from it:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-importvalue.html
 */

const exportsOf = ({ all }: Stacks): string[] =>
  all.flatMap(({ template }) =>
    Object.values<Json>(template.Outputs ?? {}).flatMap(({ Export, Value }) =>
      Export ? `${JSON.stringify(Export.Name)} = ${JSON.stringify(Value)}` : [],
    ),
  );

/** The names of the exports that the stacks of a stage import. */
function importsOf({ all }: Stacks): string[] {
  const found: string[] = [];
  const walk = (value: Json): void => {
    if (typeof value !== 'object' || value === null) return;
    if (value['Fn::ImportValue']) found.push(JSON.stringify(value['Fn::ImportValue']));
    for (const inner of Object.values(value)) walk(inner);
  };
  for (const { template } of all) walk(template);
  return found;
}

const production = variants.production;
const base = { stage: 'prod', region: 'eu-central-1' };
const paid = { alarmAddress: 'operators@example.com' };
const comeAndGo = [
  ['alarms', production, { alarms: false }],
  ['the dashboard', production, { dashboard: false }],
  ['alarms and the dashboard', production, { alarms: false, dashboard: false }],
  ['the scheduled sign-in', production, { signInCheck: false }],
  ['the budget', { ...production, ...paid, monthlyBudget: 20 }, { monthlyBudget: undefined }],
  ['the firewall', production, { firewall: false }],
  ['the key of tables and logs', production, { customerStorageKey: false }],
  ['reserved concurrency', production, { reservedConcurrency: false }],
  ['the domain', { ...production, region: 'eu-central-1' }, undefined],
  ['the secret at the edge', production, { edgeSecretVersion: 2 }],
] as const;

describe.each(comeAndGo)('%s', (_name, on, off) => {
  it.each(['off', 'on'] as const)(
    'can be turned %s on a deployed stage: no export in use goes or changes',
    async (way) => {
      const states = [await synthesized(on), await synthesized(off ? { ...on, ...off } : base)] as const;
      const [before, after] = way === 'off' ? states : [states[1], states[0]];
      const kept = exportsOf(after);
      const used = exportsOf(before).filter((line) =>
        importsOf(before).some((name) => line.startsWith(`${name} = `)),
      );
      expect(used.length).toBeGreaterThan(0);
      expect(used.filter((line) => !kept.includes(line))).toEqual([]);
    },
  );
});

it('without alarms and dashboard their stack is empty, which the CDK deletes', async () => {
  const { monitoring } = await synthesized({ ...production, alarms: false, dashboard: false });
  expect(monitoring).toBeUndefined();
});
