import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Account,
  accountWith,
  challengeRow,
  nextAppCode,
  sessionsOf,
  tally,
  times,
  userRow,
  wrongAppCode,
} from '../../support/accounts.ts';
import { type App, lastCode, otherCode, signIn, submit } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';
import { disturbDynamoDB, type UnrulyDynamoDB } from '../../support/unruly-dynamodb.ts';

/** R01 and R04: guesses at once, over one challenge or over many (Microsoft's AuthQuake, CVE-2024-4629). */

let service: Service;
let byEmail: Account;
let byApp: Account & { app: App };
let dynamodb: UnrulyDynamoDB;
beforeAll(async () => {
  service = await startService({
    conflicts: 'queue',
    meter: async (endpoint) => {
      dynamodb = await disturbDynamoDB(endpoint);
      return dynamodb.endpoint;
    },
  });
  byEmail = await accountWith(service, 'email');
  byApp = await accountWith(service, 'authenticator');
});
afterAll(async () => {
  await service.close();
  await dynamodb.close();
});

describe('50 wrong codes at once on one challenge', () => {
  test('get at most 5 looks, and the right code is then refused', async () => {
    const { mfaID } = (await signIn(service, byEmail)).body;
    const right = await lastCode(service, byEmail.email);
    const answers = await Promise.all(times(50, () => submit(service, mfaID, otherCode(right))));
    expect(tally(answers)).toEqual({ 410: 45, 422: 5 });
    expect(await challengeRow(service, mfaID)).toMatchObject({ attempts: 5 });
    expect(await userRow(service, byEmail.id)).toMatchObject({ emailFailures: 5 });
    expect((await submit(service, mfaID, right)).slug).toBe('challenge-expired');
  });

  test('do the same when they are recovery codes', async () => {
    const { mfaID } = (await signIn(service, byEmail)).body;
    const known = byEmail.recoveryCodes[0] ?? '';
    const wrong = `${known.slice(0, 4)}-AAAA-AAAA-AAAA-AAAA`;
    const answers = await Promise.all(times(50, () => submit(service, mfaID, wrong)));
    expect(tally(answers)).toEqual({ 410: 45, 422: 5 });
    expect(await userRow(service, byEmail.id)).toMatchObject({ 'recovery-codeFailures': 5 });
    expect((await submit(service, mfaID, known)).slug).toBe('challenge-expired');
  });
});

describe('200 wrong codes at once over 40 challenges', () => {
  test("get no more looks than the account's budget of 10", async () => {
    const challenges: string[] = [];
    for (let index = 0; index < 40; index += 1)
      challenges.push((await signIn(service, byApp, { address: `198.51.100.${index}` })).body.mfaID);
    const wrong = wrongAppCode(service, byApp.app);
    const answers = await Promise.all(
      challenges.flatMap((mfaID, index) =>
        times(5, () => submit(service, mfaID, wrong, { address: `203.0.113.${index}` })),
      ),
    );
    expect(tally(answers)).toEqual({ 422: 10, 429: 190 });
    expect(await userRow(service, byApp.id)).toMatchObject({ authenticatorFailures: 10 });
  });

  test('leave the right code refused until the wait is over', async () => {
    const { mfaID } = (await signIn(service, byApp)).body;
    expect(await submit(service, mfaID, byApp.app.codeAt(service.clock.now))).toMatchObject({
      status: 429,
      headers: { 'retry-after': '30' },
    });
    expect((await submit(service, mfaID, nextAppCode(service, byApp.app))).status).toBe(200);
  });

  test('are reported to the user by mail, each challenge that got a look', async () => {
    service.clock.now += 20 * 60_000;
    await service.run('mfa/report-wrong-codes');
    const challenges = (await service.rows('challenges')).filter(({ userID }) => userID === byApp.id);
    const guessed = challenges.filter((row) => row['usedAt'] === undefined && Number(row['attempts']) > 0);
    expect(guessed.length).toBeGreaterThan(0);
    expect(guessed.filter((row) => row['reportedAt'] === undefined)).toEqual([]);
    const reported = (await service.mailsTo(byApp.email)).filter(({ subject }) =>
      subject.includes('Someone entered your password and then a wrong code'),
    );
    expect(reported.length).toBeGreaterThan(0);
  });
});

describe('the right code among so many at once that it comes after the last look', () => {
  /** Sends a code, and lets its first write wait until the rival guesses have made theirs. */
  async function overtaken(mfaID: string, otp: string, rivals: () => Promise<unknown>) {
    const first = dynamodb.holdNext('TransactWriteItems');
    const submitting = submit(service, mfaID, otp);
    await first.held;
    await rivals();
    first.release();
    return submitting;
  }

  test('is not looked at when five wrong ones of its challenge were charged meanwhile', async () => {
    service.clock.now += 3_600_000;
    const { mfaID } = (await signIn(service, byEmail)).body;
    const right = await lastCode(service, byEmail.email);
    const sessions = await sessionsOf(service, byEmail.id);
    const rivals = () => Promise.all(times(5, () => submit(service, mfaID, otherCode(right))));
    expect((await overtaken(mfaID, right, rivals)).slug).toBe('challenge-expired');
    expect(await sessionsOf(service, byEmail.id)).toEqual(sessions);
  });

  test("is not looked at when the account's budget was spent meanwhile over other challenges", async () => {
    service.clock.now += 3_600_000;
    const challenges: string[] = [];
    for (const _ of times(3, () => 0)) challenges.push((await signIn(service, byApp)).body.mfaID);
    const [mfaID = '', ...others] = challenges;
    const sessions = await sessionsOf(service, byApp.id);
    const wrong = wrongAppCode(service, byApp.app);
    const rivals = () =>
      Promise.all(others.flatMap((other) => times(5, () => submit(service, other, wrong))));
    const answer = await overtaken(mfaID, nextAppCode(service, byApp.app), rivals);
    expect(answer.slug).toBe('too-many-attempts');
    expect(await sessionsOf(service, byApp.id)).toEqual(sessions);
  });
});
