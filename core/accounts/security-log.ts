import type { CodeMethod } from '../factors/factor.ts';
import { absent, type Change, type Condition, put } from '../kernel/change.ts';
import type { Circumstances } from '../kernel/circumstances.ts';
import type { LogEntry } from '../kernel/decision.ts';
import { type Random, randomID } from '../kernel/random.ts';

/** The kinds of entries in the security log of an account, which its user can read. */
export const accountEntryKinds = [
  'account-created',
  'name-changed',
  'language-changed',
  'signed-in',
  'sign-in-code-failed',
  'stepped-up',
  'factor-enabled',
  'factor-disabled',
  'factor-preferred',
  'factor-renamed',
  'passkey-counter-regressed',
  'recovery-code-used',
  'recovery-codes-regenerated',
  'browser-code-made',
  'password-changed',
  'password-removed',
  'password-reset',
  'activation-undone',
  'key-added',
  'key-removed',
  'session-ended',
  'other-sessions-ended',
  'device-removed',
  'organization-joined',
  'organization-left',
  'organization-removed',
  'role-changed',
  'factors-reset-requested',
  'factors-reset-withdrawn',
  'factors-reset-cancelled',
  'factors-reset',
  'methods-unlocked',
  'membership-confirmed',
  'account-deletion-requested',
  'account-kept',
  'organization-deleted',
] as const;
export type AccountEntryKind = (typeof accountEntryKinds)[number];

export interface AccountLogEntry {
  readonly subject: string;
  /** Sorts by time. */
  readonly id: string;
  readonly at: number;
  readonly kind: AccountEntryKind;
  readonly address: string;
  readonly browser: string;
  readonly factor?: { readonly type: CodeMethod; readonly name?: string };
  readonly key?: { readonly name: string; readonly fingerprint: string };
  readonly organization?: { readonly id: string; readonly name: string };
  readonly ttl: number;
}

export const logRetentionDays = 400;

export const userSubject = (userID: string) => `user#${userID}`;

/** The account whose log the first of these entries is in; undefined if they are in no account's. */
export function accountOf(entries: readonly Pick<LogEntry, 'subject'>[]): string | undefined {
  const prefix = userSubject('');
  return entries.find(({ subject }) => subject.startsWith(prefix))?.subject.slice(prefix.length);
}

/** What an entry contains besides its kind: the factor, SSH key or organization that it is about. */
export type EntryDetails = Pick<AccountLogEntry, 'factor' | 'key' | 'organization'>;

/** An entry in the log of an account. */
export function accountEntry(userID: string, kind: AccountEntryKind, details: EntryDetails = {}): LogEntry {
  return { subject: userSubject(userID), kind, details: { ...details } };
}

/** The write of a log entry, with the time and origin of the request. */
export function recordEntry(entry: LogEntry, circumstances: Circumstances, random: Random): Change {
  return putEntry(entry, circumstances, entryID(circumstances.at, randomID(random)), []);
}

/** The same for an entry that must be written only once, however often that is tried: its id is derived from its subject. */
export function recordEntryOnce(
  entry: LogEntry,
  circumstances: Circumstances,
  about: { readonly at: number; readonly id: string },
): Change {
  return putEntry(entry, circumstances, entryID(about.at, about.id), [absent('id')]);
}

const entryID = (at: number, suffix: string) => `${new Date(at).toISOString()}#${suffix}`;

function putEntry(
  { subject, kind, details }: LogEntry,
  { at, address, browser }: Circumstances,
  id: string,
  when: readonly Condition[],
): Change {
  const ttl = Math.ceil(at / 1000) + logRetentionDays * 86_400;
  return put('events', { subject, id }, { subject, id, kind, at, address, browser, ...details, ttl }, when);
}
