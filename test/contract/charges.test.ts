import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createUser, type User, userKey } from '../../core/accounts/user.ts';
import type { CodeMethod } from '../../core/factors/factor.ts';
import { type Change, present, remove, update } from '../../core/kernel/change.ts';
import type { Row } from '../../core/kernel/rows.ts';
import { putTokenBack, takeToken } from '../../core/kernel/token-bucket.ts';
import { chargeCodeGuess, guessRefusal, waitSeconds } from '../../core/sign-in/code-failures.ts';
import {
  guessLimits,
  waysToGuessPassword,
  waysToGuessRegistration,
} from '../../core/sign-in/guess-limits.ts';
import { type Store, store } from '../../functions/adapters/store.ts';
import { chargeGuess, rowsToRead } from '../../functions/flows/sign-in/charge-guess.ts';
import { lambdaHost } from '../../functions/host.ts';
import { Refusal } from '../../functions/refusal.ts';
import { createTables } from '../../local/emulators/index.ts';
import { memoryStore } from '../support/memory-store.ts';
import { tableDefinitions, tableEnvironment } from '../support/tables.ts';
import { type DynamoDBUnderTest, openDynamoDB } from './dynamodb.ts';

type PasswordGuess = Parameters<typeof waysToGuessPassword>[0];

/** In the future: DynamoDB Local deletes rows whose `ttl` has passed, sooner or later. */
const noon = Date.UTC(2100, 0, 1, 12);

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
  kept = store({ ...lambdaHost, environment: { ...process.env, ...tableEnvironment(prefix) } });
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

describe('a guess at a password', () => {
  const { source: bySource, account: byAccount, newPlaceUntilFailures } = guessLimits;
  const guess = (more: Partial<PasswordGuess> = {}): PasswordGuess => ({
    source: randomUUID(),
    address: `${randomUUID()}@example.com`,
    now: noon,
    ...more,
  });
  const chargeAny = async (one: PasswordGuess) => {
    const ways = waysToGuessPassword(one);
    const read = await kept.read<Row[]>(...rowsToRead(ways));
    return chargeGuess(kept, ways, read, 'too-many-failed-sign-ins');
  };
  /** As a stranger sees it, who is refused on the hidden way as well. */
  const chargeOf = async (one: PasswordGuess) => {
    const charged = await chargeAny(one);
    if (charged.refusal) throw new Refusal(charged.refusal);
    return charged;
  };
  const charge = async (one: PasswordGuess) => {
    try {
      return await chargeOf(one);
    } catch (error) {
      if (error instanceof Refusal) return undefined;
      throw error;
    }
  };
  const passes = async (one: PasswordGuess) => (await charge(one)) !== undefined;
  const waitOf = (one: PasswordGuess) =>
    chargeOf(one).then(
      () => 0,
      (error: Refusal) => error.problem.retryAfterSeconds,
    );
  const stored = async (one: PasswordGuess) => kept.read<Row[]>(...rowsToRead(waysToGuessPassword(one)));

  async function freeGuesses(next: () => PasswordGuess): Promise<number> {
    let free = 0;
    while (free < 100 && (await passes(next()))) free += 1;
    return free;
  }

  it('passes twenty times for a source, whatever accounts it tries, then once in 30 s', async () => {
    const source = randomUUID();
    expect(await freeGuesses(() => guess({ source }))).toBe(bySource.burst);
    const pace = bySource.refillSeconds * 1000;
    expect(await passes(guess({ source, now: noon + pace - 1 }))).toBe(false);
    expect(await passes(guess({ source, now: noon + pace }))).toBe(true);
    expect(await passes(guess({ source, now: noon + pace }))).toBe(false);
    expect(await passes(guess({ source, now: noon + 2 * pace }))).toBe(true);
  });

  it('passes ten times for an account from anywhere, then once in 30 s: it is never locked', async () => {
    const [address, source] = [`${randomUUID()}@example.com`, randomUUID()];
    // Its try of the hour as a new place is one more.
    expect(await freeGuesses(() => guess({ address, source }))).toBe(byAccount.burst + 1);
    expect(await passes(guess({ address, source, now: noon + byAccount.refillSeconds * 1000 }))).toBe(true);
  });

  it('passes once an hour from each new place although the bucket is empty, until 300 failed that day', async () => {
    const address = `${randomUUID()}@example.com`;
    for (let index = 0; index < byAccount.burst; index += 1) await chargeOf(guess({ address }));
    const source = randomUUID();
    expect(await waitOf(guess({ address, source }))).toBe(0);
    expect(await waitOf(guess({ address, source }))).toBe(30);
    for (let failed = byAccount.burst + 1; failed < newPlaceUntilFailures; failed += 1)
      await chargeOf(guess({ address }));
    expect(await waitOf(guess({ address }))).toBe(30);
    const [, account] = await stored(guess({ address }));
    expect(account).toMatchObject({ failures: newPlaceUntilFailures });
  });

  it('takes the hidden way where strangers are refused: ten times for an account, then once in 30 s, with their wait', async () => {
    const [address, source] = [`${randomUUID()}@example.com`, randomUUID()];
    await freeGuesses(() => guess({ address }));
    await freeGuesses(() => guess({ source }));
    const one = guess({ address, source });
    for (let time = 0; time < guessLimits.known.burst; time += 1)
      expect((await chargeAny(one)).refusal).toMatchObject({ retryAfterSeconds: bySource.refillSeconds });
    await expect(chargeAny(one)).rejects.toMatchObject({
      problem: { retryAfterSeconds: bySource.refillSeconds },
    });
  });

  it('takes the hidden way a limited number of times from one source, whatever accounts it tries', async () => {
    const source = randomUUID();
    await freeGuesses(() => guess({ source }));
    const { burst, refillSeconds } = guessLimits.hidden;
    // The last of those guesses was refused, and took this way, too.
    for (let time = 0; time < burst - 1; time += 1)
      expect((await chargeAny(guess({ source }))).refusal).toBeDefined();
    await expect(chargeAny(guess({ source }))).rejects.toBeInstanceOf(Refusal);
    expect((await chargeAny(guess({ source, now: noon + refillSeconds * 1000 }))).refusal).toBeDefined();
  });

  it('that is refused says when, moves nothing and leaves nothing charged', async () => {
    const source = randomUUID();
    await freeGuesses(() => guess({ source }));
    const refused = guess({ source, now: noon + 12_000 });
    const before = await stored(refused);
    expect(await waitOf(refused)).toBe(bySource.refillSeconds - 12);
    expect(await stored(refused)).toEqual(before);
    expect(await passes(guess({ source, now: noon + bySource.refillSeconds * 1000 }))).toBe(true);
  });

  it('that was right is given back, wherever it was charged', async () => {
    const one = guess();
    for (let time = 0; time < 30; time += 1) {
      const charged = await chargeOf(one);
      await Promise.all([charged.giveBack(), kept.commit(charged.refund)]);
    }
    expect(await freeGuesses(() => one)).toBe(byAccount.burst + 1);
  });

  it('at once with others never gets more than its buckets: fifty from one source are twenty', async () => {
    const source = randomUUID();
    const passed = await Promise.all(Array.from({ length: 50 }, () => passes(guess({ source }))));
    expect(passed.filter(Boolean)).toHaveLength(bySource.burst);
  });

  it('at once with others never gets more than its buckets: fifty from one new place at one account are eleven', async () => {
    const one = guess();
    const passed = await Promise.all(Array.from({ length: 50 }, () => passes(one)));
    // While the source is charged for guesses that the account refuses, others may be refused for the source. All of that is
    // given back: one after the other, exactly the rest get through.
    const atOnce = passed.filter(Boolean).length;
    expect(atOnce).toBeGreaterThan(0);
    expect(atOnce).toBeLessThanOrEqual(byAccount.burst + 1);
    expect(atOnce + (await freeGuesses(() => one))).toBe(byAccount.burst + 1);
    const [source] = await stored(one);
    // What was charged for a guess that the account refused is given back.
    expect(source).toMatchObject({ fullAt: noon + (byAccount.burst + 1) * bySource.refillSeconds * 1000 });
  });
});

