import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { accountWith } from '../../support/accounts.ts';
import { type FaultySES, faultySES } from '../../support/faulty-ses.ts';
import { lastCode, type Person, register, session, signIn, submit } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';
import { disturbDynamoDB, type UnrulyDynamoDB } from '../../support/unruly-dynamodb.ts';

/** The right password is never counted as a wrong one, whatever else is refused. */

let service: Service;
let dynamodb: UnrulyDynamoDB;
let ses: FaultySES;
beforeAll(async () => {
  service = await startService({
    meter: async (endpoint) => {
      dynamodb = await disturbDynamoDB(endpoint);
      return dynamodb.endpoint;
    },
    ses: async (endpoint) => {
      ses = await faultySES(endpoint);
      return ses.endpoint;
    },
  });
});
afterAll(async () => {
  await service.close();
  await dynamodb.close();
  await ses.close();
});

/** How many guesses are charged at this moment, to whomever. */
async function guessesCharged(): Promise<number> {
  const buckets = (await service.rows('challenges')).filter(({ id }) => String(id).includes('-guesses#'));
  const taken = buckets.map(({ fullAt }) => Math.ceil((Number(fullAt) - service.clock.now) / 30_000));
  return taken.reduce((sum, tokens) => sum + Math.max(0, tokens), 0);
}

async function inOrder<T>(count: number, run: () => Promise<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for (let done = 0; done < count; done += 1) all.push(await run());
  return all;
}

async function refusedTwice(request: () => Promise<{ status: number }>, status: number): Promise<void> {
  for (const _ of [1, 2]) expect((await request()).status).toBe(status);
}

test('at a sign-in for which no code can be mailed any more this hour', async () => {
  const person = await accountWith(service, 'email');
  const answers = await inOrder(12, () => signIn(service, person));
  expect(answers.at(-1)?.body.noticeReason).toBe('codes-of-the-hour-spent');
  const before = await guessesCharged();
  const elsewhere = { address: '192.0.2.77' };
  for (const { status, body } of await inOrder(2, () => signIn(service, person, elsewhere)))
    expect([status, body.noticeReason]).toEqual([200, 'codes-of-the-hour-spent']);
  expect(await guessesCharged()).toBe(before);
  service.clock.now += 3_600_000;
  expect((await signIn(service, person, elsewhere)).body).not.toHaveProperty('noticeReason');
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
  expect(await guessesCharged()).toBe(0);
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
  const answers = await inOrder(12, () => activate(without));
  await refusedTwice(() => activate(without), 429);
  expect(answers.at(-1)?.body.detail).toMatch(/codes were mailed in the last hour/);
  expect(await guessesCharged()).toBe(0);
});

test('at a sign-in whose session cannot be written because the store is busy', async () => {
  const person = await register(service);
  const before = await guessesCharged();
  const grant = dynamodb.holdNext('TransactWriteItems');
  const signingIn = signIn(service, person);
  await grant.held;
  service.emulators.dynamodb.conflictNext(4);
  grant.release();
  expect((await signingIn).status).toBe(503);
  expect(await guessesCharged()).toBe(before);
});

test('where the code could not be mailed: the guess is given back once', async () => {
  const withFactor = await accountWith(service, 'email');
  const known = { address: '192.0.2.79' };
  const { mfaID } = (await signIn(service, withFactor, known)).body;
  expect((await submit(service, mfaID, await lastCode(service, withFactor.email), known)).status).toBe(200);
  const person = await register(service);
  const token = await session(service, person);
  const activate = (password: string) =>
    service.call('mfa/activate', { token, body: { type: 'email', identifier: person.email, password } });
  // Of a token too many that is given back, nothing is seen in a bucket that is full.
  for (const _ of [1, 2]) {
    expect((await signIn(service, { ...withFactor, password: 'not the password' }, known)).status).toBe(401);
    expect((await activate('not the password')).status).toBe(401);
  }
  const before = await guessesCharged();
  ses.refuse('Throttling');
  const answers = [await signIn(service, withFactor, known), await activate(person.password)];
  ses.accept();
  expect(answers.map(({ body }) => body.noticeReason ?? body.reason)).toEqual([
    'code-not-sent',
    'code-not-sent',
  ]);
  expect(await guessesCharged()).toBe(before);
});

test('where a charge cannot be given back: the sign-in is done all the same, and the charge is over after 30 s', async () => {
  const person = await register(service);
  service.clock.now += 600_000;
  expect(await guessesCharged()).toBe(0);
  const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const reads = [dynamodb.holdNext('BatchGetItem'), dynamodb.holdNext('BatchGetItem')];
  const signingIn = signIn(service, person, { address: '192.0.2.80' });
  await reads[0]?.held;
  reads[0]?.release();
  await reads[1]?.held;
  await expect.poll(guessesCharged).toBe(2);
  dynamodb.failNext('UpdateItem', 'ValidationException', 20);
  reads[1]?.release();
  expect((await signingIn).status).toBe(200);
  expect(logged.mock.calls.join()).toContain('giving a charge back');
  logged.mockRestore();
  dynamodb.recover();
  expect(await guessesCharged()).toBe(2);
  service.clock.now += 30_000;
  expect(await guessesCharged()).toBe(0);
});
