import { above, absent, type Change, equal, put, update } from '../kernel/change.ts';
import { digest } from '../kernel/digest.ts';
import { type Problem, problem, waitProblem } from '../kernel/problem.ts';
import { type Random, randomSecret } from '../kernel/random.ts';
import { ttlAfter } from '../kernel/rows.ts';
import type { Organization, Role } from './organization.ts';

export const invitationLimits = {
  ttlSeconds: 7 * 86_400,
  resendAfterSeconds: 60,
  /** How many can wait for an answer at a time. */
  openPerOrganization: 500,
} as const;

/** An invitation of an address to an organization. It stays in the list when it is over. */
export interface Invitation {
  readonly organizationID: string;
  readonly item: string;
  readonly id: string;
  /** Who sent it last. It is good only while that one is an owner. */
  readonly senderID: string;
  /** Canonical; only an account of this address can accept. */
  readonly address: string;
  /** As it was typed: where the mail went. */
  readonly email: string;
  readonly role: Role;
  /** The row of the one link that is good; see InvitationLink. */
  readonly linkID: string;
  readonly createdAt: number;
  readonly mailedAt: number;
  readonly expiresAt: number;
  readonly consumedAt?: number;
  readonly revokedAt?: number;
}

/** In the table `challenges`: says which invitation the code of a link is for. The code itself is only in the mail. */
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

/** Its id begins with the time, so that they are listed as they were sent. */
export function newInvitationID(now: number, suffix: string): string {
  return `${now.toString(36)}-${suffix}`;
}

function newLink(organizationID: string, invitationID: string, now: number, random: Random) {
  const code = randomSecret(random);
  const expiresAt = now + invitationLimits.ttlSeconds * 1000;
  const key = invitationLinkKey(code);
  const link: InvitationLink = { ...key, organizationID, invitationID, ttl: ttlAfter(expiresAt) };
  return { code, linkID: key.id, expiresAt, change: put('challenges', key, { ...link }, [absent('id')]) };
}

/** A new invitation with the code of its link. */
export function invite(
  given: Pick<Invitation, 'organizationID' | 'id' | 'senderID' | 'address' | 'email' | 'role'>,
  now: number,
  random: Random,
): { invitation: Invitation; code: string; changes: readonly Change[] } {
  const { code, linkID, expiresAt, change } = newLink(given.organizationID, given.id, now, random);
  const key = invitationKey(given.organizationID, given.id);
  const invitation: Invitation = { ...given, ...key, linkID, createdAt: now, mailedAt: now, expiresAt };
  return {
    invitation,
    code,
    changes: [put('organizations', key, { ...invitation }, [absent('item')]), change],
  };
}

/** A new link and seven new days, in the name of who sends it now; the link before is dead. */
export function resendInvitation(
  invitation: Invitation,
  senderID: string,
  now: number,
  random: Random,
): { invitation: Invitation; code: string; changes: readonly Change[] } {
  const { organizationID, id } = invitation;
  const { code, linkID, expiresAt, change } = newLink(organizationID, id, now, random);
  const set = { linkID, senderID, mailedAt: now, expiresAt };
  return {
    invitation: { ...invitation, ...set },
    code,
    changes: [
      update('organizations', invitationKey(organizationID, id), set, [
        absent('consumedAt'),
        absent('revokedAt'),
        equal('mailedAt', invitation.mailedAt),
      ]),
      change,
    ],
  };
}

export function resendRefusal(invitation: Invitation, now: number): Problem | undefined {
  if (invitation.consumedAt !== undefined || invitation.revokedAt !== undefined)
    return problem('invitation-closed');
  const openAt = invitation.mailedAt + invitationLimits.resendAfterSeconds * 1000;
  if (now >= openAt) return undefined;
  return waitProblem('invitation-just-sent', openAt - now);
}

/** Uses the invitation up: the condition fails for one that was used, revoked, sent anew, or is over. */
export function acceptInvitation(invitation: Invitation, now: number): Change {
  const { organizationID, id, linkID } = invitation;
  const open = [absent('consumedAt'), absent('revokedAt'), above('expiresAt', now), equal('linkID', linkID)];
  return update('organizations', invitationKey(organizationID, id), { consumedAt: now }, open);
}

export function revokeInvitation(invitation: Invitation, now: number): Change {
  const key = invitationKey(invitation.organizationID, invitation.id);
  return update('organizations', key, { revokedAt: now }, [absent('consumedAt'), absent('revokedAt')]);
}

type Owned = Pick<Organization, 'owners'>;

/** Whether it can still be accepted: only while its sender is an owner. */
export function isOpen(invitation: Invitation, { owners }: Owned, now: number): boolean {
  const { consumedAt, revokedAt, expiresAt, senderID } = invitation;
  return consumedAt === undefined && revokedAt === undefined && expiresAt > now && owners.includes(senderID);
}

/** Why the code of a link is good for nothing. */
export function invitationRefusal(
  invitation: Invitation | undefined,
  organization: Owned | undefined,
  code: string,
  now: number,
): Problem | undefined {
  if (!invitation || !organization) return problem('invitation-unknown');
  const isGood = invitation.linkID === invitationLinkKey(code).id && isOpen(invitation, organization, now);
  return isGood ? undefined : problem('invitation-over');
}
