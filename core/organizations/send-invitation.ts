import type { User } from '../accounts/user.ts';
import { absent, type Change, equal, put, update } from '../kernel/change.ts';
import type { Decision } from '../kernel/decision.ts';
import { type Problem, problem } from '../kernel/problem.ts';
import { type Random, randomID, randomSecret } from '../kernel/random.ts';
import { ttlAfter } from '../kernel/rows.ts';
import { potsOfInvitation } from '../mail/mail-pots.ts';
import { type MemberNotice, noticeToMember } from '../mail/notice.ts';
import {
  detailsOf,
  type Invitation,
  type InvitationLink,
  invitationKey,
  invitationLimits,
  invitationLinkKey,
  isOpen,
  resendRefusal,
} from './invitation.ts';
import { fillLinkTemplate, linkTemplateProblem, ownLinkTemplate } from './link-template.ts';
import { incrementCount, type Organization, referenceTo } from './organization.ts';
import { actorOf, type OrganizationEntryKind, organizationEntry } from './organization-log.ts';
import { rememberInvited } from './registration-policy.ts';
import { ownerLimitRefusal } from './role.ts';

/** What the decision about an invitation is based on. */
export interface InvitationCase {
  readonly organization: Organization;
  /** The owner who sends it. */
  readonly sender: User;
  /** All invitations of the organization. */
  readonly invitations: readonly Invitation[];
  /** The account of the invited email address, if there is one. */
  readonly account: User | undefined;
  /** The public origin of this service, to which the link leads. */
  readonly origin: string;
}

type Invited = Pick<Invitation, 'address' | 'email' | 'role'>;

/**
 * Invites an email address and mails the link. If there is an open invitation of this address that could not be
 * mailed, that one is sent, with the role that is asked for now.
 */
export function invite(
  given: InvitationCase,
  invited: Invited,
  linkTemplate: string | undefined,
  now: number,
  random: Random,
): Decision<Invitation, MemberNotice> {
  const { organization, invitations, origin } = given;
  const unmailed = invitations.find(
    (one) => one.address === invited.address && one.mailedAt === undefined && isOpen(one, organization, now),
  );
  const refuse =
    (linkTemplate === undefined ? undefined : linkTemplateProblem(linkTemplate, origin)) ??
    (invited.role === 'owner' ? ownerLimitRefusal(organization) : undefined) ??
    addressRefusal(given, { address: invited.address, id: unmailed?.id }, now);
  if (refuse) return { refuse };
  const template = linkTemplate ?? ownLinkTemplate(origin);
  if (unmailed) return mailLink(given, renew(given, unmailed, invited, now, random), template, now);
  return mailLink(given, create(given, invited, now, random), template, now);
}

/** Mails a new link that is valid for another seven days, in the name of the owner who sends it now. */
export function resendInvitation(
  given: InvitationCase,
  invitation: Invitation,
  now: number,
  random: Random,
): Decision<Invitation, MemberNotice> {
  const refuse = resendRefusal(invitation, now) ?? addressRefusal(given, invitation, now);
  if (refuse) return { refuse };
  const { address, email, role } = invitation;
  const renewed = renew(given, invitation, { address, email, role }, now, random);
  return mailLink(given, renewed, ownLinkTemplate(given.origin), now);
}

/** Why this address cannot have an open invitation beside the others. @param id Of the invitation itself. */
function addressRefusal(
  { organization, invitations, account }: InvitationCase,
  { address, id }: { readonly address: string; readonly id: string | undefined },
  now: number,
): Problem | undefined {
  const open = invitations.filter((one) => one.id !== id && isOpen(one, organization, now));
  if (open.some((one) => one.address === address)) return problem('already-invited');
  const maximum = invitationLimits.openPerOrganization;
  if (open.length >= maximum) return problem('invitation-limit', { maximum });
  if (account?.organizations.includes(organization.organizationID)) return problem('already-member');
  return undefined;
}

/** An invitation with a new link that is about to be mailed. */
interface Prepared {
  readonly kind: Extract<OrganizationEntryKind, 'member-invited' | 'invitation-resent'>;
  /** As it was before, if it existed. */
  readonly before?: Invitation;
  readonly invitation: Invitation;
  /** Of the new link. It is a secret: only its digest is stored. */
  readonly code: string;
  readonly commit: readonly Change[];
}

