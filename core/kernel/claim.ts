import { absent, anyOf, atMost, type Condition, equal } from './change.ts';
import { type Random, randomID } from './random.ts';

/*
 * Something that is mailed once, although several runs may find it: a run claims its row, sends the mail, and notes then that it is
 * done. A claim that is followed by nothing is over after a while, so that a run that was cut short leaves nobody out.
 */

/** What a run writes to the row that it claims. */
export interface Claim {
  readonly claimedAt: number;
  /**
   * Whose it is. If the answer to the write is lost, the write is repeated, and has to find its own claim: it would else take it for
   * that of another run, and nobody would send the mail.
   */
  readonly claimedBy: string;
}

/** For how long a run keeps a row to itself: longer than a run can last. */
export const claimSeconds = 900;

export const newClaim = (now: number, random: Random): Claim => ({
  claimedAt: now,
  claimedBy: randomID(random),
});

/** No other run has the row. */
export function isFreeFor({ claimedAt, claimedBy }: Claim): Condition {
  const over = claimedAt - claimSeconds * 1000;
  return anyOf([absent('claimedAt')], [atMost('claimedAt', over)], [equal('claimedBy', claimedBy)]);
}

/** The row is still claimed by this run. */
export const isClaimedBy = ({ claimedBy }: Claim): Condition => equal('claimedBy', claimedBy);

/** What ends a claim. */
export const unclaimed = { claimedAt: undefined, claimedBy: undefined } as const;
