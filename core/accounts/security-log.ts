import type { CodeMethod } from '../factors/factor.ts';
import { type Change, put } from '../kernel/change.ts';
import type { Circumstances } from '../kernel/circumstances.ts';
import type { LogEntry } from '../kernel/decision.ts';
import { type Random, randomID } from '../kernel/random.ts';

/** What the log of an account tells its user. */
export const eventKinds = [
  'account-created',
  'signed-in',
  'sign-in-code-failed',
  'stepped-up',
  'factor-enabled',
  'factor-disabled',
  'factor-preferred',
  'recovery-code-used',
  'recovery-codes-regenerated',
  'password-changed',
  'password-reset',
  'activation-undone',
  'key-added',
  'key-removed',
  'session-ended',
  'other-sessions-ended',
  'organization-joined',
  'organization-left',
  'organization-removed',
  'role-changed',
  'factors-reset-requested',
  'factors-reset-withdrawn',
  'factors-reset-cancelled',
  'factors-reset',
  'methods-unlocked',
] as const;
export type EventKind = (typeof eventKinds)[number];

export interface SecurityEvent {
  readonly subject: string;
  /** Sorts by time. */
  readonly id: string;
  readonly at: number;
  readonly kind: EventKind;
  readonly address: string;
  readonly browser: string;
  readonly factor?: { readonly type: CodeMethod; readonly name?: string };
  readonly key?: { readonly name: string; readonly fingerprint: string };
  readonly organization?: { readonly id: string; readonly name: string };
  readonly ttl: number;
}

export const eventRetentionDays = 400;

export const userSubject = (userID: string) => `user#${userID}`;

export function recordEvent(
  userID: string,
  kind: EventKind,
  circumstances: Circumstances,
  random: Random,
  factor?: SecurityEvent['factor'],
): Change {
  const event = newEvent(userID, kind, circumstances, randomID(random), factor);
  return put('events', { subject: event.subject, id: event.id }, { ...event });
}

export function newEvent(
  userID: string,
  kind: EventKind,
  circumstances: Circumstances,
  suffix: string,
  factor?: SecurityEvent['factor'],
): SecurityEvent {
  const { at, address, browser } = circumstances;
  return {
    subject: userSubject(userID),
    id: `${new Date(at).toISOString()}#${suffix}`,
    kind,
    at,
    address,
    browser,
    ...(factor && { factor }),
    ttl: Math.ceil(at / 1000) + eventRetentionDays * 86_400,
  };
}

/** What the log of an account says beside the kind: which factor, key or organization it was about. */
export type EntryDetails = Pick<SecurityEvent, 'factor' | 'key' | 'organization'>;

/** An entry of the log of an account. */
export function accountEntry(userID: string, kind: EventKind, details: EntryDetails = {}): LogEntry {
  return { subject: userSubject(userID), kind, details: { ...details } };
}

/** The write of a log entry, with the moment and the place of the request. */
export function recordEntry(
  { subject, kind, details }: LogEntry,
  { at, address, browser }: Circumstances,
  random: Random,
): Change {
  const id = `${new Date(at).toISOString()}#${randomID(random)}`;
  const ttl = Math.ceil(at / 1000) + eventRetentionDays * 86_400;
  const row = { subject, id, kind, at, address, browser, ...details, ttl };
  return put('events', { subject, id }, row);
}
