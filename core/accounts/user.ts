import type { CodeMethod, FactorType } from '../factors/factor.ts';
import { absent, type Change, type Condition, equal, put, type Update, update } from '../kernel/change.ts';
import type { Decision } from '../kernel/decision.ts';
import type { LanguageTag } from '../kernel/language.ts';
import { accountEntry } from './security-log.ts';

/** The copy of a factor in the user row, so that a sign-in knows the methods without reading a second table. */
export interface FactorSummary {
  readonly id: string;
  readonly type: FactorType;
}

/** The copy of an SSH key in the user row; the key itself is in core/sign-in/ssh-key.ts. */
export interface KeySummary {
  readonly name: string;
  /** As `ssh-keygen -l` shows it: `SHA256:…`. */
  readonly fingerprint: string;
}

/**
 * Wrong codes in a row, and when the last one was entered: a pair of attributes for each method, named after it
 * (`emailFailures`, `emailFailedAt`). Only core/sign-in/code-failures.ts reads and writes them.
 */
export type FailureAttributes = {
  readonly [method in CodeMethod as `${method}Failures` | `${method}FailedAt`]?: number;
};

/** An account: one row, which every decision about it reads consistently. */
export interface User extends FailureAttributes {
  readonly id: string;
  readonly userID: string;
  /** The canonical email address; see email-address.ts. */
  readonly address: string;
  /** The email address that mail is sent to. */
  readonly email: string;
  readonly name: string;
  /** The language of the mails and of the dashboard. Absent for accounts that were made without one: their mails are in English. */
  readonly language?: LanguageTag;
  readonly createdAt: number;
  readonly lastSignedInAt?: number;
  /** A PHC string, or `void`: then no password is right until it is reset. */
  readonly passwordHash: string;
  /** Incremented by every change of the password, the factors or the SSH keys. A challenge is valid for one version only. */
  readonly credentialVersion: number;
  /** How often all sessions were ended. Sessions with a lower count have ended, except `keptSessionID`. */
  readonly sessionGeneration: number;
  /** How many sessions were made, and how many there were when the live ones were last counted; see core/sign-in/session.ts. */
  readonly sessionsMade?: number;
  readonly sessionsCounted?: number;
  /** Sessions that were made before this instant have ended, because there were too many. */
  readonly sessionsSince?: number;
  readonly keptSessionID?: string;
  readonly factors: readonly FactorSummary[];
  readonly preferredFactorID?: string;
  /** The first of the factors that are enabled now, even if it was disabled since: the undo link of its activation names it. */
  readonly firstFactorID?: string;
  /** The version of the data key that the recovery codes are looked up with; absent before the first codes. */
  readonly recoveryCodeKeyVersion?: number;
  /** Absent if there are none. */
  readonly keys?: readonly KeySummary[];
  /** When codes were mailed, for the limit per hour. `codesMailed` is incremented with every change of this list, and guards it. */
  readonly codesMailedAt: readonly number[];
  readonly codesMailed: number;
  /** The ids of the organizations that the account is a member of. Their own rows say who owns them. */
  readonly organizations: readonly string[];
  /** Incremented by every change of `organizations`; absent before the first one. */
  readonly membershipVersion?: number;
  /** Organizations in which an owner must confirm the account; see core/sign-in/confirmation.ts. */
  readonly awaitingConfirmation?: readonly string[];
  /** When its factors were last removed by an undo link: an owner confirms the account after this undo, and no other one. */
  readonly undoneAt?: number;
  /** How often an owner confirmed it: the version of `awaitingConfirmation`. Absent before the first time. */
  readonly confirmations?: number;
  /** When mail to the email address bounced or was reported as spam; see undeliverable-mail.ts. */
  readonly mailReturned?: { readonly reason: 'bounce' | 'complaint'; readonly at: number };
  /** When the account is deleted, unless its user keeps it; see deletion.ts. */
  readonly deletionDueAt?: number;
  /** When the deletion began. It cannot be taken back from then on. */
  readonly deletionBegunAt?: number;
}

