import type { User } from '../accounts/user.ts';
import { above, absent, type Change, equal, update } from '../kernel/change.ts';
import { type Decision, notLogged } from '../kernel/decision.ts';
import { digest } from '../kernel/digest.ts';
import { type Problem, problem, waitProblem } from '../kernel/problem.ts';
import { checkOrganization, type Organization, type Role } from './organization.ts';
import { actorOf, organizationEntry } from './organization-log.ts';

export const invitationLimits = {
  ttlSeconds: 7 * 86_400,
  resendAfterSeconds: 60,
  /** How many invitations can be open at the same time. */
  openPerOrganization: 500,
} as const;

/** An invitation of an email address to an organization. It stays in the list when it is over. */
export interface Invitation {
  readonly organizationID: string;
  readonly item: string;
  readonly id: string;
  /** The user who sent it last. It is valid only while that user is an owner. */
  readonly senderID: string;
  /** Canonical; only the account of this email address can accept. */
  readonly address: string;
  /** The email address as it was typed: the mail goes there. */
  readonly email: string;
  readonly role: Role;
  /** The row of the only link that works; see InvitationLink. */
  readonly linkID: string;
  readonly createdAt: number;
  /** When the mail with the link was sent; absent if no mail of this invitation could be sent. */
  readonly mailedAt?: number;
  readonly expiresAt: number;
  readonly consumedAt?: number;
  readonly revokedAt?: number;
}

/** In the table `challenges`: which invitation the code of a link belongs to. The code itself is only in the mail. */
export interface InvitationLink {
  readonly id: string;
  readonly organizationID: string;
  readonly invitationID: string;
  readonly ttl: number;
}

export const invitationPrefix = 'invitation#';
export const invitationKey = (organizationID: string, id: string) => ({
  organizationID,
  item: `${invitationPrefix}${id}`,
});
export const invitationLinkKey = (code: string) => ({ id: `invitation#${digest(code)}` });

type WithOwners = Pick<Organization, 'owners'>;

/** Whether it is for the email address of this account. No other account can accept it. */
export function isFor({ address }: Invitation, user: Pick<User, 'address'>): boolean {
  return address === user.address;
}

/** Whether it was neither accepted nor revoked: whether it can be sent again. */
export function isPending({ consumedAt, revokedAt }: Invitation): boolean {
  return consumedAt === undefined && revokedAt === undefined;
}

/** Whether it can be accepted now. */
export function isOpen(invitation: Invitation, { owners }: WithOwners, now: number): boolean {
  return isPending(invitation) && invitation.expiresAt > now && owners.includes(invitation.senderID);
}

/** From when on it can be sent again; undefined if it never can. An invitation that was not mailed need not wait. */
export function resendableAt(invitation: Invitation): number | undefined {
  if (!isPending(invitation)) return undefined;
  const { mailedAt, createdAt } = invitation;
  return mailedAt === undefined ? createdAt : mailedAt + invitationLimits.resendAfterSeconds * 1000;
}

export function resendRefusal(invitation: Invitation, now: number): Problem | undefined {
  const openAt = resendableAt(invitation);
  if (openAt === undefined) return problem('invitation-closed');
  return now >= openAt ? undefined : waitProblem('invitation-just-sent', openAt - now);
}

/** Why the code of a link does not work. */
export function invitationRefusal(
  invitation: Invitation | undefined,
  organization: WithOwners | undefined,
  code: string,
  now: number,
): Problem | undefined {
  if (!invitation || !organization) return problem('invitation-unknown');
  const isValid = invitation.linkID === invitationLinkKey(code).id && isOpen(invitation, organization, now);
  return isValid ? undefined : problem('invitation-over');
}

/** Uses the invitation up. The condition fails if it was used, revoked or sent again, or has expired. */
export function useUpInvitation(invitation: Invitation, now: number): Change {
  const { organizationID, id, linkID } = invitation;
  const open = [absent('consumedAt'), absent('revokedAt'), above('expiresAt', now), equal('linkID', linkID)];
  return update('organizations', invitationKey(organizationID, id), { consumedAt: now }, open);
}

/** How log entries refer to an invitation: the email address and the role. */
export const detailsOf = ({ email, role }: Pick<Invitation, 'email' | 'role'>) => ({
  member: { email },
  role,
});

/** Revokes an invitation: its link stops working. */
export function revokeInvitation(
  organization: Organization,
  owner: User,
  invitation: Invitation,
  now: number,
): Decision {
  if (invitation.revokedAt !== undefined)
    return { commit: [], log: notLogged('it is revoked already'), notify: [], answer: undefined };
  if (invitation.consumedAt !== undefined) return { refuse: problem('invitation-accepted') };
  const { organizationID } = organization;
  const key = invitationKey(organizationID, invitation.id);
  return {
    commit: [
      update('organizations', key, { revokedAt: now }, [absent('consumedAt'), absent('revokedAt')]),
      checkOrganization(organization),
    ],
    log: [organizationEntry(organizationID, 'invitation-revoked', actorOf(owner), detailsOf(invitation))],
    notify: [],
    answer: undefined,
  };
}
