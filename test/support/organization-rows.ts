import type { User } from '../../core/accounts/user.ts';
import { type Accepted, type Decision, isRefused } from '../../core/kernel/decision.ts';
import {
  type Invitation,
  invitationKey,
  invitationLimits,
  invitationLinkKey,
} from '../../core/organizations/invitation.ts';
import { type Member, memberKey } from '../../core/organizations/membership.ts';
import type { Organization } from '../../core/organizations/organization.ts';
import { noon, userWith } from './users.ts';

/** Rows of the table `organizations` as decisions see them, but for what the test sets. */

export const organizationID = 'acme';

/** Acme: Ada owns it alone, and nothing is required. */
export function organizationWith(set: Partial<Organization> = {}): Organization {
  return {
    organizationID,
    item: 'organization',
    name: 'Acme',
    createdAt: noon,
    version: 3,
    owners: ['ada'],
    members: 2,
    mfaRequired: false,
    mfaAccept: [],
    ...set,
  };
}

export function memberWith(userID: string, set: Partial<Member> = {}): Member {
  return { ...memberKey(organizationID, userID), userID, joinedAt: noon, ...set };
}

/** An account in Acme, named after its id. */
export function accountOf(userID: string, set: Partial<User> = {}): User {
  const email = `${userID}@example.com`;
  return userWith({ userID, email, address: email, name: userID, organizations: [organizationID], ...set });
}

/** An open invitation of bea@example.com by Ada, mailed at noon with the code `first`. */
export function invitationWith(set: Partial<Invitation> = {}): Invitation {
  const id = set.id ?? 'invitation-1';
  return {
    ...invitationKey(organizationID, id),
    id,
    senderID: 'ada',
    address: 'bea@example.com',
    email: 'Bea@example.com',
    role: 'member',
    linkID: invitationLinkKey('first').id,
    createdAt: noon,
    mailedAt: noon,
    expiresAt: noon + invitationLimits.ttlSeconds * 1000,
    ...set,
  };
}

/** What a decision does. @throws if it refuses */
export function accepted<Answer, Notice>(decision: Decision<Answer, Notice>): Accepted<Answer, Notice> {
  if (isRefused(decision)) throw new Error(`refused: ${decision.refuse.reason}`);
  return decision;
}

/** The reason for which a decision refuses, or `accepted`. */
export function reasonOf(decision: Decision<unknown, unknown>): string {
  return isRefused(decision) ? decision.refuse.reason : 'accepted';
}
