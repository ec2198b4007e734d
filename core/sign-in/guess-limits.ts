import { absent, anyOf, below, type Change, update } from '../kernel/change.ts';
import { digest } from '../kernel/digest.ts';
import { type Row, ttlAfter } from '../kernel/rows.ts';
import { putTokenBack, type TokenBucket, takeToken, tokenWait } from '../kernel/token-bucket.ts';
import type { Place } from './known-place.ts';

/*
 * Limits on guessing passwords, SSH keys and the codes of registrations (rule 4). A guess is charged before anything is
 * compared, and a right one is refunded. A device or session that the account knows has a bucket of its own; strangers share a
 * bucket per network source and one per account.
 *
 * A device or session is proved by a secret, but a network source is shared with others, who must learn neither from refusals
 * nor from the time that they take who signs in from there. So every wrong guess makes the same writes:
 * - While a way of strangers is open, a known source takes the bucket of its own before the guess is compared, and the way of
 *   strangers if it was wrong. A stranger takes the same two in the other order.
 * - Once the ways of strangers are closed, there is a hidden one. A guess on it does all the work of a guess, and is answered as if it
 *   had been refused, unless it is right and comes from a known source. What others do at this source alone limits that work.
 */

export const guessLimits = {
  /** For everybody at one network source, per kind of guess. */
  source: { burst: 20, refillSeconds: 30 },
  /** For all strangers together who guess at one account. */
  account: { burst: 10, refillSeconds: 30 },
  /** For one known device of an account, or one session of it; and for one network source at one account, on the hidden way. */
  known: { burst: 10, refillSeconds: 30 },
  /** For everybody at one network source on the hidden way, per kind of guess: the work that refused guesses may cause. */
  hidden: { burst: 100, refillSeconds: 1 },
  /** For a source that is new to an account, if the bucket of the account's strangers is empty … */
  newPlace: { burst: 1, refillSeconds: 3600 },
  /** … and strangers have failed less often than this at the account since midnight UTC. */
  newPlaceUntilFailures: 300,
} as const satisfies Record<string, TokenBucket | number>;

const dayMilliseconds = 86_400_000;

/** A limit that a guess has to pass, with the changes that charge and refund it. */
export interface Limit {
  readonly id: string;
  /** Whether strangers or many users share its row: then it is never part of a transaction. */
  readonly isShared: boolean;
  /** Whether it is on the hidden way: then no refusal may depend on it. */
  readonly isHidden: boolean;
  /** Milliseconds until a guess passes; 0 if it passes now. */
  readonly wait: (row: Row | undefined) => number;
  /** The change that charges it, provided that the row has not changed. A failed condition yields the current row. */
  readonly charge: (row: Row | undefined) => Change;
  readonly giveBack: Change;
}

/** Alternatives: a guess passes if it passes every limit of one of the ways. The first open way is used. */
export type Ways = readonly (readonly Limit[])[];

/** How the account knows the caller: by the device of an earlier sign-in, or by a session of this account. */
export interface KnownBy {
  readonly kind: 'device' | 'session';
  readonly id: string;
}

const challengesRow = (id: string) => ({ table: 'challenges', key: { id } }) as const;

function bucketLimit(
  bucket: TokenBucket,
  id: string,
  now: number,
  { isShared = false, isHidden = false },
): Limit {
  return {
    id,
    isShared,
    isHidden,
    wait: (row) => tokenWait(bucket, row, now),
    charge: (row) => takeToken(bucket, challengesRow(id), row, now),
    giveBack: putTokenBack(bucket, challengesRow(id), now),
  };
}

const failuresOf = (row: Row | undefined) => Number(row?.['failures'] ?? 0);

/** The bucket of an account's strangers. There is one row per day, which also counts their wrong guesses of the day. */
function strangersLimit(id: string, now: number): Limit {
  const bucket = guessLimits.account;
  const ttl = ttlAfter(now + dayMilliseconds);
  return {
    id,
    isShared: true,
    isHidden: false,
    wait: (row) => tokenWait(bucket, row, now),
    charge: (row) => takeToken(bucket, challengesRow(id), row, now, { add: { failures: 1 }, ttl }),
    giveBack: putTokenBack(bucket, challengesRow(id), now, { add: { failures: -1 }, ttl }),
  };
}

/** Only the count in the same row, for guesses that do not use the bucket. */
function failuresLimit(id: string, now: number): Limit {
  const ttl = ttlAfter(now + dayMilliseconds);
  const { table, key } = challengesRow(id);
  const most = guessLimits.newPlaceUntilFailures;
  const isOpen = anyOf([absent('failures')], [below('failures', most)]);
  return {
    id,
    isShared: true,
    isHidden: false,
    wait: (row) => (failuresOf(row) < most ? 0 : dayMilliseconds - (now % dayMilliseconds)),
    charge: () => update(table, key, { ttl }, [isOpen], { failures: 1 }),
    giveBack: update(table, key, { ttl }, [], { failures: -1 }),
  };
}

type GuessKind = 'password' | 'key';

interface Guess {
  /** As sourceOf makes it. */
  readonly source: string;
  /** By which secret the account knows the caller. */
  readonly knownBy?: readonly KnownBy[];
  /** Whether the account knows the network source. */
  readonly isKnownSource?: boolean;
  readonly now: number;
}

