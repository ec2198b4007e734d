import { type EventKind, newEvent, type SecurityEvent } from '../accounts/security-log.ts';
import type { User } from '../accounts/user.ts';
import { type Change, put } from '../kernel/change.ts';
import type { Circumstances } from '../kernel/circumstances.ts';
import { type Random, randomID } from '../kernel/random.ts';

/** Who runs the service, in AWS's words, and why they did it. */
export interface Operator {
  /** The ARN of the caller; `unknown` where AWS did not tell. */
  readonly who: string;
  readonly reason?: string;
}

export const longestReasonCharacters = 300;

/** A reason as the log and the mail quote it, without surrounding spaces; undefined unless it is one line of 1 to 300 characters. */
export function parseReason(typed: string): string | undefined {
  const reason = typed.trim();
  const isOneLine = !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(reason);
  return isOneLine && reason.length > 0 && reason.length <= longestReasonCharacters ? reason : undefined;
}

export const operatorEventKinds = [
  'methods-unlocked',
  'factors-reset-requested',
  'factors-reset-withdrawn',
  'factors-reset',
] as const satisfies readonly EventKind[];
export type OperatorEventKind = (typeof operatorEventKinds)[number];

/** Where an event or a mail says who asked: no address and no browser, but the operator's own command. */
export function operatorCircumstances(at: number): Circumstances {
  return { at, address: 'the operator of this service', browser: 'operator command' };
}

/** The log of all that operators did, beside the log of each account. */
export const operatorSubject = '#operator';

/** What an operator did to an account, as its log and the operators' own say it; both are kept 400 days. */
export interface OperatorEvent extends SecurityEvent {
  readonly operator: Operator;
  /** The account, in the operators' log. */
  readonly account?: string;
}

export function recordOperatorEvent(
  { userID }: Pick<User, 'userID'>,
  kind: OperatorEventKind,
  { who, reason }: Operator,
  circumstances: Circumstances,
  random: Random,
): readonly Change[] {
  const operator = { who, ...(reason !== undefined && { reason }) };
  const event: OperatorEvent = {
    ...newEvent(userID, kind, circumstances, randomID(random)),
    operator,
  };
  const logged: OperatorEvent = { ...event, subject: operatorSubject, account: userID };
  return [event, logged].map((row) => put('events', { subject: row.subject, id: row.id }, { ...row }));
}
