import { absent, anyOf, below, type Change, update } from '../kernel/change.ts';
import { digest } from '../kernel/digest.ts';
import { type Row, ttlAfter } from '../kernel/rows.ts';
import { putTokenBack, type TokenBucket, takeToken, tokenWait } from '../kernel/token-bucket.ts';
import type { Place } from './known-place.ts';

/*
 * Limits on guessing passwords, SSH keys and the codes of registrations (rule 4). A guess is charged before anything is
 * compared, and what was right is given back. Whoever is known to the account counts alone; strangers share a bucket per
 * network source and one per account.
 */

export const guessLimits = {
  /** Everybody at one network source, for each of the three kinds of guesses. */
  source: { burst: 20, refillSeconds: 30 },
  /** All strangers together who guess at one account. */
  account: { burst: 10, refillSeconds: 30 },
  /** One known place of one account, or one session of it. */
  known: { burst: 10, refillSeconds: 30 },
  /** What a source that is new to an account may do although the bucket of its strangers is empty … */
  newPlace: { burst: 1, refillSeconds: 3600 },
  /** … while strangers have failed less often than this at the account since midnight UTC. */
  newPlaceUntilFailures: 300,
} as const satisfies Record<string, TokenBucket | number>;

const dayMilliseconds = 86_400_000;

/** A limit that a guess has to pass, with the changes that charge it and take the charge back. */
export interface Limit {
  readonly id: string;
  /** Whether strangers or many users share its row: then it is never part of a transaction. */
  readonly isShared: boolean;
  /** Milliseconds until it lets a guess pass; 0 if it does now. */
  readonly wait: (row: Row | undefined) => number;
  /** The change that charges it, if the row is still as it was. A failed condition gives the row as it is. */
  readonly charge: (row: Row | undefined) => Change;
  readonly giveBack: Change;
}

/** A guess passes if every limit of one of the ways lets it pass. The first way that is open is taken. */
export type Ways = readonly (readonly Limit[])[];

/** By what the account knows who guesses: a place that was signed in from, or a session of this very account. */
export type KnownBy = Place | { readonly kind: 'session'; readonly id: string };

const challengesRow = (id: string) => ({ table: 'challenges', key: { id } }) as const;

function bucketLimit(bucket: TokenBucket, id: string, now: number, isShared: boolean): Limit {
  return {
    id,
    isShared,
    wait: (row) => tokenWait(bucket, row, now),
    charge: (row) => takeToken(bucket, challengesRow(id), row, now),
    giveBack: putTokenBack(bucket, challengesRow(id), now),
  };
}

const failuresOf = (row: Row | undefined) => Number(row?.['failures'] ?? 0);

/** The bucket of an account's strangers. Its row is of one day, and also counts what they guessed wrong in it. */
function strangersLimit(id: string, now: number): Limit {
  const bucket = guessLimits.account;
  const ttl = ttlAfter(now + dayMilliseconds);
  return {
    id,
    isShared: true,
    wait: (row) => tokenWait(bucket, row, now),
    charge: (row) => takeToken(bucket, challengesRow(id), row, now, { add: { failures: 1 }, ttl }),
    giveBack: putTokenBack(bucket, challengesRow(id), now, { add: { failures: -1 }, ttl }),
  };
}

/** Only the count of the same row: for guesses that pass beside the bucket. */
function failuresLimit(id: string, now: number): Limit {
  const ttl = ttlAfter(now + dayMilliseconds);
  const { table, key } = challengesRow(id);
  const most = guessLimits.newPlaceUntilFailures;
  const isOpen = anyOf([absent('failures')], [below('failures', most)]);
  return {
    id,
    isShared: true,
    wait: (row) => (failuresOf(row) < most ? 0 : dayMilliseconds - (now % dayMilliseconds)),
    charge: () => update(table, key, { ttl }, [isOpen], { failures: 1 }),
    giveBack: update(table, key, { ttl }, [], { failures: -1 }),
  };
}

interface Guess {
  /** As sourceOf makes it. */
  readonly source: string;
  readonly knownBy?: KnownBy | undefined;
  readonly now: number;
}

const knownID = (kind: string, subject: string, by: KnownBy) =>
  `${kind}-guesses#known#${digest(subject)}#${by.kind}#${by.id}`;

/** @param guess.address Canonical, whether or not it has an account. */
export function waysToGuessPassword(guess: Guess & { readonly address: string }): Ways {
  const { address, source, knownBy, now } = guess;
  if (knownBy) return [[bucketLimit(guessLimits.known, knownID('password', address, knownBy), now, false)]];
  const account = `password-guesses#account#${digest(address)}#${new Date(now).toISOString().slice(0, 10)}`;
  const newPlace = `password-guesses#new-place#${digest(address)}#${source}`;
  const bySource = bucketLimit(guessLimits.source, sourceBucketID('password', source), now, true);
  return [
    [bySource, strangersLimit(account, now)],
    [bySource, bucketLimit(guessLimits.newPlace, newPlace, now, false), failuresLimit(account, now)],
  ];
}

/** What an SSH key is called where an account is called by its address. */
export const keySubject = (fingerprint: string) => `ssh-key:${fingerprint}`;

/** A signature cannot be guessed: the limit is on the work, and there is no account to protect. */
export function waysToGuessKey(guess: Guess & { readonly fingerprint: string }): Ways {
  const { fingerprint, source, knownBy, now } = guess;
  const subject = keySubject(fingerprint);
  if (knownBy) return [[bucketLimit(guessLimits.known, knownID('key', subject, knownBy), now, false)]];
  return [[bucketLimit(guessLimits.source, sourceBucketID('key', source), now, true)]];
}

/** Each registration has few tries; this is for whoever makes many registrations. */
export function waysToGuessRegistration({ source, now }: Guess): Ways {
  return [[bucketLimit(guessLimits.source, sourceBucketID('registration', source), now, true)]];
}

function sourceBucketID(kind: 'password' | 'key' | 'registration', source: string): string {
  return `${kind}-guesses#source#${source}`;
}

/** Rows of limits by their ids; one that is missing is absent or was not read. */
export type LimitRows = ReadonlyMap<string, Row | undefined>;

/** The limits whose rows are worth reading before: those that many share, and that are often closed. */
export function sharedLimits(ways: Ways): readonly string[] {
  return [...new Set(ways.flat().flatMap((limit) => (limit.isShared ? [limit.id] : [])))];
}

/** The first way that is open, or how many milliseconds it takes until one is. */
export function openWay(ways: Ways, rows: LimitRows, charged: ReadonlySet<Limit>): readonly Limit[] | number {
  const waits = ways.map((way) =>
    Math.max(...way.map((limit) => (charged.has(limit) ? 0 : limit.wait(rows.get(limit.id))))),
  );
  return ways[waits.indexOf(0)] ?? Math.min(...waits);
}
