import type { Change } from './change.ts';
import type { Problem } from './problem.ts';
import type { Row } from './rows.ts';

/**
 * What a pure function of core decided on: `(state, input, now)` in, this out. The runner in functions/flows/carry-out.ts
 * commits it, sends its notices and returns its answer. `Notice` is a mail as data; `never` for a decision that sends none.
 */
export type Decision<Answer = void, Notice = never> = Refused<Notice> | Accepted<Answer, Notice>;

/**
 * The operation is refused. Something may be written all the same: a wrong code is an outcome that is logged and mailed
 * about, and a charge that is taken back is a write.
 */
export interface Refused<Notice = never> {
  readonly refuse: Problem;
  readonly commit?: readonly Change[];
  readonly log?: readonly LogEntry[];
  readonly notify?: readonly Notice[];
}

/** The operation is granted, provided that `commit` can be written whole. */
export interface Accepted<Answer, Notice = never> {
  readonly commit: readonly Change[];
  /** Written in the same transaction. A decision that logs nothing has to say why. */
  readonly log: readonly [LogEntry, ...LogEntry[]] | NotLogged;
  /** Mails about what was done. If one cannot be sent, what was done stays done and is answered. */
  readonly notify: readonly Notice[];
  /** A mail without which the answer is of little use, such as one with a code or a link. */
  readonly send?: Essential<Answer, Notice>;
  readonly answer: Answer;
  /** What it comes to if a condition of `commit` does not hold any more; by default it is refused: `changed-meanwhile`. */
  readonly ifLost?: Lost<Answer> | ((failed: readonly FailedChange[]) => Lost<Answer>);
}

/** A lost race is refused, or is answered all the same where it makes no difference to the caller. */
export type Lost<Answer> = Problem | { readonly answer: Answer };

/** A mail that the user waits for, and what is true if it cannot be sent. */
export interface Essential<Answer, Notice> {
  readonly notice: Notice;
  readonly ifUnsent: {
    /** Takes back what only the mail would have justified, such as a count of mails. */
    readonly commit: readonly Change[];
    /** What the log says then, after the entries that were written before the mail. */
    readonly log?: readonly LogEntry[];
  } & ({ readonly refuse: Problem } | { readonly answer: Answer });
}

/** An entry of a log: whose, of which kind, and its details. When and from where is added as it is written. */
export interface LogEntry {
  readonly subject: string;
  readonly kind: string;
  readonly details: Row;
}

/** Why a decision that changes something is in no log. */
export interface NotLogged {
  readonly notLogged: string;
}

export const notLogged = (why: string): NotLogged => ({ notLogged: why });

/** A change whose condition did not hold, and the row that it met; no row if there was none. */
export interface FailedChange {
  readonly change: Change;
  readonly old?: Row;
}

/** The same decision with more changes, if it grants the operation: a refusal writes only what it says itself. */
export function withChanges<Answer, Notice>(
  decision: Decision<Answer, Notice>,
  changes: readonly Change[],
): Decision<Answer, Notice> {
  return isRefused(decision) ? decision : { ...decision, commit: [...decision.commit, ...changes] };
}

export function isRefused<Answer, Notice>(decision: Decision<Answer, Notice>): decision is Refused<Notice> {
  return 'refuse' in decision;
}
