import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { putTokenBack, type TokenBucket, takeToken, tokenWait } from '../../../core/kernel/token-bucket.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { noon } from '../../support/users.ts';

const bucket = { burst: 3, refillSeconds: 30 } as const;
const at = { table: 'challenges', key: { id: 'bucket' } } as const;

/** Takes a token as a request does: as it reads the row, and once more as it met it. */
function take(store: ReturnType<typeof memoryStore>, now: number, of: TokenBucket = bucket): boolean {
  const written = store.commitNow([takeToken(of, at, undefined, now)]);
  if (written.committed) return true;
  return store.commitNow([takeToken(of, at, written.failed[0]?.old, now)]).committed;
}

const rowOf = (store: ReturnType<typeof memoryStore>) => store.rowAt(at);

describe('a bucket of three tokens, one back every 30 s', () => {
  it('gives three at once, and then one in 30 s, to the millisecond', () => {
    const store = memoryStore();
    expect([1, 2, 3, 4].map(() => take(store, noon))).toEqual([true, true, true, false]);
    expect(tokenWait(bucket, rowOf(store), noon)).toBe(30_000);
    expect(take(store, noon + 29_999)).toBe(false);
    expect(tokenWait(bucket, rowOf(store), noon + 29_999)).toBe(1);
    expect(take(store, noon + 30_000)).toBe(true);
    expect(take(store, noon + 30_000)).toBe(false);
  });

  it('is never fuller than full, however long nobody takes any', () => {
    const store = memoryStore();
    take(store, noon);
    const later = noon + 30 * 86_400_000;
    expect(tokenWait(bucket, rowOf(store), later)).toBe(0);
    expect([1, 2, 3, 4].map(() => take(store, later))).toEqual([true, true, true, false]);
  });

  it('says how long to wait without being touched by the question', () => {
    const store = memoryStore();
    for (const _ of [1, 2, 3]) take(store, noon);
    const before = rowOf(store);
    expect(take(store, noon + 12_000)).toBe(false);
    expect(rowOf(store)).toEqual(before);
    expect(tokenWait(bucket, before, noon + 12_000)).toBe(18_000);
  });

  it('gives back exactly what was taken, full or not', () => {
    const store = memoryStore();
    for (const taken of [1, 2, 3]) {
      for (let time = 0; time < 50; time += 1) {
        expect(take(store, noon), `${taken} taken`).toBe(true);
        store.commitNow([putTokenBack(bucket, at, noon)]);
      }
      take(store, noon);
    }
    expect(take(store, noon)).toBe(false);
  });

  it('of which one was given back to a row that is gone is full, and no more', () => {
    const store = memoryStore();
    store.commitNow([putTokenBack(bucket, at, noon)]);
    expect([1, 2, 3, 4].map(() => take(store, noon))).toEqual([true, true, true, false]);
  });

  it('outlives what it limits, and is cleaned up', () => {
    const store = memoryStore();
    const dayAfterItIsFull = (now: number) => (now + 90_000 + 86_400_000) / 1000;
    for (const now of [noon, noon + 1000]) {
      take(store, now);
      expect(rowOf(store)?.['ttl']).toBe(dayAfterItIsFull(now));
    }
    store.commitNow([putTokenBack(bucket, at, noon + 2000)]);
    expect(rowOf(store)?.['ttl']).toBe(dayAfterItIsFull(noon + 2000));
  });

  it('counts in the same write whatever else is to be counted', () => {
    const store = memoryStore();
    for (const row of [undefined, { fullAt: noon + 30_000 }])
      store.commitNow([takeToken(bucket, at, row, noon, { add: { failures: 1 }, ttl: 7 })]);
    store.commitNow([putTokenBack(bucket, at, noon, { add: { failures: -1 }, ttl: 8 })]);
    expect(rowOf(store)).toEqual({ id: 'bucket', fullAt: noon + 30_000, failures: 1, ttl: 8 });
  });
});

