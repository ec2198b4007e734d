import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { metricNamespace } from '../../functions/metric-names.ts';
import { scheduledEvent } from '../../local/event-bridge.ts';
import { register, session } from '../support/people.ts';
import { type LambdaService, startLambdaService } from './functions.ts';

/** What is in the log group of a function after a failure, and whether the documented query finds it. */

let service: LambdaService;
beforeAll(async () => {
  service = await startLambdaService();
});
afterAll(() => service?.close());

interface LogEntry {
  readonly level?: string;
  readonly requestId?: string;
  readonly timestamp?: string;
  /** A text, or what the runtime tells about an error. */
  readonly message?: string | Readonly<Record<string, unknown>>;
  readonly _aws?: { readonly CloudWatchMetrics: readonly { readonly Namespace: string }[] };
  readonly [name: string]: unknown;
}

/** The lines that a function logged while `run` ran, as CloudWatch finds their fields. */
async function logged(name: string, run: () => Promise<unknown>): Promise<readonly LogEntry[]> {
  const functionName = service.functionOf(name).name;
  const begun = service.lines.length;
  await run();
  const isComplete = () => service.lines.slice(begun).some(({ text }) => text.includes('"Errors":1'));
  // A process hands over its lines and its answer by different ways.
  await expect.poll(isComplete).toBe(true);
  return service.lines
    .slice(begun)
    .filter((line) => line.functionName === functionName)
    .map(({ text }) => JSON.parse(text));
}

/** The level that the query of docs/operating.md filters by. */
const [, level] =
  /^fields .*filter level = "(\w+)"/m.exec(
    readFileSync(new URL('../../docs/operating.md', import.meta.url), 'utf8'),
  ) ?? [];

function expectFound(lines: readonly LogEntry[], about: Readonly<Record<string, unknown>>): void {
  const found = lines.filter((line) => line.level === level);
  expect(found).toHaveLength(1);
  const [{ message = '', requestId, timestamp } = {}] = found;
  expect(timestamp).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  const own = JSON.parse(String(message));
  expect(own).toMatchObject({ level: 'error', requestId, ...about });
  expect(own.trace.length).toBeGreaterThan(0);
  const counts = lines.filter((line) => line._aws);
  expect(counts).toContainEqual(expect.objectContaining({ Errors: 1, Stage: 'test' }));
  for (const count of counts) expect(count._aws?.CloudWatchMetrics[0]?.Namespace).toBe(metricNamespace);
}

test('an operation that fails has a line that the query finds, and counts an error where CloudWatch reads it', async () => {
  const token = await session(service, await register(service));
  // Its process has a connection by then.
  expect((await service.call('auth/verify', { token })).status).toBe(200);
  await service.emulators.dynamodb.interrupt();
  const lines = await logged('auth/verify', async () => {
    expect((await service.call('auth/verify', { token })).status).toBe(503);
  });
  await service.emulators.dynamodb.restore();
  expectFound(lines, { coldStart: false });
  expect((await service.call('auth/verify', { token })).status).toBe(200);
});

test('a job that fails tells Lambda so, which then runs it again, and says nothing about what it worked on', async () => {
  await service.emulators.dynamodb.interrupt();
  const lines = await logged('orgs/remind', async () => {
    const reply = await service.invoke('orgs/remind', scheduledEvent('rule', new Date(service.clock.now)));
    expect(reply.kind).toBe('failed');
    expect(JSON.parse(reply.text)).toEqual({
      errorType: 'JobFailedError',
      errorMessage: 'orgs/remind failed',
      trace: ['JobFailedError: orgs/remind failed'],
    });
  });
  await service.emulators.dynamodb.restore();
  const [first, second, ...others] = lines.filter((line) => line.level === level);
  expect(first?.message).toContain('"job":"orgs/remind"');
  // The runtime itself logs how the invocation ended.
  expect(second?.message).toMatchObject({ errorType: 'JobFailedError', errorMessage: 'orgs/remind failed' });
  expect(others).toEqual([]);
});