/** Says which account has an email address. Email addresses are unique because each can have only one such row. */
export interface AddressClaim {
  readonly id: string;
  readonly userID: string;
  /** Places of earlier sign-ins do not count as known any more; see core/sign-in/known-place.ts. */
  readonly placesSince?: number;
  /** The device that stays known nevertheless; see device.ts. */
  readonly keptDeviceID?: string;
}

export const voidPassword = 'void';

export const userKey = (userID: string) => ({ id: `user#${userID}` });
export const addressKey = (canonical: string) => ({ id: `address#${canonical}` });

export function createUser(user: {
  readonly userID: string;
  readonly address: string;
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly language?: LanguageTag;
  readonly now: number;
}): readonly Change[] {
  const row: User = {
    ...userKey(user.userID),
    userID: user.userID,
    address: user.address,
    email: user.email,
    name: user.name,
    ...(user.language && { language: user.language }),
    createdAt: user.now,
    passwordHash: user.passwordHash,
    credentialVersion: 1,
    sessionGeneration: 0,
    factors: [],
    codesMailedAt: [],
    codesMailed: 0,
    organizations: [],
  };
  // Places where an earlier, deleted account with this address signed in are not this account's.
  const claim: AddressClaim = { ...addressKey(user.address), userID: user.userID, placesSince: user.now };
  return [
    put('users', userKey(user.userID), { ...row }, [absent('id')]),
    put('users', addressKey(user.address), { ...claim }, [absent('id')]),
  ];
}

export const sameCredentials = (version: number): Condition => equal('credentialVersion', version);

/** The memberships of the account are still those that the decision saw. */
export function sameMemberships({ membershipVersion }: Pick<User, 'membershipVersion'>): Condition {
  if (membershipVersion === undefined) return absent('membershipVersion');
  return equal('membershipVersion', membershipVersion);
}

/** No owner has confirmed the account since the decision saw it. */
export function sameConfirmations({ confirmations }: Pick<User, 'confirmations'>): Condition {
  return confirmations === undefined ? absent('confirmations') : equal('confirmations', confirmations);
}

/** Changes the account, provided that its credentials are still those that the decision saw. */
export function changeUser(
  user: Pick<User, 'userID' | 'credentialVersion'>,
  set: Readonly<Record<string, unknown>>,
  when: readonly Condition[] = [],
): Update {
  return update('users', userKey(user.userID), set, [sameCredentials(user.credentialVersion), ...when]);
}

/** The same for a change of credentials: challenges and activations that followed the old ones are void. */
export function changeCredentials(
  user: Pick<User, 'userID' | 'credentialVersion'>,
  set: Readonly<Record<string, unknown>>,
): Update {
  return changeUser(user, { ...set, credentialVersion: user.credentialVersion + 1 });
}

/** Sets the display name. */
export function renameUser(user: User, name: string): Decision<string> {
  return {
    commit: [changeUser(user, { name })],
    log: [accountEntry(user.userID, 'name-changed')],
    notify: [],
    answer: name,
  };
}

/** Adds to a change of the account that all its sessions end, except the one that is kept. */
export function endSessions(change: Update, keptSessionID?: string): Update {
  return {
    ...change,
    set: { ...change.set, keptSessionID },
    add: { ...change.add, sessionGeneration: 1 },
  };
}

export function methodsOf(user: Pick<User, 'factors'>): readonly FactorType[] {
  return [...new Set(user.factors.map((factor) => factor.type))];
}

export function keysOf(user: Pick<User, 'keys'>): readonly KeySummary[] {
  return user.keys ?? [];
}

export function preferredType(user: Pick<User, 'factors' | 'preferredFactorID'>): FactorType | undefined {
  return user.factors.find((factor) => factor.id === user.preferredFactorID)?.type ?? user.factors[0]?.type;
}
