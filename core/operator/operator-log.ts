import { type AccountEntryKind, type AccountLogEntry, userSubject } from '../accounts/security-log.ts';
import type { User } from '../accounts/user.ts';
import type { Circumstances } from '../kernel/circumstances.ts';
import type { LogEntry } from '../kernel/decision.ts';

/** An operator, as AWS identifies them, and the reason for what they did. */
export interface Operator {
  /** The ARN of the caller; `unknown` if AWS did not say it. */
  readonly who: string;
  readonly reason?: string;
}

export const longestReasonCharacters = 300;

/** A reason as the log and the mail quote it, without surrounding spaces. Undefined unless it is one line of 1 to 300 characters. */
export function parseReason(typed: string): string | undefined {
  const reason = typed.trim();
  const isOneLine = !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(reason);
  return isOneLine && reason.length > 0 && reason.length <= longestReasonCharacters ? reason : undefined;
}

export const operatorEntryKinds = [
  'methods-unlocked',
  'factors-reset-requested',
  'factors-reset-withdrawn',
  'factors-reset',
] as const satisfies readonly AccountEntryKind[];
export type OperatorEntryKind = (typeof operatorEntryKinds)[number];

/** What log entries and mails show as the origin: the operator's command instead of a network address and a browser. */
export function operatorCircumstances(at: number): Circumstances {
  return { at, address: 'the operator of this service', browser: 'operator command' };
}

/** The subject of the operators' log, which repeats what operators did to any account. */
export const operatorSubject = '#operator';

/** What an operator did to an account, in the log of the account and in the operators' log. Both are kept for 400 days. */
export interface OperatorLogEntry extends AccountLogEntry {
  readonly operator: Operator;
  /** The id of the account. Only in the operators' log. */
  readonly account?: string;
}

/** Log entries for what an operator did to an account: one in the log of the account, and one in the operators' log. */
export function operatorEntries(
  { userID }: Pick<User, 'userID'>,
  kind: OperatorEntryKind,
  { who, reason }: Operator,
): readonly [LogEntry, LogEntry] {
  const operator = { who, ...(reason !== undefined && { reason }) };
  return [
    { subject: userSubject(userID), kind, details: { operator } },
    { subject: operatorSubject, kind, details: { operator, account: userID } },
  ];
}
