import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MeteredDynamoDB, meterDynamoDB } from '../../support/metered-dynamodb.ts';
import { createOrganization } from '../../support/organizations.ts';
import { accountWithPasskey, signInByPasskey } from '../../support/passkeys.ts';
import { type Person, session } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';
import { type Stride, walk } from '../../support/walk.ts';

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

const inAnOrganization = async (person: Person) => {
  const token = await session(service, person);
  await createOrganization(service, token);
};

test.each([
  ['each step of signing in makes at most the DynamoDB calls that design.md allows', undefined],
  ['and at most one more for a member of an organization', inAnOrganization],
])('%s', async (_, join) => {
  // A cold start reads its data keys once; the second walk is warm.
  await walk(service, ({ run }) => run(), join);
  const operations: { name: string; calls: readonly string[]; most: number | undefined }[] = [];
  const measure = async ({ name, most, run }: Stride) => {
    metered.read();
    const answer = await run();
    operations.push({ name, most, calls: metered.read().calls });
    return answer;
  };
  await walk(service, measure, join);
  for (const { name, calls, most } of operations)
    if (most !== undefined) expect(calls.length, `${name}: ${calls.join(', ')}`).toBeLessThanOrEqual(most);
  expect(operations.filter(({ most }) => most !== undefined)).toHaveLength(6);
});

test.each([
  ['of nobody else', false],
  ['of a member of an organization', true],
])(
  'a passkey alone signs in with three calls to DynamoDB, and its options take none: %s',
  async (_, isMember) => {
    const account = await accountWithPasskey(service);
    if (isMember) await createOrganization(service, account.token);
    // A cold start reads the data key once.
    expect((await signInByPasskey(service, account.passkey)).status).toBe(200);
    metered.read();
    const { publicKey } = (await service.call('auth/passkey-options')).body;
    expect(metered.read().calls).toEqual([]);
    const body = { credential: account.passkey.get(publicKey) };
    expect((await service.call('auth/sign-in-with-passkey', { body })).status).toBe(200);
    const { calls } = metered.read();
    expect(calls.length, calls.join(', ')).toBeLessThanOrEqual(3);
  },
);
