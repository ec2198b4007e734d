import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createUser, type User, userKey } from '../../core/accounts/user.ts';
import type { CodeMethod } from '../../core/factors/factor.ts';
import { update } from '../../core/kernel/change.ts';
import {
  chargeCodeGuess,
  chargePasswordGuess,
  guessRefusal,
  type PasswordGuess,
  passwordGuessLimits,
  passwordGuessRefusal,
  refundPasswordGuess,
  waitSeconds,
} from '../../core/sign-in/throttle.ts';
import { type Store, store } from '../../functions/adapters/store.ts';
import { lambdaHost } from '../../functions/host.ts';
import { createTables } from '../../local/emulators/index.ts';
import { tableDefinitions, tableEnvironment } from '../support/tables.ts';
import { noon } from '../support/users.ts';
import { type DynamoDBUnderTest, openDynamoDB } from './dynamodb.ts';

/** The limits on guesses are said twice: as a decision, for the answer, and as a condition of the write, which counts. */

let dynamodb: DynamoDBUnderTest;
let kept: Store;
beforeAll(async () => {
  dynamodb = await openDynamoDB();
  const prefix = randomUUID();
  await createTables(dynamodb.client, tableDefinitions(prefix));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'contract',
    AWS_SECRET_ACCESS_KEY: 'local',
  });
  kept = store({ ...lambdaHost, environment: tableEnvironment(prefix) });
});
afterAll(() => dynamodb.close());

async function userWith(set: Record<string, number>): Promise<User> {
  const userID = randomUUID();
  const names = { address: userID, email: userID, name: 'Ada', passwordHash: 'void' };
  await kept.commit(createUser({ userID, ...names, now: noon }));
  if (Object.keys(set).length > 0) await kept.commit([update('users', userKey(userID), set, [])]);
  const [user] = await kept.read<[User]>({ table: 'users', key: userKey(userID) });
  return user as User;
}

describe('a code guess', () => {
  it('is charged where the decision allows it, and nowhere else: every count, a millisecond to either side', async () => {
    const method: CodeMethod = 'recovery-code';
    for (let failures = 0; failures <= 101; failures += 1) {
      const user = await userWith({ [`${method}Failures`]: failures, [`${method}FailedAt`]: noon });
      const openAt = noon + waitSeconds(failures) * 1000;
      for (const now of [openAt - 1, openAt]) {
        const allowed = guessRefusal(user, method, now) === undefined;
        const charged = await kept.commit([chargeCodeGuess(user.userID, method, now)]);
        expect(charged.committed, `${failures} failures, ${now - openAt} ms`).toBe(allowed);
        // The next instant is judged from where this one began.
        if (charged.committed && now < openAt)
          await kept.commit([
            update(
              'users',
              userKey(user.userID),
              { [`${method}Failures`]: failures, [`${method}FailedAt`]: noon },
              [],
            ),
          ]);
      }
    }
  });

  it('counts the first failure, and says when', async () => {
    const { userID } = await userWith({});
    await kept.commit([chargeCodeGuess(userID, 'email', noon)]);
    const [user] = await kept.read<[User]>({ table: 'users', key: userKey(userID) });
    expect(user).toMatchObject({ emailFailures: 1, emailFailedAt: noon });
    expect(user).not.toHaveProperty('authenticatorFailures');
  });

  it('a hundred at once of an account with none are ten', async () => {
    const { userID } = await userWith({});
    const charges = await Promise.all(
      Array.from({ length: 100 }, () => kept.commit([chargeCodeGuess(userID, 'email', noon)])),
    );
    expect(charges.filter(({ committed }) => committed)).toHaveLength(10);
  });

  it('a hundred at once of an account whose wait is over are one', async () => {
    const { userID } = await userWith({ emailFailures: 40, emailFailedAt: noon - 3_600_000 });
    const charges = await Promise.all(
      Array.from({ length: 100 }, () => kept.commit([chargeCodeGuess(userID, 'email', noon)])),
    );
    expect(charges.filter(({ committed }) => committed)).toHaveLength(1);
  });
});

describe('a password guess', () => {
  const { freePerSource, freePerAccount, paceSeconds } = passwordGuessLimits;
  const guess = (more: Partial<PasswordGuess> = {}): PasswordGuess => ({
    source: randomUUID(),
    address: `${randomUUID()}@example.com`,
    isKnownSource: false,
    now: noon,
    ...more,
  });
  const charge = async (one: PasswordGuess) => (await kept.commit(chargePasswordGuess(one))).committed;

  async function freeGuesses(next: () => PasswordGuess): Promise<number> {
    let free = 0;
    while (free < 100 && (await charge(next()))) free += 1;
    return free;
  }

  it('is free twenty times for a source, whatever accounts it tries, then one in 30 s', async () => {
    const source = randomUUID();
    expect(await freeGuesses(() => guess({ source }))).toBe(freePerSource);
    const pace = paceSeconds * 1000;
    expect(await charge(guess({ source, now: noon + pace - 1 }))).toBe(false);
    expect(await charge(guess({ source, now: noon + pace }))).toBe(true);
    expect(await charge(guess({ source, now: noon + pace }))).toBe(false);
    expect(await charge(guess({ source, now: noon + 2 * pace }))).toBe(true);
  });

  it('is free ten times for an account from anywhere, then one in 30 s: it is never locked', async () => {
    const address = 'ada@example.com';
    expect(await freeGuesses(() => guess({ address }))).toBe(freePerAccount);
    expect(await charge(guess({ address, now: noon + paceSeconds * 1000 }))).toBe(true);
  });

  it('from a source that signed in lately is not slowed by what strangers do to the account', async () => {
    const address = 'bob@example.com';
    await freeGuesses(() => guess({ address }));
    expect(await charge(guess({ address }))).toBe(false);
    expect(await charge(guess({ address, isKnownSource: true }))).toBe(true);
  });

  it('that is refused says when, and moves nothing', async () => {
    const source = randomUUID();
    await freeGuesses(() => guess({ source }));
    const refused = await kept.commit(chargePasswordGuess(guess({ source, now: noon + 12_000 })));
    if (refused.committed) throw new Error('was charged');
    const rows = refused.failed.map(({ old }) => old);
    expect(passwordGuessRefusal(rows, noon + 12_000)).toMatchObject({
      slug: 'too-many-attempts',
      retryAfterSeconds: paceSeconds - 12,
    });
    expect(await charge(guess({ source, now: noon + paceSeconds * 1000 }))).toBe(true);
  });

  it('that was right is given back', async () => {
    const one = guess();
    for (let time = 0; time < 30; time += 1) {
      expect(await charge(one)).toBe(true);
      expect((await kept.commit(refundPasswordGuess(one))).committed).toBe(true);
    }
  });

  it('is never given back twice: that would be a guess for nothing', async () => {
    const one = guess();
    await charge(one);
    await kept.commit(refundPasswordGuess(one));
    expect((await kept.commit(refundPasswordGuess(one))).committed).toBe(false);
    expect(await freeGuesses(() => one)).toBe(freePerAccount);
  });

  it('fifty at once from one source are twenty', async () => {
    const source = randomUUID();
    const charges = await Promise.allSettled(Array.from({ length: 50 }, () => charge(guess({ source }))));
    const made = charges.filter((it) => it.status === 'fulfilled' && it.value).length;
    // What meets another transaction too often is refused.
    expect(made).toBeGreaterThan(0);
    expect(made).toBeLessThanOrEqual(freePerSource);
  });
});