it('is charged by one update, however often others take a token and put it back meanwhile', () => {
  for (const later of [0, 1, 5000, 9999]) {
    const store = memoryStore();
    take(store, noon);
    const met = rowOf(store);
    store.commitNow([putTokenBack(bucket, at, noon)]);
    const charge = takeToken(bucket, at, met, noon + later);
    expect(store.commitNow([charge]), `${later} ms`).toEqual({ committed: true });
  }
});

it('is charged on the strength of the row that was read, from the moment it is full until the slack is over', () => {
  for (const [sinceFull, isPlain] of [
    [9999, false],
    [10_000, true],
    [10_001, true],
  ] as const) {
    const store = memoryStore();
    const row = { id: 'bucket', fullAt: noon - sinceFull };
    store.commitNow([{ ...at, kind: 'put', row, when: [] }]);
    expect(store.commitNow([takeToken(bucket, at, row, noon)])).toEqual({ committed: true });
    expect(rowOf(store)?.['fullAt']).toBe(noon + 30_000 - (isPlain ? 0 : sinceFull));
  }
});

it('of fast tokens has a slack of a third of one', () => {
  const fast = { burst: 3, refillSeconds: 6 };
  for (const [sinceFull, gained] of [
    [1999, 1999],
    [2000, 0],
  ] as const) {
    const store = memoryStore();
    store.commitNow([takeToken(fast, at, { fullAt: noon - sinceFull }, noon)]);
    const row = { id: 'bucket', fullAt: noon - sinceFull };
    store.commitNow([{ ...at, kind: 'put', row, when: [] }]);
    store.commitNow([takeToken(fast, at, row, noon)]);
    expect(rowOf(store)?.['fullAt']).toBe(noon + 6000 - gained);
  }
});

it.each([
  ['was full long ago', { fullAt: noon - 86_400_000 }],
  ['is gone', undefined],
])('is not charged on the strength of an earlier look if it %s meanwhile', (_, row) => {
  const store = memoryStore();
  if (row) store.commitNow([{ ...at, kind: 'put', row: { id: 'bucket', ...row }, when: [] }]);
  expect(store.commitNow([takeToken(bucket, at, { fullAt: noon + 1 }, noon)]).committed).toBe(false);
  expect([1, 2, 3, 4].map(() => take(store, noon))).toEqual([true, true, true, false]);
});

it('gains less than a token by that', () => {
  const store = memoryStore();
  let taken = 0;
  for (const now of [noon, noon + 39_999, noon + 39_999, noon + 39_999, noon + 39_999])
    if (take(store, now)) taken += 1;
  expect(taken).toBe(4);
});

it('whatever the times, taken tokens less those given back stay within burst and refill', () => {
  const step = fc.record({
    waitMilliseconds: fc.nat(90_000),
    // Clocks of functions differ.
    skewMilliseconds: fc.integer({ min: -2000, max: 2000 }),
    isRight: fc.boolean(),
  });
  const buckets = fc.record({ burst: fc.integer({ min: 1, max: 5 }), refillSeconds: fc.constantFrom(7, 30) });
  fc.assert(
    fc.property(buckets, fc.array(step, { maxLength: 80 }), (of, steps) => {
      const store = memoryStore();
      const kept: number[] = [];
      let now = noon;
      for (const { waitMilliseconds, skewMilliseconds, isRight } of steps) {
        now += waitMilliseconds;
        const seen = now + skewMilliseconds;
        if (!take(store, seen, of)) continue;
        if (isRight) store.commitNow([putTokenBack(of, at, seen)]);
        else kept.push(now);
      }
      for (const [first, from] of kept.entries())
        for (const [last, until] of kept.entries()) {
          // Two seconds of skew to either side, and the slack.
          const seconds = (until - from) / 1000 + 4 + of.refillSeconds / 3;
          if (last >= first)
            expect(last - first + 1).toBeLessThanOrEqual(of.burst + seconds / of.refillSeconds);
        }
    }),
    { numRuns: 500 },
  );
});
