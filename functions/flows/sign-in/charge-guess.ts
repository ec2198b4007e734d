import { Busy } from '../../../core/kernel/busy.ts';
import type { Change } from '../../../core/kernel/change.ts';
import { type Problem, waitProblem } from '../../../core/kernel/problem.ts';
import type { Row } from '../../../core/kernel/rows.ts';
import {
  isOfKnownSource,
  type Limit,
  type LimitRows,
  limitOfSource,
  openWay,
  sharedLimits,
  shownWait,
  shownWays,
  type Ways,
} from '../../../core/sign-in/guess-limits.ts';
import type { RowAddress, Store } from '../../adapters/store.ts';
import { Refusal } from '../../refusal.ts';

/** A guess that was charged, before anything is compared. */
export interface ChargedGuess {
  /** Refunds the charge of the account's own row. To be committed together with what the guess allows. */
  readonly refund: readonly Change[];
  /** Refunds the charges of shared rows, each by a single write. @throws Busy */
  readonly giveBack: () => Promise<void>;
  /**
   * The answer of a guess that took the hidden way: it is refused, even if it is right, unless it comes from a network source
   * that the account knows. Whoever is not known there must not have it compared with anything.
   */
  readonly refusal: Problem | undefined;
  /**
   * To be called if the guess was wrong, before that is answered: makes the charges that it has not made yet. @throws Refusal if a
   * stranger would have been refused @throws Busy
   */
  readonly chargeWrong: () => Promise<void>;
}

type GuessReason = 'too-many-failed-sign-ins' | 'too-many-wrong-codes';

/** Each attempt that fails because of a rival leaves the rival charged, so more of them would be a flood. */
const attempts = 10;

export const limitRow = (id: string): RowAddress => ({ table: 'challenges', key: { id } });

/** The rows of limits to read in advance, so that a refused guess costs no write. */
export const rowsToRead = (ways: Ways): readonly RowAddress[] => sharedLimits(ways).map(limitRow);

/**
 * Charges a guess by single writes: transactions on shared rows would conflict with those of everybody else who signs in at
 * the same time.
 * @param read The rows of `rowsToRead`, in their order.
 * @throws Refusal with the shortest wait if no way is open. Nothing stays charged then.
 * @throws Busy
 */
export async function chargeGuess(
  store: Pick<Store, 'commit'>,
  ways: Ways,
  read: readonly (Row | undefined)[],
  reason: GuessReason,
): Promise<ChargedGuess> {
  const rows = new Map(sharedLimits(ways).map((id, index) => [id, read[index]]));
  const { way, giveBack, refusal } = await chargeOpenWay(store, ways, rows, reason);
  return {
    refund: way.filter(({ isShared }) => !isShared).map((limit) => limit.giveBack),
    giveBack,
    refusal,
    chargeWrong: async () => {
      const ofSource = limitOfSource(ways);
      if (isOfKnownSource(way)) await chargeOpenWay(store, shownWays(ways), rows, reason);
      else if (ofSource && way.some(({ isShared }) => isShared) && !refusal)
        await chargeIfOpen(store, ofSource);
    },
  };
}

/** As chargeOpenWay does with a way of one limit; if that is closed, it does not matter. */
async function chargeIfOpen(store: Pick<Store, 'commit'>, limit: Limit): Promise<void> {
  const rows = new Map<string, Row | undefined>();
  for (let attempt = 0; attempt < attempts && limit.wait(rows.get(limit.id)) === 0; attempt += 1)
    if (await chargeLimit(store, limit, rows, new Set())) return;
}

interface ChargedWay extends Pick<ChargedGuess, 'giveBack' | 'refusal'> {
  readonly way: readonly Limit[];
}

/** @throws Refusal with the shortest wait if no way is open. Nothing stays charged then. @throws Busy */
async function chargeOpenWay(
  store: Pick<Store, 'commit'>,
  ways: Ways,
  known: LimitRows,
  reason: GuessReason,
): Promise<ChargedWay> {
  const rows = new Map(known);
  const charged = new Set<Limit>();
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const way = openWay(ways, rows, charged);
    if (typeof way === 'number') {
      await giveBack(store, [...charged]);
      throw new Refusal(waitProblem(reason, way));
    }
    const isHidden = way.some((limit) => limit.isHidden) && !isOfKnownSource(way);
    const refusal = isHidden ? waitProblem(reason, shownWait(ways, rows, charged)) : undefined;
    const missing = way.filter((limit) => !charged.has(limit));
    if (isHidden) await chargeInTurn(store, missing, rows, charged);
    else await Promise.all(missing.map((limit) => chargeLimit(store, limit, rows, charged)));
    if (way.every((limit) => charged.has(limit)))
      return { way, refusal, giveBack: await settle(store, way, charged) };
  }
  await giveBack(store, [...charged]);
  throw new Busy();
}

/**
 * The same, while reading what the guess is compared with. If the rows that were read refuse the guess, it costs nothing
 * more; if it cannot be compared, it is refunded.
 */
export async function chargeGuessAndRead<Read>(
  store: Pick<Store, 'commit'>,
  ways: Ways,
  read: readonly (Row | undefined)[],
  readMore: () => Promise<Read>,
): Promise<ChargedGuess & { readonly more: Read }> {
  const reason = 'too-many-failed-sign-ins';
  const wait = openWay(ways, new Map(sharedLimits(ways).map((id, index) => [id, read[index]])), new Set());
  if (typeof wait === 'number') throw new Refusal(waitProblem(reason, wait));
  const [charge, more] = await Promise.allSettled([chargeGuess(store, ways, read, reason), readMore()]);
  if (charge.status === 'rejected') throw charge.reason;
  if (more.status === 'fulfilled') return { ...charge.value, more: more.value };
  await Promise.all([charge.value.giveBack(), store.commit(charge.value.refund)]);
  throw more.reason;
}

async function chargeLimit(
  store: Pick<Store, 'commit'>,
  limit: Limit,
  rows: Map<string, Row | undefined>,
  charged: Set<Limit>,
): Promise<boolean> {
  const written = await store.commit([limit.charge(rows.get(limit.id))]);
  if (written.committed) charged.add(limit);
  else rows.set(limit.id, written.failed[0]?.old);
  return written.committed;
}

async function chargeInTurn(
  store: Pick<Store, 'commit'>,
  limits: readonly Limit[],
  rows: Map<string, Row | undefined>,
  charged: Set<Limit>,
): Promise<void> {
  for (const limit of limits) if (!(await chargeLimit(store, limit, rows, charged))) return;
}

/** If a way turns out to be closed, its charges are refunded at once. */
async function settle(
  store: Pick<Store, 'commit'>,
  way: readonly Limit[],
  charged: ReadonlySet<Limit>,
): Promise<() => Promise<void>> {
  await giveBack(
    store,
    [...charged].filter((limit) => !way.includes(limit)),
  );
  const shared = way.filter(({ isShared }) => isShared);
  return () => giveBack(store, shared);
}

async function giveBack(store: Pick<Store, 'commit'>, limits: readonly Limit[]): Promise<void> {
  await Promise.all(limits.map((limit) => store.commit([limit.giveBack])));
}
