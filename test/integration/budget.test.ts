import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MeteredDynamoDB, meterDynamoDB } from '../support/metered-dynamodb.ts';
import { type Service, startService } from '../support/service.ts';
import { walk } from '../support/walk.ts';

let service: Service;
let metered: MeteredDynamoDB;
beforeAll(async () => {
  service = await startService({
    meter: async (endpoint) => {
      metered = await meterDynamoDB(endpoint);
      return metered.endpoint;
    },
  });
});
afterAll(async () => {
  await metered.close();
  await service.close();
});

test('each step of signing in makes at most the DynamoDB calls that design.md allows', async () => {
  // A cold start reads its data keys once; the second walk is warm.
  await walk(service, ({ run }) => run());
  const strides: { name: string; calls: readonly string[]; most: number | undefined }[] = [];
  await walk(service, async ({ name, most, run }) => {
    metered.read();
    const answer = await run();
    strides.push({ name, most, calls: metered.read().calls });
    return answer;
  });
  for (const { name, calls, most } of strides)
    if (most !== undefined) expect(calls.length, `${name}: ${calls.join(', ')}`).toBeLessThanOrEqual(most);
  expect(strides.filter(({ most }) => most !== undefined)).toHaveLength(5);
});
