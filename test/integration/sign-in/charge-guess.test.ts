import { describe, expect, test } from 'vitest';
import { Busy } from '../../../core/kernel/busy.ts';
import type { Change } from '../../../core/kernel/change.ts';
import {
  guessLimits,
  sharedLimits,
  shownWays,
  waysToGuessPassword,
} from '../../../core/sign-in/guess-limits.ts';
import { chargeGuess, chargeGuessAndRead } from '../../../functions/flows/sign-in/charge-guess.ts';
import { Refusal } from '../../../functions/refusal.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { noon } from '../../support/users.ts';

const all = waysToGuessPassword({ address: 'ada@example.com', source: '192.0.2.1', now: noon });
const ways = shownWays(all);
const [source = '', account = ''] = sharedLimits(ways);
const newPlace = ways[1]?.[1]?.id ?? '';
const reason = 'too-many-failed-sign-ins';
const spent = { fullAt: noon + guessLimits.account.burst * 30_000 };

/** A store with these rows, and the changes that were written to it. */
function storeWith(rows: Record<string, object> = {}) {
  const store = memoryStore();
  const asked: Change[] = [];
  for (const [id, row] of Object.entries(rows))
    store.commitNow([{ table: 'challenges', key: { id }, kind: 'put', row: { id, ...row }, when: [] }]);
  return {
    asked,
    commit: (changes: readonly Change[]) => {
      asked.push(...changes);
      return store.commit(changes);
    },
    /** How many tokens are missing from a bucket. */
    taken: (id: string, refillSeconds = 30) => {
      const row = store.rowAt({ table: 'challenges', key: { id } });
      return Math.max(0, (Number(row?.['fullAt'] ?? 0) - noon) / 1000 / refillSeconds);
    },
    failures: () => store.rowAt({ table: 'challenges', key: { id: account } })?.['failures'],
  };
}

describe('a guess whose rows changed since they were read', () => {
  test('takes the other way if that is open, and is charged once for what both share', async () => {
    const store = storeWith({ [account]: { ...spent, failures: 12 } });
    const charged = await chargeGuess(store, ways, [undefined, undefined], reason);
    expect([store.taken(source), store.taken(account), store.taken(newPlace, 3600)]).toEqual([1, 10, 1]);
    expect(store.failures()).toBe(13);
    await charged.giveBack();
    await store.commit(charged.refund);
    expect([store.taken(source), store.taken(account), store.taken(newPlace, 3600)]).toEqual([0, 10, 0]);
    expect(store.failures()).toBe(12);
  });

  test('leaves nothing charged if no way is open, and says the shortest wait', async () => {
    const store = storeWith({ [account]: { ...spent, failures: 300 } });
    const refused = await chargeGuess(store, ways, [undefined, undefined], reason).catch((error) => error);
    expect(refused).toBeInstanceOf(Refusal);
    expect(refused.problem).toMatchObject({ reason, retryAfterSeconds: 30 });
    expect([store.taken(source), store.taken(account), store.failures()]).toEqual([0, 10, 300]);
  });

  test('is not the one of the hour a second time, and gives that of the day back', async () => {
    const store = storeWith({ [account]: { ...spent, failures: 12 }, [newPlace]: { fullAt: noon + 60_000 } });
    await expect(chargeGuess(store, ways, [undefined, undefined], reason)).rejects.toBeInstanceOf(Refusal);
    expect([store.taken(source), store.failures()]).toEqual([0, 12]);
  });
});

describe('a guess on the hidden way', () => {
  const [hidden = '', own = ''] = (all[2] ?? []).map(({ id }) => id);
  const spentSource = { fullAt: noon + guessLimits.source.burst * 30_000 };

  test('is charged there alone, with the wait of strangers, and given back if it was right', async () => {
    const store = storeWith({ [source]: spentSource });
    const charged = await chargeGuess(store, all, [spentSource], reason);
    expect(charged.refusal).toMatchObject({ reason, retryAfterSeconds: 30 });
    expect([store.taken(hidden, 1), store.taken(own), store.taken(account)]).toEqual([1, 1, 0]);
    await charged.giveBack();
    await store.commit(charged.refund);
    expect([store.taken(hidden, 1), store.taken(own)]).toEqual([0, 0]);
  });

  test('writes once and leaves nothing charged, if there were too many at its source', async () => {
    const store = storeWith({ [source]: spentSource, [hidden]: { fullAt: noon + 100_000 } });
    await expect(chargeGuess(store, all, [spentSource], reason)).rejects.toBeInstanceOf(Refusal);
    expect(store.asked).toHaveLength(1);
    expect(store.taken(own)).toBe(0);
  });
});

test('of twenty new places that see 295 failures at once, five get the rest of the day', async () => {
  const row = { ...spent, failures: 295 };
  const store = storeWith({ [account]: row });
  const guesses = Array.from({ length: 20 }, (_, index) => {
    const from = { address: 'ada@example.com', source: `192.0.2.${index}`, now: noon };
    return chargeGuess(store, shownWays(waysToGuessPassword(from)), [undefined, row], reason);
  });
  const results = await Promise.allSettled(guesses);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
  expect(store.failures()).toBe(300);
});

test('a guess that the rows refuse as they were read costs nothing more', async () => {
  const store = storeWith();
  const read = [{ fullAt: noon + 20 * 30_000 }, undefined];
  const readMore = async () => expect.unreachable();
  const refused = await chargeGuessAndRead(store, ways, read, readMore).catch((error) => error);
  expect(refused.problem).toMatchObject({ reason, retryAfterSeconds: 30 });
  expect(store.asked).toEqual([]);
});

test('a guess that cannot be compared is given back', async () => {
  const store = storeWith();
  const failing = () => Promise.reject(new Busy());
  await expect(chargeGuessAndRead(store, ways, [], failing)).rejects.toBeInstanceOf(Busy);
  expect([store.taken(source), store.taken(account), store.failures()]).toEqual([0, 0, 0]);
});

test('a guess that loses against others again and again is not looked at, and the service is busy', async () => {
  const store = storeWith();
  // Whatever is tried, the row seems to be as it was.
  const commit = async ([change]: readonly Change[]) =>
    change?.when.length === 0
      ? store.commit([change])
      : { committed: false as const, failed: change ? [{ change }] : [] };
  await expect(chargeGuess({ commit }, ways, [], reason)).rejects.toBeInstanceOf(Busy);
});
