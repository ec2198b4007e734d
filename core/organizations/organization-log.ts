import { eventRetentionDays, newEvent } from '../accounts/security-log.ts';
import type { FactorType } from '../factors/factor.ts';
import { type Change, put } from '../kernel/change.ts';
import type { Circumstances } from '../kernel/circumstances.ts';
import { type Random, randomID } from '../kernel/random.ts';
import type { Role } from './organization.ts';

/** What the log of an organization tells its owners. */
export const organizationEventKinds = [
  'organization-created',
  'organization-renamed',
  'member-invited',
  'invitation-resent',
  'invitation-revoked',
  'member-joined',
  'member-removed',
  'member-left',
  'role-changed',
  'mfa-required',
  'mfa-not-required',
  'factors-reset-requested',
  'factors-reset-withdrawn',
  'factors-reset',
  'environment-created',
] as const;
export type OrganizationEventKind = (typeof organizationEventKinds)[number];

export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** Who did what, when, from where; kept 400 days. */
export interface OrganizationEvent extends Circumstances {
  readonly subject: string;
  /** Sorts by time. */
  readonly id: string;
  readonly kind: OrganizationEventKind;
  readonly actor: Actor;
  readonly about: About;
  readonly ttl: number;
}

export interface About {
  readonly member?: Partial<Actor> & Pick<Actor, 'email'>;
  readonly role?: Role;
  /** Of the organization or environment. */
  readonly name?: string;
  readonly accept?: readonly FactorType[];
  readonly deadline?: number;
}

export const organizationSubject = (organizationID: string) => `organization#${organizationID}`;

export const actorOf = (user: {
  readonly userID: string;
  readonly name: string;
  readonly email: string;
}) => ({
  id: user.userID,
  name: user.name,
  email: user.email,
});

export function recordOrganizationEvent(
  organizationID: string,
  kind: OrganizationEventKind,
  actor: Actor,
  about: About,
  circumstances: Circumstances,
  random: Random,
): Change {
  const { at, address, browser } = circumstances;
  const event: OrganizationEvent = {
    subject: organizationSubject(organizationID),
    id: `${new Date(at).toISOString()}#${randomID(random)}`,
    kind,
    at,
    address,
    browser,
    actor,
    about,
    ttl: Math.ceil(at / 1000) + eventRetentionDays * 86_400,
  };
  return put('events', { subject: event.subject, id: event.id }, { ...event });
}

export type MembershipEventKind =
  | 'organization-joined'
  | 'organization-left'
  | 'organization-removed'
  | 'role-changed'
  | 'factors-reset'
  | 'factors-reset-requested';

/** The same in the log of the account that it happened to. */
export function recordMembershipEvent(
  userID: string,
  kind: MembershipEventKind,
  organization: { readonly organizationID: string; readonly name: string },
  circumstances: Circumstances,
  random: Random,
): Change {
  const event = newEvent(userID, kind, circumstances, randomID(random));
  const { organizationID: id, name } = organization;
  return put('events', { subject: event.subject, id: event.id }, { ...event, organization: { id, name } });
}