/** The rules are updates that depend on how the bucket was: bursts, right ones among them, meet them in any order. */
it('bursts of guesses, of which some are right, never get more than the bucket of their source', async () => {
  const burst = fc.record({
    waitSeconds: fc.nat(120),
    guesses: fc.array(fc.boolean(), { minLength: 1, maxLength: 30 }),
  });
  const { burst: most, refillSeconds } = guessLimits.source;
  await fc.assert(
    fc.asyncProperty(fc.array(burst, { minLength: 1, maxLength: 5 }), async (bursts) => {
      const source = randomUUID();
      const wrongAt: number[] = [];
      let now = noon;
      for (const { waitSeconds, guesses } of bursts) {
        now += waitSeconds * 1000;
        const ways = waysToGuessRegistration({ source, now });
        const guessOnce = async (isRight: boolean) => {
          const read = await kept.read<Row[]>(...rowsToRead(ways));
          const charged = await chargeGuess(kept, ways, read, 'too-many-wrong-codes').catch(() => undefined);
          if (charged && isRight) await charged.giveBack();
          else if (charged) wrongAt.push(now);
        };
        await Promise.all(guesses.map(guessOnce));
      }
      for (const [index, from] of wrongAt.entries())
        for (const [last, until] of wrongAt.entries())
          if (last >= index)
            expect(last - index + 1).toBeLessThanOrEqual(most + ((until - from) / 1000 + 10) / refillSeconds);
    }),
    { numRuns: 20 },
  );
});

/** Models carry the same changes out in memory: the two must agree. */
it('is charged in memory as it is in DynamoDB, row by row', async () => {
  const key = { id: randomUUID() };
  const at = { table: 'challenges', key } as const;
  const memory = memoryStore();
  const bucket = { burst: 3, refillSeconds: 30 };
  const step = fc.record({ seconds: fc.nat(45), kind: fc.constantFrom('full', 'started', 'back', 'gone') });
  const changeOf = (kind: string, now: number): Change => {
    if (kind === 'gone') return remove('challenges', key, [present('fullAt')]);
    if (kind === 'back') return putTokenBack(bucket, at, now, { add: { failures: -1 } });
    const row = kind === 'full' ? undefined : { fullAt: now + 1 };
    return takeToken(bucket, at, row, now, { add: { failures: 1 } });
  };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      let now = noon;
      for (const { seconds, kind } of steps) {
        now += seconds * 1000;
        const change = changeOf(kind, now);
        expect(await kept.commit([change])).toEqual(memory.commitNow([change]));
        expect(await kept.read(at)).toEqual(await memory.read(at));
      }
    }),
    { numRuns: 15 },
  );
});
