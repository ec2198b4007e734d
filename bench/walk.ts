import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { meterDynamoDB } from '../test/support/metered-dynamodb.ts';
import { startService } from '../test/support/service.ts';
import { walk } from '../test/support/walk.ts';
import { bytesOf } from './cold/recorder.ts';
import type { WalkRow } from './performance.ts';

/** When a call was under way. */
interface Interval {
  readonly begunAt: number;
  readonly endedAt: number;
}

/** Longer than what an operation does between two calls, so that calls which do not wait for each other overlap. */
const longEnough = 50;

/** The walk through the guide, warm: the second of two on the same functions. */
export async function measureWalk(delayMilliseconds = longEnough): Promise<readonly WalkRow[]> {
  const calls: Interval[] = [];
  const delay = { milliseconds: 0 };
  let metered: Awaited<ReturnType<typeof meterDynamoDB>> | undefined;
  const service = await startService({
    meter: async (endpoint) => {
      metered = await meterDynamoDB(await delayed(endpoint, delay, calls));
      return metered.endpoint;
    },
    ses: (endpoint) => delayed(endpoint, delay, calls),
  });
  await walk(service, ({ run }) => run());
  const rows: WalkRow[] = [];
  delay.milliseconds = delayMilliseconds;
  await walk(service, async ({ name, run }) => {
    metered?.read();
    calls.length = 0;
    const answer = await run();
    const consumed = metered?.read() ?? { calls: [], readUnits: 0, writeUnits: 0 };
    const { readUnits, writeUnits } = consumed;
    rows.push({ name, calls: consumed.calls.length, readUnits, writeUnits, depth: longestChain(calls) });
    return answer;
  });
  await metered?.close();
  await service.close();
  return rows;
}

/** The most calls of which each began after the one before had ended. */
function longestChain(calls: readonly Interval[]): number {
  let length = 0;
  let freeAt = Number.NEGATIVE_INFINITY;
  for (const { begunAt, endedAt } of [...calls].sort((a, b) => a.endedAt - b.endedAt)) {
    if (begunAt < freeAt) continue;
    length += 1;
    freeAt = endedAt;
  }
  return length;
}

/** An endpoint in front of another one that answers later, and notes when its calls were under way. */
async function delayed(behind: string, delay: { milliseconds: number }, calls: Interval[]): Promise<string> {
  const server = http.createServer(async (request, response) => {
    const begunAt = performance.now();
    const body = await bytesOf(request);
    const { host: _, connection: __, ...headers } = request.headers;
    const forwarded = http.request(behind, { method: 'POST', path: request.url, headers });
    forwarded.on('response', async (answer) => {
      const text = await bytesOf(answer);
      await new Promise((resolve) => setTimeout(resolve, delay.milliseconds));
      calls.push({ begunAt, endedAt: performance.now() });
      response.writeHead(answer.statusCode ?? 500, { 'content-type': answer.headers['content-type'] ?? '' });
      response.end(text);
    });
    forwarded.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
