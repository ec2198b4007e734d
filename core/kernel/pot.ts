import { above, absent, anyOf, atMost, type Change, type Update, update } from './change.ts';
import { type Problem, waitProblem } from './problem.ts';
import { ttlAfter } from './rows.ts';

/**
 * A count that is limited for a time, such as the mails that one network source may cause in ten minutes. A decision names the pots
 * that it takes from. Each is charged by a write of its own before the decision is committed, never in its transaction:
 * overlapping transactions on one row are refused. What is not used is given back.
 */
export interface Pot {
  /** Its row in `challenges`. Every period has a row of its own. */
  readonly id: string;
  /** How much there is in a period; `shareOfDay` is a part of the mails that the service may send in a day. */
  readonly size: number | { readonly shareOfDay: number };
  /** How much this decision takes: all of it, or nothing if less is left. */
  readonly takes: number;
  /**
   * Whether a decision may take more than is left, as long as something is: the mails to all owners of an organization
   * cannot be divided, and may be more than the pot ever holds.
   */
  readonly mayExceed?: boolean;
  /**
   * What is taken from instead once it is empty: all of them. So whoever empties a pot that many share does not keep out
   * whoever has not taken from it yet.
   */
  readonly orElse?: readonly Pot[];
  /** When the next period begins, in epoch milliseconds. */
  readonly endsAt: number;
  /** Why it refuses once it is empty. */
  readonly reason: PotReason;
}

const potReasons = [
  'mails-of-the-hour-spent',
  'mails-from-network-spent',
  'mails-of-account-spent',
  'mails-of-the-day-spent',
  'member-lists-spent',
] as const;
export type PotReason = (typeof potReasons)[number];

/** Whether something was refused only because a pot is empty. */
export const isEmptyPot = ({ reason }: Problem): boolean => potReasons.some((one) => one === reason);

/** The pot of the period that `now` is in. */
export function potOfPeriod(
  id: string,
  periodSeconds: number,
  now: number,
  pot: Pick<Pot, 'size' | 'reason' | 'mayExceed' | 'orElse'> & { readonly takes?: number },
): Pot {
  const period = Math.floor(now / (periodSeconds * 1000));
  const endsAt = (period + 1) * periodSeconds * 1000;
  return { takes: 1, ...pot, id: `${id}#${new Date(endsAt).toISOString()}`, endsAt };
}

/** @param dailyMails How many mails the service may send in a day. */
const sizeOf = ({ size }: Pot, dailyMails: number): number =>
  typeof size === 'number' ? size : Math.floor(dailyMails * size.shareOfDay);

/** How much has to be left. */
const needed = ({ takes, mayExceed }: Pot): number => (mayExceed ? 1 : takes);

export const potKey = ({ id }: Pick<Pot, 'id'>) => ({ id });

/** Takes from a pot. The condition fails if less is left. */
export function takeFrom(pot: Pot, dailyMails: number): Update {
  const left = sizeOf(pot, dailyMails) - needed(pot);
  // Of a pot that never holds enough, nothing is taken: no row has taken less than nothing.
  const isEnough = left >= 0 ? anyOf([absent('taken')], [atMost('taken', left)]) : atMost('taken', left);
  return update('challenges', potKey(pot), { ttl: ttlAfter(pot.endsAt) }, [isEnough], { taken: pot.takes });
}

/** Gives back what was taken for something that came to nothing. */
export function giveBackTo(pot: Pot): Change {
  return update('challenges', potKey(pot), {}, [above('taken', 0)], { taken: -pot.takes });
}

/** The refusal if a pot is empty, from its row. */
export function potRefusal(
  pot: Pot,
  row: Readonly<Record<string, unknown>> | undefined,
  dailyMails: number,
  now: number,
): Problem | undefined {
  const left = sizeOf(pot, dailyMails) - Number(row?.['taken'] ?? 0);
  return left >= needed(pot) ? undefined : emptyPot(pot, now);
}

export const emptyPot = (pot: Pot, now: number): Problem => waitProblem(pot.reason, pot.endsAt - now);
