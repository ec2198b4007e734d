import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountWith } from '../../support/accounts.ts';
import { type Person, register, session, signIn } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';
import { disturbDynamoDB, type UnrulyDynamoDB } from '../../support/unruly-dynamodb.ts';

/** The right password is never counted as a wrong one, whatever else is refused. */

let service: Service;
let dynamodb: UnrulyDynamoDB;
beforeAll(async () => {
  service = await startService({
    meter: async (endpoint) => {
      dynamodb = await disturbDynamoDB(endpoint);
      return dynamodb.endpoint;
    },
  });
});
afterAll(async () => {
  await service.close();
  await dynamodb.close();
});

/** What is counted against a source and an account today. */
async function failuresCounted(): Promise<number> {
  const rows = await service.rows('challenges');
  const guesses = rows.filter(({ id }) => String(id).startsWith('password-guesses#'));
  return guesses.reduce((sum, row) => sum + Number(row['failures'] ?? 0), 0);
}

async function refusedTwice(request: () => Promise<{ status: number }>, status: number): Promise<void> {
  for (const _ of [1, 2]) expect((await request()).status).toBe(status);
}

test('at a sign-in for which no code can be mailed any more this hour', async () => {
  const person = await accountWith(service, 'email');
  let answer = await signIn(service, person);
  while (answer.status === 200) answer = await signIn(service, person);
  expect(answer.body.detail).toMatch(/codes were mailed in the last hour/);
  const before = await failuresCounted();
  await refusedTwice(() => signIn(service, person, { address: '192.0.2.77' }), 429);
  expect(await failuresCounted()).toBe(before);
  service.clock.now += 3_600_000;
  expect((await signIn(service, person, { address: '192.0.2.77' })).status).toBe(200);
});

test('at a change of password to one that is refused', async () => {
  const person = await register(service);
  const token = await session(service, person);
  const change = () =>
    service.call('account/change-password', {
      token,
      body: { currentPassword: person.password, newPassword: 'password123456789' },
    });
  await refusedTwice(change, 400);
  expect(await failuresCounted()).toBe(0);
});

test('at an activation that needs a step-up first, or for which no code can be mailed', async () => {
  const withFactor = await accountWith(service, 'email');
  const activate = (person: Person) =>
    service.call('mfa/activate', {
      body: { type: 'email', identifier: person.email, password: person.password },
      address: '192.0.2.78',
    });
  await refusedTwice(() => activate(withFactor), 403);
  const without = await register(service);
  let answer = await activate(without);
  while (answer.status === 201) answer = await activate(without);
  await refusedTwice(() => activate(without), 429);
  expect(answer.body.detail).toMatch(/codes were mailed in the last hour/);
  expect(await failuresCounted()).toBe(0);
});

test('at a sign-in whose session cannot be written because the store is busy', async () => {
  const person = await register(service);
  const before = await failuresCounted();
  const [charge, grant] = [dynamodb.holdNext('TransactWriteItems'), dynamodb.holdNext('TransactWriteItems')];
  const signingIn = signIn(service, person);
  charge.release();
  await grant.held;
  service.emulators.dynamodb.conflictNext(4);
  grant.release();
  expect((await signingIn).status).toBe(503);
  expect(await failuresCounted()).toBe(before);
});