const knownID = (kind: GuessKind, subject: string, by: KnownBy | Place) =>
  `${kind}-guesses#known#${digest(subject)}#${by.kind}#${by.id}`;

/** @param guess.address Canonical, whether or not it has an account. */
export function waysToGuessPassword(guess: Guess & { readonly address: string }): Ways {
  const { address, source, now } = guess;
  const account = `password-guesses#account#${digest(address)}#${new Date(now).toISOString().slice(0, 10)}`;
  const newPlace = `password-guesses#new-place#${digest(address)}#${source}`;
  const bySource = bucketLimit(guessLimits.source, sourceBucketID('password', source), now, {
    isShared: true,
  });
  return withKnown('password', address, guess, [
    [bySource, strangersLimit(account, now)],
    [bySource, bucketLimit(guessLimits.newPlace, newPlace, now, {}), failuresLimit(account, now)],
  ]);
}

/**
 * Whoever is known has ways of their own first, so that nobody else's failures matter, and then those of strangers: whoever
 * stole a device can use up its guesses. A session has only its own; its user can sign in again.
 */
function withKnown(kind: GuessKind, subject: string, guess: Guess, asStranger: Ways): Ways {
  const { knownBy = [], isKnownSource = false, source, now } = guess;
  const own = knownBy.map((by) => [bucketLimit(guessLimits.known, knownID(kind, subject, by), now, {})]);
  if (knownBy.some((by) => by.kind === 'session')) return own;
  const place = { kind: 'source', id: source } as const;
  const ofSource = bucketLimit(guessLimits.known, knownID(kind, subject, place), now, { isHidden: true });
  const hiddenID = `${kind}-guesses#hidden#${source}`;
  const shared = bucketLimit(guessLimits.hidden, hiddenID, now, { isShared: true, isHidden: true });
  // The bucket of all guesses at the source comes first: once it is empty, there is no other write.
  return [...own, ...(isKnownSource ? [[ofSource]] : []), ...asStranger, [shared, ofSource]];
}

/** The way of a known source while strangers have one, too. */
export const isOfKnownSource = (way: readonly Limit[]): boolean =>
  way.length === 1 && way[0]?.isHidden === true;

/** The limit of the source at this account, which every guess that is not proved to be known by a secret is charged for if it is wrong. */
export const limitOfSource = (ways: Ways): Limit | undefined =>
  ways.flat().findLast(({ isHidden }) => isHidden);

/** Those that no refusal hides. */
export const shownWays = (ways: Ways): Ways => ways.filter((way) => !way.some(({ isHidden }) => isHidden));

/** The subject of limits for an SSH key. For a password, it is the email address. */
export const keySubject = (fingerprint: string) => `ssh-key:${fingerprint}`;

/** A signature cannot be guessed, so no account needs protection. The limit is for the work of checking. */
export function waysToGuessKey(guess: Guess & { readonly fingerprint: string }): Ways {
  const { fingerprint, source, now } = guess;
  const bySource = bucketLimit(guessLimits.source, sourceBucketID('key', source), now, { isShared: true });
  return withKnown('key', keySubject(fingerprint), guess, [[bySource]]);
}

/** Each registration has only a few tries. This limits callers that make many registrations. */
export function waysToGuessRegistration({ source, now }: Guess): Ways {
  return [[bucketLimit(guessLimits.source, sourceBucketID('registration', source), now, { isShared: true })]];
}

function sourceBucketID(kind: 'password' | 'key' | 'registration', source: string): string {
  return `${kind}-guesses#source#${source}`;
}

/** The rows of limits by their ids. A missing one does not exist, or was not read. */
export type LimitRows = ReadonlyMap<string, Row | undefined>;

/** The limits whose rows are worth reading first: the shared ones, which are often exhausted. */
export function sharedLimits(ways: Ways): readonly string[] {
  return [
    ...new Set(shownWays(ways).flatMap((way) => way.flatMap(({ isShared, id }) => (isShared ? [id] : [])))),
  ];
}

/** The first open way, or the milliseconds until one is open that is not hidden. */
export function openWay(ways: Ways, rows: LimitRows, charged: ReadonlySet<Limit>): readonly Limit[] | number {
  const isOpen = (way: readonly Limit[]) => waitFor(way, rows, charged) === 0;
  // Of ways whose rows are read in advance: whether others are open only shows when they are charged.
  const isOpenToStrangers = shownWays(ways).some(
    (way) => way.every(({ isShared }) => isShared) && isOpen(way),
  );
  const open = ways.find((way) => isOpen(way) && (isOpenToStrangers || !isOfKnownSource(way)));
  return open ?? shownWait(ways, rows, charged);
}

/** The milliseconds until a way is open that is not hidden: the answer to a guess on the hidden way. */
export const shownWait = (ways: Ways, rows: LimitRows, charged: ReadonlySet<Limit>): number =>
  Math.min(...shownWays(ways).map((way) => waitFor(way, rows, charged)));

const waitFor = (way: readonly Limit[], rows: LimitRows, charged: ReadonlySet<Limit>): number =>
  Math.max(...way.map((limit) => (charged.has(limit) ? 0 : limit.wait(rows.get(limit.id)))));
