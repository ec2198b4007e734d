import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Account, accountWith, completeSignIn, tally, times, userRow } from '../../support/accounts.ts';
import { type App, submit } from '../../support/people.ts';
import { type CallAnswer, type Service, startService } from '../../support/service.ts';
import { spendStrangersGuesses } from '../../support/spent-guesses.ts';

/** R34: a stranger who locks an account by guessing at it (CVE-2024-1722 Keycloak). */

let service: Service;
let owner: Account & { app: App };
beforeAll(async () => {
  service = await startService({ conflicts: 'refuse' });
  owner = await accountWith(service, 'authenticator');
});
afterAll(() => service.close());
beforeEach(() => {
  service.clock.now += 86_400_000;
});

/** Wrong passwords, each from a source of its own. */
async function attack(guesses: number): Promise<readonly CallAnswer[]> {
  const body = { identifier: owner.email, password: 'not the password' };
  const answers: CallAnswer[] = [];
  for (let sent = 0; sent < guesses; sent += 50)
    answers.push(
      ...(await Promise.all(
        times(50, (index) =>
          service.call('auth/sign-in', { body, address: `10.${sent >> 8}.${sent & 255}.${index}` }),
        ),
      )),
    );
  return answers;
}

const signInFrom = (address: string) =>
  service.call('auth/sign-in', { body: { identifier: owner.email, password: owner.password }, address });

describe('1,000 wrong passwords by strangers', () => {
  test('from as many sources get 300 looks a day, and the owner gets in at once from where they signed in lately', async () => {
    expect(tally(await attack(1000))).toEqual({ 401: 300, 429: 700 });
    expect((await completeSignIn(service, owner, owner.app)).status).toBe(200);
  });

  test('from one source get ten looks and that of the hour, and do not delay the owner anywhere', async () => {
    const body = { identifier: owner.email, password: 'not the password' };
    const guess = () => service.call('auth/sign-in', { body, address: '10.9.0.1' });
    const answers: CallAnswer[] = [];
    for (const _ of times(20, () => 0)) answers.push(await guess());
    expect(tally(answers)).toEqual({ 401: 11, 429: 9 });
    expect((await signInFrom('198.51.100.1')).status).toBe(200);
  });

  test('that spent the day delay the owner elsewhere by 30 s at most', async () => {
    await spendStrangersGuesses(service, owner.email);
    expect(await signInFrom('198.51.100.1')).toMatchObject({ status: 429, headers: { 'retry-after': '30' } });
    service.clock.now += 29_999;
    expect((await signInFrom('198.51.100.1')).status).toBe(429);
    service.clock.now += 1;
    expect((await signInFrom('198.51.100.1')).status).toBe(200);
  });

  test('leave sessions, factors and their counts as they were', async () => {
    const { body } = await completeSignIn(service, owner, owner.app);
    const before = await userRow(service, owner.id);
    await attack(100);
    expect(await userRow(service, owner.id)).toEqual(before);
    expect((await service.call('auth/verify', { token: body.sessionToken })).status).toBe(200);
  });
});

describe('a place where the owner signed in', () => {
  test('is known for 30 days, to the millisecond, and not before the second step', async () => {
    const { mfaID } = (await signInFrom('198.51.100.2')).body;
    await spendStrangersGuesses(service, owner.email);
    expect((await signInFrom('198.51.100.2')).status).toBe(429);
    service.clock.now += 30_000;
    const otp = owner.app.codeAt(service.clock.now);
    expect((await submit(service, mfaID, otp, { address: '198.51.100.2' })).status).toBe(200);
    const signedInAt = service.clock.now;
    await spendStrangersGuesses(service, owner.email);
    expect((await signInFrom('198.51.100.2')).status).toBe(200);
    service.clock.now = signedInAt + 30 * 86_400_000 - 1;
    await spendStrangersGuesses(service, owner.email);
    expect((await signInFrom('198.51.100.2')).status).toBe(200);
    service.clock.now = signedInAt + 30 * 86_400_000;
    await spendStrangersGuesses(service, owner.email);
    expect((await signInFrom('198.51.100.2')).status).toBe(429);
  });

  test('is known for this account alone', async () => {
    const other = await accountWith(service, 'authenticator');
    const { email, password } = other;
    const { mfaID } = (
      await service.call('auth/sign-in', {
        body: { identifier: email, password },
        address: '198.51.100.3',
      })
    ).body;
    service.clock.now += 30_000;
    const otp = other.app.codeAt(service.clock.now);
    expect((await submit(service, mfaID, otp, { address: '198.51.100.3' })).status).toBe(200);
    await spendStrangersGuesses(service, owner.email);
    expect((await signInFrom('198.51.100.3')).status).toBe(429);
  });
});

test('a stranger without the password causes no wrong code: made-up challenges count nowhere', async () => {
  const before = await userRow(service, owner.id);
  const answers = await Promise.all(
    times(50, (index) => submit(service, `${owner.id}.${'abcdefghij'[index % 10]?.repeat(26)}`, '000000')),
  );
  expect(tally(answers)).toEqual({ 404: 50 });
  expect(await userRow(service, owner.id)).toEqual(before);
});
