import { emptyPot, giveBackTo, type Pot, potKey, potRefusal, takeFrom } from '../../core/kernel/pot.ts';
import type { Store } from '../adapters/store.ts';
import { type Host, setting } from '../host.ts';
import { Refusal } from '../refusal.ts';

export interface PotPorts {
  readonly store: Store;
  readonly host: Host;
}

/** How many mails the service may send in a day: the quota of SES. */
export const dailyMails = (host: Host): number => Number(setting(host, 'DAILY_MAILS'));

/**
 * Refuses by pots that are empty already, before work that costs more than a look at their rows. It takes nothing.
 * @throws Refusal
 */
export async function requireFilledPots(
  { store, host }: PotPorts,
  pots: readonly Pot[],
  now: number,
): Promise<void> {
  const all = pots.flatMap((pot) => [pot, ...(pot.orElse ?? [])]);
  const rows = await store.read<Record<string, unknown>[]>(
    ...all.map((pot) => ({ table: 'challenges' as const, key: potKey(pot) })),
  );
  const refusalOf = (pot: Pot) => potRefusal(pot, rows[all.indexOf(pot)], dailyMails(host), now);
  for (const pot of pots) {
    const refused = refusalOf(pot);
    if (refused && (!pot.orElse || pot.orElse.some(refusalOf))) throw new Refusal(refused);
  }
}

/**
 * Takes from pots, one after the other, each by a single write. Those of the asker come first: once they are empty, the
 * others are not touched.
 * @returns what gives it all back.
 * @throws Refusal if one of them is empty; then nothing was taken.
 */
export async function takeFromPots(
  { store, host }: PotPorts,
  pots: readonly Pot[],
  now: number,
): Promise<() => Promise<void>> {
  const taken: Pot[] = [];
  const giveBack = async () => {
    await Promise.all(taken.map((pot) => store.commit([giveBackTo(pot)])));
  };
  const take = async (pot: Pot): Promise<boolean> => {
    const { committed } = await store.commit([takeFrom(pot, dailyMails(host))]);
    if (committed) taken.push(pot);
    return committed;
  };
  const takeAll = async (instead: readonly Pot[]): Promise<boolean> => {
    for (const pot of instead) if (!(await take(pot))) return false;
    return true;
  };
  for (const pot of pots) {
    if ((await take(pot)) || (pot.orElse && (await takeAll(pot.orElse)))) continue;
    await giveBack();
    throw new Refusal(emptyPot(pot, now));
  }
  return giveBack;
}
