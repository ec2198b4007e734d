import { accountEntry } from '../accounts/security-log.ts';
import { clearedMailReturn } from '../accounts/undeliverable-mail.ts';
import {
  changeCredentials,
  changeUser,
  endSessions,
  keysOf,
  type User,
  voidPassword,
} from '../accounts/user.ts';
import { type Decision, notLogged } from '../kernel/decision.ts';
import type { LanguageTag } from '../kernel/language.ts';
import { fieldProblem, problem } from '../kernel/problem.ts';
import type { Random } from '../kernel/random.ts';
import { type Asker, potsOfReset } from '../mail/mail-pots.ts';
import { type AccountNotice, noticeToAccount } from '../mail/notice.ts';
import { forgetPlaces, rememberSource } from './known-place.ts';
import { createMailLink, expiredLink, type MailLink, mailLinkRefusal, useUpMailLink } from './mail-link.ts';
import { codesAnew } from './mailed-codes.ts';
import { isEnoughWithoutPassword, type WaysToSignIn } from './passwordless.ts';
import { removeClaims } from './ssh-key.ts';

/** The session that changes the password, and what is kept. */
interface PasswordChange {
  readonly keptSessionID: string;
  /** The names of SSH keys that the user wants to keep. */
  readonly keepKeys: readonly string[];
  /** See network-source.ts. */
  readonly source: string;
  /** The device of the session. */
  readonly deviceID?: string | undefined;
}

/**
 * Sets a new password for a user who gave the current one, or has none. Every other session ends, and the SSH keys are removed:
 * whoever knew the old password may have added one.
 * Only the place and the device of the change stay known.
 */
export function changePassword(
  user: User,
  passwordHash: string,
  request: PasswordChange,
  now: number,
): Decision<void, AccountNotice> {
  return replacePassword(user, passwordHash, request, now, 'password-changed');
}

/**
 * Removes the password of a user who can sign in without it; see passwordless.ts. It ends what a change of the password ends. A
 * mailed link sets a new one.
 */
export function removePassword(
  user: User,
  ways: WaysToSignIn,
  request: PasswordChange,
  now: number,
): Decision<void, AccountNotice> {
  if (user.passwordHash === voidPassword) return { refuse: problem('no-password') };
  if (!isEnoughWithoutPassword(ways)) return { refuse: problem('passkeys-needed') };
  return replacePassword(user, voidPassword, request, now, 'password-removed');
}

function replacePassword(
  user: User,
  passwordHash: string,
  request: PasswordChange,
  now: number,
  kind: 'password-changed' | 'password-removed',
): Decision<void, AccountNotice> {
  const { keptSessionID, keepKeys, source, deviceID } = request;
  const keys = keysOf(user);
  const unknown = keepKeys.filter((name) => !keys.some((key) => key.name === name));
  if (unknown.length > 0) return { refuse: fieldProblem('/keepKeys', 'keys-unknown', { names: unknown }) };
  const kept = keys.filter(({ name }) => keepKeys.includes(name));
  const removed = keys.filter((key) => !kept.includes(key));
  const set = { passwordHash, ...(removed.length > 0 && { keys: kept.length > 0 ? kept : undefined }) };
  return {
    commit: [
      endSessions(changeCredentials(user, set), keptSessionID),
      ...removeClaims(removed),
      forgetPlaces(user.address, now, deviceID),
      rememberSource(user.address, source, now),
    ],
    log: [
      accountEntry(user.userID, kind),
      ...removed.map((key) => accountEntry(user.userID, 'key-removed', { key })),
    ],
    notify: [
      noticeToAccount(user, {
        kind,
        keysRemoved: removed.map(({ name }) => name),
        keysKept: kept.map(({ name }) => name),
      }),
    ],
    answer: undefined,
  };
}

/** Stores a stronger hash of the same password. It does not matter if another write was faster. */
export function strengthenHash(user: User, passwordHash: string): Decision {
  return {
    commit: [changeUser(user, { passwordHash })],
    log: notLogged('the password stays the same'),
    notify: [],
    answer: undefined,
    ifLost: { answer: undefined },
  };
}

/**
 * Mails a link with which a new password can be set, or a notice that there is no account. An address without an
 * account costs the same writes: a link that belongs to nobody and is never sent. Empty pots are refused alike.
 * An account has the language of its mails; a notice to others is in the language of the request.
 */
export function requestPasswordReset(
  { canonical, mailbox }: { readonly canonical: string; readonly mailbox: string },
  user: User | undefined,
  asker: Asker & { readonly language?: LanguageTag | undefined },
  now: number,
  random: Random,
): Decision<void, AccountNotice> {
  const bound = { userID: user?.userID ?? 'nobody', credentialVersion: user?.credentialVersion ?? 0 };
  const { token, expiresAt, change } = createMailLink('password-reset', bound, now, random);
  const { language } = asker;
  const notice = user
    ? noticeToAccount(user, { kind: 'password-reset-requested', token, expiresAt })
    : noticeToAccount({ email: mailbox, ...(language && { language }) }, { kind: 'no-account' });
  return {
    commit: [change],
    pots: potsOfReset(canonical, asker, now),
    log: notLogged('anyone can ask for this, for any address'),
    notify: [],
    send: {
      notice,
      ifUnsent: { commit: [], refuse: problem('mail-not-sent', { retryAfterSeconds: 1 }) },
    },
    answer: undefined,
  };
}

/** Why the link of a reset cannot be used for this account; undefined if it can. */
export function passwordResetRefusal(link: MailLink, user: User, now: number) {
  if (user.credentialVersion !== link.credentialVersion) return expiredLink();
  return mailLinkRefusal(link, 'password-reset', now);
}

/**
 * Sets a new password with the link in a mail. Every session ends, SSH keys are removed, nobody is signed in, and factors
 * stay as they are. Whoever used the link can read the mail, so its network source is known from now on, and
 * its device stays known.
 */
export function resetPassword(
  user: User,
  link: MailLink,
  passwordHash: string,
  from: { readonly source: string; readonly deviceID?: string | undefined },
  now: number,
): Decision<void, AccountNotice> {
  const refused = passwordResetRefusal(link, user, now);
  if (refused) return { refuse: refused };
  const keys = keysOf(user);
  return {
    commit: [
      useUpMailLink(link, now),
      endSessions(
        changeCredentials(user, { passwordHash, keys: undefined, ...codesAnew(user), ...clearedMailReturn }),
      ),
      ...removeClaims(keys),
      forgetPlaces(user.address, now, from.deviceID),
      rememberSource(user.address, from.source, now),
    ],
    log: [accountEntry(user.userID, 'password-reset')],
    notify: [noticeToAccount(user, { kind: 'password-reset', keysRemoved: keys.length })],
    answer: undefined,
    ifLost: expiredLink(),
  };
}
