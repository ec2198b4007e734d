import type { User } from '../accounts/user.ts';
import type { CodeMethod } from '../factors/factor.ts';
import { absent, type Change, equal, present, put, update } from '../kernel/change.ts';
import type { Circumstances } from '../kernel/circumstances.ts';
import { type Decision, notLogged } from '../kernel/decision.ts';
import { ttlAfter } from '../kernel/rows.ts';
import type { AccountMessage } from '../mail/messages.ts';
import { type AccountNotice, noticeToAccount } from '../mail/notice.ts';
import { type Challenge, challengeKey } from './challenge.ts';

/*
 * When a user learns that wrong codes followed a right password (rule 8). A slip that its user corrects is not reported,
 * so that the mail is read when it matters: it is sent at the third wrong code of a challenge, or after the challenge has
 * ended without success.
 */

/** The wrong code of a challenge that is reported at once. */
export const reportedWrongCode = 3;

/** How far back the job looks. A run that fails is made up for by a later one. */
export const wrongCodesLookBackSeconds = 7200;

/** A partition of the table `events` that is not a log: the challenges with a wrong code, by the end of the challenge. */
export const wrongCodesPartition = '#wrong-codes';

/** A challenge that a wrong code was entered for, and the circumstances of the first one. */
export interface WrongCodes {
  readonly subject: typeof wrongCodesPartition;
  /** Sorts by the end of the challenge. */
  readonly id: string;
  readonly challengeID: string;
  readonly userID: string;
  readonly method: CodeMethod;
  readonly signedIn: boolean;
  readonly byKey: boolean;
  readonly at: number;
  readonly address: string;
  readonly browser: Circumstances['browser'];
  readonly ttl: number;
}

type WrongCodeMessage = Extract<AccountMessage, { kind: 'sign-in-code-failed' }>;

export function wrongCodeMessage(challenge: Challenge, method: CodeMethod): WrongCodeMessage {
  const signedIn = challenge.purpose === 'step-up';
  const byKey = challenge.provedMethods.includes('key');
  return { kind: 'sign-in-code-failed', method, signedIn, byKey };
}

/** Notes the first wrong code of a challenge for the job. A failed condition means that it is noted already. */
export function noteWrongCode(
  challenge: Challenge,
  method: CodeMethod,
  circumstances: Circumstances,
): Change {
  const { at, address, browser } = circumstances;
  const { kind: _, ...facts } = wrongCodeMessage(challenge, method);
  const key = { subject: wrongCodesPartition, id: endOf(challenge.expiresAt, challenge.id) } as const;
  const row: WrongCodes = {
    ...key,
    ...facts,
    challengeID: challenge.id,
    userID: challenge.userID,
    at,
    address,
    browser,
    ttl: ttlAfter(challenge.expiresAt),
  };
  return put('events', key, { ...row }, [absent('id')]);
}

const endOf = (expiresAt: number, suffix: string) => `${new Date(expiresAt).toISOString()}#${suffix}`;

/** Notes that the wrong codes of a challenge are reported. It succeeds once, whatever runs at the same time. */
export function noteReported(challenge: Pick<Challenge, 'id'>, now: number): Change {
  return update('challenges', challengeKey(challenge.id), { reportedAt: now }, [
    present('id'),
    absent('reportedAt'),
  ]);
}

/** The sort key after which the job begins to read. */
export const wrongCodesSince = (now: number): string => endOf(now - wrongCodesLookBackSeconds * 1000, '');

/** Whether the challenge has ended, so that the job decides about it. */
export const hasEnded = ({ id }: WrongCodes, now: number): boolean => id < endOf(now, '');

/** Reports the wrong codes of a challenge that has ended, unless they were reported or its user corrected a slip. */
export function reportWrongCodes(
  noted: WrongCodes,
  challenge: Challenge,
  user: User,
  now: number,
): Decision<void, AccountNotice> {
  const { method, signedIn, byKey } = noted;
  const isCorrected = challenge.usedAt !== undefined && challenge.attempts - 1 < reportedWrongCode;
  const isReported = challenge.reportedAt !== undefined;
  const nothing = {
    log: notLogged('the first wrong code is logged'),
    notify: [],
    answer: undefined,
  } as const;
  if (isCorrected || isReported) return { ...nothing, commit: [] };
  const message: WrongCodeMessage = { kind: 'sign-in-code-failed', method, signedIn, byKey };
  const takenBack = update('challenges', challengeKey(challenge.id), { reportedAt: undefined }, [
    equal('reportedAt', now),
  ]);
  return {
    ...nothing,
    commit: [noteReported(challenge, now)],
    send: {
      notice: noticeToAccount(user, message),
      // The next run tries again.
      ifUnsent: { commit: [takenBack], answer: undefined },
    },
    ifLost: { answer: undefined },
  };
}