function create(
  { organization: { organizationID }, sender }: InvitationCase,
  invited: Invited,
  now: number,
  random: Random,
): Prepared {
  // Ids begin with the time, so that the list is in the order of creation.
  const id = `${now.toString(36)}-${randomID(random).slice(0, 12)}`;
  const key = invitationKey(organizationID, id);
  const link = newLink(organizationID, id, now, random);
  const { linkID, expiresAt } = link;
  const mailed = { linkID, senderID: sender.userID, mailedAt: now, expiresAt };
  const invitation: Invitation = { ...key, id, ...invited, ...mailed, createdAt: now };
  return {
    kind: 'member-invited',
    invitation,
    code: link.code,
    commit: [
      put('organizations', key, { ...invitation }, [absent('item')]),
      link.write,
      rememberInvited(invitation),
    ],
  };
}

/** Replaces the link of an invitation: the one before stops working. */
function renew(
  { sender }: InvitationCase,
  before: Invitation,
  invited: Invited,
  now: number,
  random: Random,
): Prepared {
  const { organizationID, id } = before;
  const link = newLink(organizationID, id, now, random);
  const { linkID, expiresAt } = link;
  const set = { ...invited, linkID, senderID: sender.userID, mailedAt: now, expiresAt };
  const isSame = [absent('consumedAt'), absent('revokedAt'), equal('linkID', before.linkID)];
  const invitation = { ...before, ...set };
  return {
    kind: 'invitation-resent',
    before,
    invitation,
    code: link.code,
    commit: [
      update('organizations', invitationKey(organizationID, id), set, isSame),
      link.write,
      rememberInvited(invitation),
    ],
  };
}

function newLink(organizationID: string, invitationID: string, now: number, random: Random) {
  const code = randomSecret(random);
  const expiresAt = now + invitationLimits.ttlSeconds * 1000;
  const key = invitationLinkKey(code);
  const link: InvitationLink = { ...key, organizationID, invitationID, ttl: ttlAfter(expiresAt) };
  return { code, linkID: key.id, expiresAt, write: put('challenges', key, { ...link }, [absent('id')]) };
}

function mailLink(
  { organization, sender }: InvitationCase,
  prepared: Prepared,
  template: string,
  now: number,
): Decision<Invitation, MemberNotice> {
  const { kind, invitation, code, commit } = prepared;
  const { organizationID } = organization;
  const by = actorOf(sender);
  const about = detailsOf(invitation);
  // The language of the sender is the best guess. An account of the address is not looked for: the sender must not notice it.
  const to = { email: invitation.email, ...(sender.language && { language: sender.language }) };
  const mail = noticeToMember(to, {
    kind: 'invited',
    organization: referenceTo(organization),
    by,
    role: invitation.role,
    url: fillLinkTemplate(template, code),
    expiresAt: invitation.expiresAt,
  });
  const { undo, refuse } = resultIfUnsent(prepared);
  return {
    commit: [...commit, incrementCount(organization, 'invitations')],
    pots: potsOfInvitation(invitation.address, sender.userID, now),
    log: [organizationEntry(organizationID, kind, by, about)],
    notify: [],
    send: {
      notice: mail,
      ifUnsent: {
        commit: [undo],
        log: [organizationEntry(organizationID, 'invitation-not-mailed', by, about)],
        refuse,
      },
    },
    answer: invitation,
  };
}

/**
 * If the mail cannot be sent, an invitation whose link was mailed before keeps that link. Any other one stays in the
 * list as not mailed, and can be sent again at once.
 */
function resultIfUnsent({ before, invitation }: Prepared): {
  readonly undo: Change;
  readonly refuse: Problem;
} {
  const { organizationID, id, linkID } = invitation;
  const key = invitationKey(organizationID, id);
  const isSame = [equal('linkID', linkID)];
  if (before?.mailedAt === undefined) {
    const undo = update('organizations', key, { mailedAt: undefined }, isSame);
    return { undo, refuse: problem('invitation-not-mailed', { retryAfterSeconds: 1 }) };
  }
  const { linkID: link, senderID, mailedAt, expiresAt } = before;
  const undo = update('organizations', key, { linkID: link, senderID, mailedAt, expiresAt }, isSame);
  return { undo, refuse: problem('mail-not-sent', { retryAfterSeconds: 1 }) };
}
