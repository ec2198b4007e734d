import { type AccountEntryKind, accountEntry } from '../accounts/security-log.ts';
import type { User } from '../accounts/user.ts';
import type { FactorType } from '../factors/factor.ts';
import type { Circumstances } from '../kernel/circumstances.ts';
import type { LogEntry } from '../kernel/decision.ts';
import { type Organization, type Role, referenceTo } from './organization.ts';

/** The kinds of entries in the log of an organization, which its owners read. */
export const organizationEntryKinds = [
  'organization-created',
  'organization-renamed',
  'member-invited',
  'invitation-resent',
  'invitation-not-mailed',
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
  'member-confirmed',
  'organization-deletion-requested',
  'organization-kept',
] as const;
export type OrganizationEntryKind = (typeof organizationEntryKinds)[number];

export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** An entry of the log: who did what, when and from where. It is kept for 400 days. */
export interface OrganizationEntry extends Circumstances {
  readonly subject: string;
  /** Begins with the instant, so that entries sort by time. */
  readonly id: string;
  readonly kind: OrganizationEntryKind;
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
  /** Members may skip the second factor in browsers that they trust. */
  readonly trustedDevices?: true;
}

export const organizationSubject = (organizationID: string) => `organization#${organizationID}`;

/** How entries and mails name an account. */
export const actorOf = ({ userID, name, email }: Pick<User, 'userID' | 'name' | 'email'>): Actor => ({
  id: userID,
  name,
  email,
});

/** An entry of the log of an organization. */
export function organizationEntry(
  organizationID: string,
  kind: OrganizationEntryKind,
  actor: Actor,
  about: About = {},
): LogEntry {
  return { subject: organizationSubject(organizationID), kind, details: { actor, about } };
}

export type MembershipEntryKind = Extract<
  AccountEntryKind,
  | 'organization-joined'
  | 'organization-left'
  | 'organization-removed'
  | 'role-changed'
  | 'factors-reset'
  | 'factors-reset-requested'
  | 'factors-reset-withdrawn'
  | 'membership-confirmed'
  | 'organization-deleted'
>;

/** The entry in the log of the account that it happened to. */
export function membershipEntry(
  userID: string,
  kind: MembershipEntryKind,
  organization: Pick<Organization, 'organizationID' | 'name'>,
): LogEntry {
  return accountEntry(userID, kind, { organization: referenceTo(organization) });
}
