import type { User } from '../accounts/user.ts';
import type { CodeMethod } from '../factors/factor.ts';
import { absent, anyOf, type Change, equal, present, put, update } from '../kernel/change.ts';
import type { Circumstances } from '../kernel/circumstances.ts';
import { type Claim, isClaimedBy, isFreeFor, unclaimed } from '../kernel/claim.ts';
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

/**
 * Notes that the wrong codes of a challenge are reported, at once or by the job. It succeeds for one of several requests at the same
 * time.
 * @param by The request, so that its write finds its own note if it is repeated because the answer was lost.
 */
export function noteReportedAtOnce(challenge: Pick<Challenge, 'id'>, by: string, now: number): Change {
  const isMine = anyOf([absent('reportedAt')], [equal('reportedBy', by)]);
  const set = { reportedAt: now, reportedBy: by };
  return update('challenges', challengeKey(challenge.id), set, [present('id'), isMine]);
}

/** The same for the job, once its mail was sent. */
export function noteReported(challenge: Pick<Challenge, 'id'>, now: number): Change {
  return update('challenges', challengeKey(challenge.id), { reportedAt: now, ...unclaimed }, [present('id')]);
}

/** The sort key after which the job begins to read. */
export const wrongCodesSince = (now: number): string => endOf(now - wrongCodesLookBackSeconds * 1000, '');

/** Whether the challenge has ended, so that the job decides about it. */
export const hasEnded = ({ id }: WrongCodes, now: number): boolean => id < endOf(now, '');

/**
 * Reports the wrong codes of a challenge that has ended, unless they were reported or its user corrected a slip. The challenge is
 * claimed before the mail, and noted as reported only afterwards; see noteReported.
 * @returns whether the mail was sent
 */
export function reportWrongCodes(
  noted: WrongCodes,
  challenge: Challenge,
  user: User,
  claim: Claim,
): Decision<boolean, AccountNotice> {
  const { method, signedIn, byKey } = noted;
  const isCorrected = challenge.usedAt !== undefined && challenge.attempts - 1 < reportedWrongCode;
  const isReported = challenge.reportedAt !== undefined;
  const nothing = {
    log: notLogged('the first wrong code is logged'),
    notify: [],
  } as const;
  if (isCorrected || isReported) return { ...nothing, commit: [], answer: false };
  const message: WrongCodeMessage = { kind: 'sign-in-code-failed', method, signedIn, byKey };
  const key = challengeKey(challenge.id);
  return {
    ...nothing,
    commit: [
      update('challenges', key, { ...claim }, [present('id'), absent('reportedAt'), isFreeFor(claim)]),
    ],
    send: {
      notice: noticeToAccount(user, message),
      // The next run tries again.
      ifUnsent: { commit: [update('challenges', key, unclaimed, [isClaimedBy(claim)])], answer: false },
    },
    answer: true,
    ifLost: { answer: false },
  };
}
