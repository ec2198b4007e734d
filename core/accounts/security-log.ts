import type { CodeMethod } from '../factors/factor.ts';
import { type Change, put } from '../kernel/change.ts';
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

/** When, from which address and with which browser something was asked for. */
export interface Circumstances {
  readonly at: number;
  readonly address: string;
  readonly browser: string;
}

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
