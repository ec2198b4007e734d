import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Account,
  accountWith,
  challengeRow,
  nextAppCode,
  resetToken,
  sessionsOf,
  tally,
  times,
  userRow,
  wrongAppCode,
} from '../../support/accounts.ts';
import { type App, lastCode, otherCode, register, signIn, submit } from '../../support/people.ts';
import { type CallAnswer, type Service, startService } from '../../support/service.ts';

/**
 * R04 and R05 where DynamoDB refuses transactions that overlap: most of a burst is answered 503. Whoever gets that has not been
 * looked at, or is charged without being let in; nobody gets a look or a session beyond the limits, and afterwards the owner
 * gets in. How many get through is counted exactly where transactions queue: see parallel-guesses and one-code-many-uses.
 */

let service: Service;
let byEmail: Account;
let byApp: Account & { app: App };
beforeAll(async () => {
  service = await startService({ conflicts: 'refuse' });
  byEmail = await accountWith(service, 'email');
  byApp = await accountWith(service, 'authenticator');
});
afterAll(() => service.close());

/** How many answers have the first status; all others must have one of the rest. */
function count(answers: readonly CallAnswer[], status: number, ...rest: readonly number[]): number {
  const counted = tally(answers);
  expect([status, ...rest].map(String)).toEqual(expect.arrayContaining(Object.keys(counted)));
  return counted[status] ?? 0;
}

test('50 wrong codes at once on one challenge get at most 5 looks', async () => {
  const { mfaID } = (await signIn(service, byEmail)).body;
  const right = await lastCode(service, byEmail.email);
  const answers = await Promise.all(times(50, () => submit(service, mfaID, otherCode(right))));
  const looks = count(answers, 422, 410, 503);
  const { attempts } = await challengeRow(service, mfaID);
  expect(looks).toBeGreaterThan(0);
  expect(looks).toBeLessThanOrEqual(Number(attempts));
  expect(attempts).toBeLessThanOrEqual(5);
  expect(await userRow(service, byEmail.id)).toMatchObject({ emailFailures: attempts });
  expect((await submit(service, mfaID, right)).status).toBe(attempts === 5 ? 410 : 200);
});

test('100 wrong codes at once over 20 challenges get no more looks than the account has', async () => {
  const challenges: string[] = [];
  for (const _ of times(20, () => 0)) challenges.push((await signIn(service, byApp)).body.mfaID);
  const wrong = wrongAppCode(service, byApp.app);
  const answers = await Promise.all(
    challenges.flatMap((mfaID) => times(5, () => submit(service, mfaID, wrong))),
  );
  const looks = count(answers, 422, 429, 503);
  const { authenticatorFailures } = await userRow(service, byApp.id);
  expect(looks).toBeGreaterThan(0);
  expect(looks).toBeLessThanOrEqual(Number(authenticatorFailures));
  expect(authenticatorFailures).toBeLessThanOrEqual(10);
  service.clock.now += 3_600_000;
  const { mfaID } = (await signIn(service, byApp)).body;
  expect((await submit(service, mfaID, nextAppCode(service, byApp.app))).status).toBe(200);
});

test('a right code sent 50 times at once makes one session at most, and its owner gets in', async () => {
  const { mfaID } = (await signIn(service, byEmail)).body;
  const otp = await lastCode(service, byEmail.email);
  const before = (await sessionsOf(service, byEmail.id)).length;
  const made = count(await Promise.all(times(50, () => submit(service, mfaID, otp))), 200, 410, 503);
  expect(made).toBeLessThanOrEqual(1);
  expect(await sessionsOf(service, byEmail.id)).toHaveLength(before + made);
  const next = (await signIn(service, byEmail)).body.mfaID;
  expect((await submit(service, next, await lastCode(service, byEmail.email))).status).toBe(200);
});

test('a recovery code sent to 8 challenges at once makes one session at most', async () => {
  const challenges: string[] = [];
  for (const _ of times(8, () => 0)) challenges.push((await signIn(service, byApp)).body.mfaID);
  const [recoveryCode = ''] = byApp.recoveryCodes;
  const before = (await sessionsOf(service, byApp.id)).length;
  const answers = await Promise.all(challenges.map((mfaID) => submit(service, mfaID, recoveryCode)));
  const made = count(answers, 200, 410, 422, 503);
  expect(made).toBeLessThanOrEqual(1);
  expect(await sessionsOf(service, byApp.id)).toHaveLength(before + made);
});

test('a reset link used 8 times at once sets one password at most, and works afterwards if it set none', async () => {
  const person = await register(service);
  const token = await resetToken(service, person.email);
  const set = (password: string) => service.call('account/reset-password', { body: { token, password } });
  const passwords = times(8, (index) => `orange teapot over snow ${'abcdefgh'[index]}`);
  const answers = await Promise.all(passwords.map(set));
  const made = count(answers, 204, 410, 503);
  expect(made).toBeLessThanOrEqual(1);
  expect(await userRow(service, person.id)).toMatchObject({ credentialVersion: 1 + made });
  const winner =
    passwords[answers.findIndex(({ status }) => status === 204)] ?? 'purple lamp behind the hill';
  expect((await set(winner)).status).toBe(made === 1 ? 410 : 204);
  expect((await signIn(service, { ...person, password: winner })).status).toBe(200);
});
