import { accountEntry } from '../accounts/security-log.ts';
import { createUser, type User } from '../accounts/user.ts';
import type { CodeBinding } from '../factors/email.ts';
import { above, absent, below, type Change, equal, putNew, update } from '../kernel/change.ts';
import { type Decision, notLogged } from '../kernel/decision.ts';
import type { LanguageTag } from '../kernel/language.ts';
import { type Problem, problem } from '../kernel/problem.ts';
import { ttlAfter } from '../kernel/rows.ts';
import { mailLimits, potsOfRegistration } from '../mail/mail-pots.ts';
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
  /** That of the request. */
  readonly language?: LanguageTag;
  readonly attempts: number;
  readonly usedAt?: number;
  readonly expiresAt: number;
  /** When its link expires. Absent in registrations of an earlier version, whose mails have no link with a token. */
  readonly linkExpiresAt?: number;
  readonly ttl: number;
}

const ttlSeconds = 600;

/**
 * How long the link in the mail is good: at least until the pot that the mail was taken from is full again. So whoever gets no mail
 * because strangers used up the pot has a link in the mailbox that works.
 */
const linkSeconds = mailLimits.address.seconds;

export function newRegistration(
  begin: Pick<Registration, 'id' | 'address' | 'email' | 'name' | 'passwordHash' | 'keyVersion' | 'language'>,
  now: number,
): Registration {
  const expiresAt = now + ttlSeconds * 1000;
  const linkExpiresAt = now + linkSeconds * 1000;
  return {
    ...begin,
    purpose: 'registration',
    attempts: 0,
    expiresAt,
    linkExpiresAt,
    ttl: ttlAfter(linkExpiresAt),
  };
}

/** Why the link of a registration is not good; undefined if it is. Wrong codes, which a stranger could enter, do not matter. */
export function registrationLinkRefusal(
  registration: Registration | undefined,
  isRightToken: boolean,
  now: number,
): Problem | undefined {
  if (registration?.purpose !== 'registration' || !isRightToken) return problem('not-found');
  const isOver = registration.usedAt !== undefined || (registration.linkExpiresAt ?? 0) <= now;
  return isOver ? problem('challenge-over') : undefined;
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

function useUpRegistration(id: string, until: 'expiresAt' | 'linkExpiresAt', now: number): Change {
  return update('challenges', { id }, { usedAt: now }, [absent('usedAt'), above(until, now)]);
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
  { code, token }: { readonly code: string; readonly token: string },
  present: User | undefined,
  source: string,
  now: number,
): Decision<void, AccountNotice | CodeNotice> {
  const { id, address, expiresAt } = registration;
  const notice = present
    ? noticeToAccount(present, { kind: 'address-has-account' })
    : noticeOfCode(registration, { kind: 'registration', code, expiresAt, registrationID: id, token });
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

/** A password that is entered with the code or the link, and whether it is the one of the registration. */
export interface ChosenPassword {
  readonly passwordHash: string;
  readonly isTheSame: boolean;
}

/**
 * Creates the account if the code is right. Its try was charged before.
 * @param chosen The password that was entered with the code; absent for that of the registration.
 * @returns the name of the account
 */
export function confirmRegistration(
  registration: Registration,
  isRightCode: boolean,
  chosen: ChosenPassword | undefined,
  userID: string,
  now: number,
): Decision<string> {
  const attemptsLeft = Math.max(0, triesPerChallenge - registration.attempts - 1);
  if (!isRightCode) return { refuse: problem('wrong-code', { attemptsLeft }) };
  return createAccount(withChosen(registration, chosen), userID, 'expiresAt', now);
}

/** Creates the account with the link in the mail. @returns the name of the account */
export const confirmRegistrationByLink = (
  registration: Registration,
  chosen: ChosenPassword,
  userID: string,
  now: number,
): Decision<string> => createAccount(withChosen(registration, chosen), userID, 'linkExpiresAt', now);

/** A stranger may have asked for the mail: a name and a language come from the registration only if the password does. */
function withChosen(registration: Registration, chosen: ChosenPassword | undefined): Registration {
  if (!chosen || chosen.isTheSame) return registration;
  const { passwordHash } = chosen;
  const { language: _language, ...own } = registration;
  return { ...own, passwordHash, name: nameFromAddress(registration.address) };
}

/** The name of an account whose user gave none. @param canonical The email address. */
export const nameFromAddress = (canonical: string): string => canonical.slice(0, canonical.lastIndexOf('@'));

function createAccount(
  { id, address, email, name, passwordHash, language }: Registration,
  userID: string,
  until: 'expiresAt' | 'linkExpiresAt',
  now: number,
): Decision<string> {
  return {
    commit: [
      ...createUser({ userID, address, email, name, passwordHash, ...(language && { language }), now }),
      useUpRegistration(id, until, now),
    ],
    log: [accountEntry(userID, 'account-created')],
    notify: [],
    answer: name,
    ifLost: (failed) =>
      problem(failed.some(({ change }) => change.table === 'users') ? 'address-taken' : 'challenge-over'),
  };
}
