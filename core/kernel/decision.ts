import type { Change } from './change.ts';
import type { Pot } from './pot.ts';
import type { Problem } from './problem.ts';
import type { Row } from './rows.ts';

/**
 * What a pure function of core/ decided: it takes `(state, input, now)` and returns this. The runner in
 * functions/flows/carry-out.ts commits it, sends its notices and returns its answer. `Notice` is a mail as data, and
 * `never` for a decision that sends none.
 */
export type Decision<Answer = void, Notice = never> = Refused<Notice> | Accepted<Answer, Notice>;

/**
 * The operation is refused. Something may still be written: a wrong code, for example, is logged and a mail reports it,
 * and refunding a charge is a write.
 */
export interface Refused<Notice = never> {
  readonly refuse: Problem;
  readonly commit?: readonly Change[];
  readonly log?: readonly LogEntry[];
  readonly notify?: readonly Notice[];
  /**
   * The refusal if a condition of `commit` no longer holds. Nothing is written, logged or mailed then. Default: the same
   * refusal, because another request has already written what was to be written.
   */
  readonly ifLost?: (failed: readonly FailedChange[]) => Problem;
}

/** The operation is granted, provided that all of `commit` can be written. */
export interface Accepted<Answer, Notice = never> {
  readonly commit: readonly Change[];
  /** What it takes from, before the commit; given back if that is lost, or if the essential mail cannot be sent. */
  readonly pots?: readonly Pot[];
  /** Written in the same transaction. A decision that logs nothing has to say why. */
  readonly log: readonly [LogEntry, ...LogEntry[]] | NotLogged;
  /** Mails about the changes. If one cannot be sent, the changes remain, and the answer is the same. */
  readonly notify: readonly Notice[];
  /** A mail without which the answer is of little use, such as one with a code or a link. */
  readonly send?: Essential<Answer, Notice>;
  readonly answer: Answer;
  /** The result if a condition of `commit` no longer holds. Default: the refusal `changed-meanwhile`. */
  readonly ifLost?: Lost<Answer> | ((failed: readonly FailedChange[]) => Lost<Answer>);
}

/** A lost race is refused, or answered as usual if it makes no difference to the caller. */
export type Lost<Answer> = Problem | { readonly answer: Answer };

/** A mail that the user waits for, and what is true if it cannot be sent. */
export interface Essential<Answer, Notice> {
  readonly notice: Notice;
  readonly ifUnsent: {
    /** Reverts what only the mail would have justified, such as a count of mails. */
    readonly commit: readonly Change[];
    /** Further log entries, in addition to those that were written before the mail. */
    readonly log?: readonly LogEntry[];
  } & ({ readonly refuse: Problem } | { readonly answer: Answer });
}

/** An entry of a log: whose log, the kind and the details. Time and origin are added when it is written. */
export interface LogEntry {
  readonly subject: string;
  readonly kind: string;
  readonly details: Row;
}

/** Why a decision that changes something is not logged. */
export interface NotLogged {
  readonly notLogged: string;
}

export const notLogged = (why: string): NotLogged => ({ notLogged: why });

/** A change whose conditions did not hold, and the row as it was; absent if there was no row. */
export interface FailedChange {
  readonly change: Change;
  readonly old?: Row;
}

/** The same decision with more changes if it grants the operation. A refusal stays as it is. */
export function withChanges<Answer, Notice>(
  decision: Decision<Answer, Notice>,
  changes: readonly Change[],
): Decision<Answer, Notice> {
  return isRefused(decision) ? decision : { ...decision, commit: [...decision.commit, ...changes] };
}

export function isRefused<Answer, Notice>(decision: Decision<Answer, Notice>): decision is Refused<Notice> {
  return 'refuse' in decision;
}
