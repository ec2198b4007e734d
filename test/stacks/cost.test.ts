import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type Stacks, synthesized, variants } from './templates.ts';

/** What docs/cost.md counts is in the templates, and what it says in dollars is computed. */

const page = readFileSync(new URL('../../docs/cost.md', import.meta.url), 'utf8');

/** The cells of the row that begins so. */
function cells(what: string | RegExp): readonly string[] {
  const rows = page.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const row = rows.find(([, first = '']) => (typeof what === 'string' ? first === what : what.test(first)));
  if (!row) throw new Error(`No row ${what}`);
  return row.slice(1, -1);
}

const count = (stacks: Stacks, type: string) => stacks.all.flatMap((stack) => stack.resources(type)).length;

const alarmsOf = ({ monitoring }: Stacks) => monitoring?.resources('AWS::CloudWatch::Alarm') ?? [];

/** An alarm is charged by the metrics that it reads; without a list there is one. */
const metricsOf = (stacks: Stacks) =>
  alarmsOf(stacks)
    .flatMap(({ Properties }) => (Properties.Metrics ?? [{ MetricStat: true }]) as { MetricStat?: unknown }[])
    .filter(({ MetricStat }) => MetricStat).length;

const rulesOf = ({ edge }: Stacks) =>
  (edge?.resources('AWS::WAFv2::WebACL') ?? []).flatMap(({ Properties }) => Properties.Rules).length;

it('counts what costs money while idle', async () => {
  const stages = [await synthesized(variants.default), await synthesized(variants.production)] as const;
  const expectCounts = (what: string | RegExp, of: (stacks: Stacks) => number) =>
    expect([what, ...cells(what).slice(1, 3).map(Number)]).toEqual([what, ...stages.map(of)]);
  const keys = [cells('KMS key that wraps the data keys'), cells('KMS key for tables and logs')];
  const sum = (column: number) => keys.reduce((total, row) => total + Number(row[column]), 0);
  expect([sum(1), sum(2)]).toEqual(stages.map((stacks) => count(stacks, 'AWS::KMS::Key')));
  expectCounts('secret between CloudFront and the functions', (stacks) =>
    count(stacks, 'AWS::SecretsManager::Secret'),
  );
  expectCounts('firewall: web ACL', (stacks) => count(stacks, 'AWS::WAFv2::WebACL'));
  expectCounts('firewall: rules', rulesOf);
  expectCounts(/^metrics of \d+ alarms$/, metricsOf);
  expect(cells(/^metrics of \d+ alarms$/)[0]).toBe(`metrics of ${alarmsOf(stages[1]).length} alarms`);
  expectCounts('dashboard', (stacks) => count(stacks, 'AWS::CloudWatch::Dashboard'));
});

it('has no dollars outside of what is computed', () => {
  const written = page.replace(/<!-- computed: [\s\S]*?<!-- computed until here -->/g, '');
  expect(page.length - written.length).toBeGreaterThan(5000);
  expect(written.match(/\d+\.\d+|\$ ?\d|(?<!of )\b\d+ (dollars|cents|USD)\b/g)).toBeNull();
});
