import { accountEntry } from '../accounts/security-log.ts';
import { createUser, type User } from '../accounts/user.ts';
import type { CodeBinding } from '../factors/email.ts';
import { above, absent, below, type Change, equal, putNew, update } from '../kernel/change.ts';
import { type Decision, notLogged } from '../kernel/decision.ts';
import { type Problem, problem } from '../kernel/problem.ts';
import { ttlAfter } from '../kernel/rows.ts';
import { potsOfRegistration } from '../mail/mail-pots.ts';
import { type AccountNotice, type CodeNotice, noticeOfCode, noticeToAccount } from '../mail/notice.ts';
import { triesPerChallenge } from './challenge.ts';

/** A requested account whose email address is not proved yet. */
export interface Registration {
  readonly id: string;
  readonly purpose: 'registration';
  readonly address: string;
  readonly email: string;
  readonly name: string;
  /** The hash of the password that was sent with this registration. The code confirms only this password. */
  readonly passwordHash: string;
  readonly keyVersion: number;
  readonly attempts: number;
  readonly usedAt?: number;
  readonly expiresAt: number;
  readonly ttl: number;
}

const ttlSeconds = 600;

export function newRegistration(
  begin: Pick<Registration, 'id' | 'address' | 'email' | 'name' | 'passwordHash' | 'keyVersion'>,
  now: number,
): Registration {
  const expiresAt = now + ttlSeconds * 1000;
  return { ...begin, purpose: 'registration', attempts: 0, expiresAt, ttl: ttlAfter(expiresAt) };
}

function registrationRefusal(registration: Registration | undefined, now: number): Problem | undefined {
  if (registration?.purpose !== 'registration') return problem('not-found');
  const isOver =
    registration.usedAt !== undefined ||
    registration.expiresAt <= now ||
    registration.attempts >= triesPerChallenge;
  return isOver ? problem('challenge-over') : undefined;
}

function chargeRegistration(id: string, now: number): Change {
  const open = [equal('purpose', 'registration'), absent('usedAt'), above('expiresAt', now)];
  return update('challenges', { id }, {}, [...open, below('attempts', triesPerChallenge)], { attempts: 1 });
}

function useUpRegistration(id: string, now: number): Change {
  return update('challenges', { id }, { usedAt: now }, [absent('usedAt'), above('expiresAt', now)]);
}

/** What the code of a registration is bound to. */
export function registrationCodeBinding({ id, email }: Pick<Registration, 'id' | 'email'>): CodeBinding {
  return { purpose: 'registration', userID: '', address: email, challengeID: id };
}

/**
 * Mails a code that confirms the email address, or a notice to its user if it already has an account. The answer is the
 * same, and so are the pots that the mail is counted in.
 * @param source The network source of the request.
 */
export function register(
  registration: Registration,
  code: string,
  present: User | undefined,
  source: string,
  now: number,
): Decision<void, AccountNotice | CodeNotice> {
  const { id, address, email, expiresAt } = registration;
  const notice = present
    ? noticeToAccount(present, { kind: 'address-has-account' })
    : noticeOfCode({ email }, { kind: 'registration', code, expiresAt, registrationID: id });
  return {
    commit: [putNew('challenges', { id }, { ...registration }, [equal('attempts', 0), absent('usedAt')])],
    pots: potsOfRegistration(address, source, now),
    log: notLogged('there is no account yet'),
    notify: [],
    send: {
      notice,
      ifUnsent: { commit: [], refuse: problem('mail-not-sent', { retryAfterSeconds: 1 }) },
    },
    answer: undefined,
  };
}

/** Uses up one of the tries of a registration, before its code is compared. */
export function tryRegistration(registration: Registration | undefined, now: number): Decision<Registration> {
  const refused = registrationRefusal(registration, now);
  if (!registration || refused) return { refuse: refused ?? problem('not-found') };
  return {
    commit: [chargeRegistration(registration.id, now)],
    log: notLogged('there is no account yet'),
    notify: [],
    answer: registration,
    ifLost: problem('challenge-over'),
  };
}

/** Creates the account if the code is right. Its try was charged before. */
export function confirmRegistration(
  registration: Registration,
  isRightCode: boolean,
  userID: string,
  now: number,
): Decision {
  const attemptsLeft = Math.max(0, triesPerChallenge - registration.attempts - 1);
  if (!isRightCode) return { refuse: problem('wrong-code', { attemptsLeft }) };
  const { address, email, name, passwordHash } = registration;
  return {
    commit: [
      ...createUser({ userID, address, email, name, passwordHash, now }),
      useUpRegistration(registration.id, now),
    ],
    log: [accountEntry(userID, 'account-created')],
    notify: [],
    answer: undefined,
    ifLost: (failed) =>
      problem(failed.some(({ change }) => change.table === 'users') ? 'address-taken' : 'challenge-over'),
  };
}
