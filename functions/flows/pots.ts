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
  const rows = await store.read<Record<string, unknown>[]>(
    ...pots.map((pot) => ({ table: 'challenges' as const, key: potKey(pot) })),
  );
  for (const [index, pot] of pots.entries()) {
    const refused = potRefusal(pot, rows[index], dailyMails(host), now);
    if (refused) throw new Refusal(refused);
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
  for (const pot of pots) {
    const written = await store.commit([takeFrom(pot, dailyMails(host))]);
    if (!written.committed) {
      await giveBack();
      throw new Refusal(emptyPot(pot, now));
    }
    taken.push(pot);
  }
  return giveBack;
}
