import { afterAll, beforeAll, expect, test } from 'vitest';
import { jobs } from '../../functions/jobs.ts';
import { metricNames, metricNamespace } from '../../functions/metric-names.ts';
import { type Step, type StepName, steps } from '../../functions/steps.ts';
import { walkEveryOperation } from '../support/every-operation.ts';
import type { CallAnswer, CallRequest, Service } from '../support/service.ts';
import { type LambdaService, startLambdaService } from './functions.ts';

/** What every function does under AWS's runtime, with what its template gives it: see `walkEveryOperation`. */

const rows = steps as readonly (Step & { readonly name: StepName })[];
let service: LambdaService;
const answers = new Map<string, CallAnswer[]>();
const runs = new Set<string>();

beforeAll(async () => {
  service = await startLambdaService();
});
afterAll(() => service?.close());

/** Keeps what each operation answered. */
function recorded(): Service {
  const keep = (name: StepName, answer: CallAnswer) => {
    answers.set(name, [...(answers.get(name) ?? []), answer]);
    return answer;
  };
  return {
    ...service,
    call: async (name, request) => keep(name, await service.call(name, request)),
    send: async (name, event) => keep(name, await service.send(name, event)),
    run: async (name, event) => {
      await service.run(name, event);
      runs.add(name);
    },
  };
}

/** A request that each operation refuses, whatever it is about. */
const refused: CallRequest = { token: 'no.session', method: 'POST', text: '{' };

/** They take nothing that they could refuse. */
const takesNothing: readonly StepName[] = [
  'auth/passkey-options',
  'oidc/discovery',
  'oidc/keys',
  'openapi/read',
  'passkeys/origins',
  'pods/list',
];

const withStatus = (isIt: (status: number) => boolean) =>
  rows.map(({ name }) => name).filter((name) => answers.get(name)?.some(({ status }) => isIt(status)));

test('every operation does what it is for, and every job runs', async () => {
  await walkEveryOperation(recorded());
  const names = rows.map(({ name }) => name).filter((name) => name !== 'http/not-found');
  expect(withStatus((status) => status >= 200 && status < 300)).toEqual(names);
  expect([...runs].sort()).toEqual(jobs.map(({ name }) => name).sort());
});

test('every operation refuses what it must, as a problem document', async () => {
  const calling = recorded();
  for (const { name } of rows) await calling.call(name, refused);
  const names = rows.map(({ name }) => name).filter((name) => !takesNothing.includes(name));
  expect(withStatus((status) => status >= 400)).toEqual(names);
  const failures = [...answers].flatMap(([name, given]) =>
    given.filter(({ status }) => status >= 500).map(({ status }) => `${name} ${status}`),
  );
  // The walk pauses SES once, to see a deletion whose mails cannot be sent.
  expect(failures).toEqual(['account/delete 503']);
  for (const given of answers.values())
    for (const { status, headers } of given)
      if (status >= 400) expect(headers['content-type']).toMatch(/^application\/problem\+json/);
});

test('what functions write to their output themselves is a line of metrics, and nothing is lost', () => {
  const written = service.lines.filter(({ from }) => from !== 'console');
  expect(written.length).toBeGreaterThan(rows.length);
  for (const { from, text } of written) {
    expect(from, text).toBe('output');
    const line = JSON.parse(text);
    expect(line._aws.CloudWatchMetrics.length).toBeGreaterThan(0);
    for (const { Namespace, Dimensions, Metrics } of line._aws.CloudWatchMetrics) {
      expect(Namespace).toBe(metricNamespace);
      for (const name of Dimensions.flat()) expect(typeof line[name], text).toBe('string');
      for (const { Name } of Metrics) {
        expect(metricNames).toContain(Name);
        expect(line[Name]).toBe(1);
      }
    }
  }
});

test('no function needs more than half of the memory that it has', () => {
  const rowsOfBoth = [...rows, ...jobs];
  const used = rowsOfBoth.map(({ name }) => {
    const { name: functionName, memoryMegabytes } = service.functionOf(name);
    return { name, share: (service.peaks.get(functionName) ?? 0) / memoryMegabytes };
  });
  // Linux tells how much memory a process has used; elsewhere there is nothing to compare.
  if (process.platform === 'linux')
    for (const { name, share } of used) expect(share, name).toBeGreaterThan(0);
  expect(used.filter(({ share }) => share > 0.5)).toEqual([]);
});
