import { above, absent, anyOf, atMost, type Change, type Update, update } from './change.ts';
import { type Problem, waitProblem } from './problem.ts';
import { ttlAfter } from './rows.ts';

/**
 * A count that many share, such as the mails that one network source may cause in ten minutes. A decision names the pots
 * that it takes from. Each is charged by a write of its own before the decision is committed, never in its transaction:
 * overlapping transactions on one row are refused. What is not used is given back.
 */
export interface Pot {
  /** Its row in `challenges`. Every period has a row of its own. */
  readonly id: string;
  /** How much there is in a period; `shareOfDay` is a part of the mails that the service may send in a day. */
  readonly size: number | { readonly shareOfDay: number };
  /** How much this decision takes. What was left may be less: it is over-drawn once, and then empty. */
  readonly takes: number;
  /** When the next period begins, in epoch milliseconds. */
  readonly endsAt: number;
  /** Why it refuses once it is empty. */
  readonly reason: PotReason;
}

export type PotReason =
  | 'mails-of-the-hour-spent'
  | 'mails-from-network-spent'
  | 'mails-of-account-spent'
  | 'mails-of-the-day-spent';

/** The pot of the period that `now` is in. */
export function potOfPeriod(
  id: string,
  periodSeconds: number,
  now: number,
  pot: Pick<Pot, 'size' | 'reason'> & { readonly takes?: number },
): Pot {
  const period = Math.floor(now / (periodSeconds * 1000));
  const endsAt = (period + 1) * periodSeconds * 1000;
  return { takes: 1, ...pot, id: `${id}#${new Date(endsAt).toISOString()}`, endsAt };
}

/** @param dailyMails How many mails the service may send in a day. */
const sizeOf = ({ size }: Pot, dailyMails: number): number =>
  typeof size === 'number' ? size : Math.floor(dailyMails * size.shareOfDay);

export const potKey = ({ id }: Pick<Pot, 'id'>) => ({ id });

/** Takes from a pot. The condition fails if it is empty. */
export function takeFrom(pot: Pot, dailyMails: number): Update {
  const size = sizeOf(pot, dailyMails);
  // A pot of nothing has no row that the condition could meet.
  const notEmpty = size > 0 ? anyOf([absent('taken')], [atMost('taken', size - 1)]) : above('taken', size);
  return update('challenges', potKey(pot), { ttl: ttlAfter(pot.endsAt) }, [notEmpty], { taken: pot.takes });
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
  return Number(row?.['taken'] ?? 0) < sizeOf(pot, dailyMails) ? undefined : emptyPot(pot, now);
}

export const emptyPot = (pot: Pot, now: number): Problem => waitProblem(pot.reason, pot.endsAt - now);
