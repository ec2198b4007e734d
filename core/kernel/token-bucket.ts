import { above, absent, anyOf, atMost, type Change, type Update, update } from './change.ts';
import { type Row, type Table, ttlAfter } from './rows.ts';

/** A limit on a rate: `burst` at once, and one more every `refillSeconds`. */
export interface TokenBucket {
  readonly burst: number;
  readonly refillSeconds: number;
}

/** Where a bucket is stored. Several rows are never written in one transaction if strangers share one of them. */
export interface RowPlace {
  readonly table: Table;
  readonly key: Readonly<Record<string, string>>;
}

/*
 * A bucket is one number, `fullAt`: the instant at which it will be full again (the generic cell rate algorithm, ITU-T I.371).
 * Taking a token moves it by one interval into the future, and is allowed while it stays within `burst` intervals of now. So
 * any number of requests at once take at most `burst` tokens, and no more than one for each interval after that.
 *
 * An update cannot compute a maximum. A bucket that is full and one that is not take different updates, each of which is
 * conditional on its case: if another request was faster, the condition fails, and its row says which one applies now.
 * Requests that take a token and put it back at once would make a bucket full and not full in turn, and race for ever. So
 * one that became full only just now is charged as if it were not: it gains the slack, which is less than a token.
 */

/** Longer than a request takes that puts its token back. */
const slackMilliseconds = (bucket: TokenBucket) => Math.min(10_000, interval(bucket) / 3);

const interval = (bucket: TokenBucket) => bucket.refillSeconds * 1000;

const fullAtOf = (row: Row | undefined) => Number(row?.['fullAt'] ?? 0);

/** Milliseconds until there is a token; 0 if there is one. */
export function tokenWait(bucket: TokenBucket, row: Row | undefined, now: number): number {
  return Math.max(0, fullAtOf(row) - now - (bucket.burst - 1) * interval(bucket));
}

/**
 * Takes a token.
 * @param row As it was read, or as the last attempt met it; undefined if it is absent or unknown.
 * @param also What is counted in the same write.
 */
export function takeToken(
  bucket: TokenBucket,
  at: RowPlace,
  row: Row | undefined,
  now: number,
  also: { readonly add?: Readonly<Record<string, number>>; readonly ttl?: number } = {},
): Update {
  const ttl = also.ttl ?? ttlAfter(now + bucket.burst * interval(bucket));
  const since = now - slackMilliseconds(bucket);
  if (fullAtOf(row) <= since) {
    const isFull = anyOf([absent('fullAt')], [atMost('fullAt', now)]);
    return update(at.table, at.key, { fullAt: now + interval(bucket), ttl }, [isFull], also.add);
  }
  const hasToken = [above('fullAt', since), atMost('fullAt', now + (bucket.burst - 1) * interval(bucket))];
  return update(at.table, at.key, { ttl }, hasToken, { ...also.add, fullAt: interval(bucket) });
}

/**
 * Puts back a token that was taken at `now`. It gives back no more than was taken if it is called once, and within
 * `refillSeconds`. There is no condition: it must not make the commit fail that it is part of.
 */
export function putTokenBack(
  bucket: TokenBucket,
  at: RowPlace,
  now: number,
  also: { readonly add?: Readonly<Record<string, number>>; readonly ttl?: number } = {},
): Change {
  const ttl = also.ttl ?? ttlAfter(now + bucket.burst * interval(bucket));
  return update(at.table, at.key, { ttl }, [], { ...also.add, fullAt: -interval(bucket) });
}
