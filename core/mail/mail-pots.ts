import { digest } from '../kernel/digest.ts';
import { type Pot, potOfPeriod } from '../kernel/pot.ts';
import type {
  AccountKinds,
  CodeKinds,
  OperatorKinds,
  OrganizationKinds,
  OrganizationMessage,
} from './messages.ts';
import { type Notice, recipientCount } from './notice.ts';

/*
 * Limits on mails that others cause (rule 11). Each kind of mail has a pot for each email address, so that one kind cannot
 * use up another's; besides, there is one for each network source, one for each account that makes us send, and a share of
 * the day's mails for all of them.
 */

export const mailLimits = {
  /** Links to reset a password to one email address, with all its tags. */
  address: { mails: 5, seconds: 3600 },
  /** The same for registrations and for invitations, which one asker alone can cause one more of; see `besideAddress`. */
  newcomers: { mails: 4 },
  /** How many of those can go to addresses with a tag, so that strangers cannot use them up for the one without. */
  taggedAddresses: { mails: 3 },
  /**
   * Once those are used up, each network source, or each account that invites, has one mail an hour to the mailbox, as long as
   * there were fewer than this: strangers who have a few sources cannot keep out somebody who waits for a code.
   */
  besideAddress: { mails: 10, mailsOfOne: 1, seconds: 3600 },
  /** What everybody behind one network source can cause. */
  source: { mails: 100, seconds: 600 },
  /** Invitations that one account can send. */
  inviter: { mails: 50, seconds: 3600 },
  /** Notices that one account can cause by what it does, to others or to itself, by their recipients. */
  account: { mails: 100, seconds: 3600 },
  /** Mails of one kind about what keeps an account safe, to its user. What they report is never refused. */
  security: { mails: 10, seconds: 3600 },
  /** The same to the owners of the organizations of an account, by their recipients. */
  securityToOwners: { mails: 100, seconds: 3600 },
  /** Notices about the role of one member of one organization. */
  member: { mails: 5, seconds: 3600 },
  /**
   * Parts of the mails of a day, each with a count of its own, so that none can use up another's: what strangers can cause,
   * resets from places that the account knows, notices, and a reserve for what users must learn about their own accounts
   * when the notices are spent. The rest is for one-time passwords, which are not counted here.
   */
  day: { requested: 0.4, recovery: 0.05, notices: 0.25, ownReserve: 0.05 },
  /** What one account gets of that reserve, so that nobody can use it up for others. */
  ownReserve: { mails: 3, seconds: 86_400 },
} as const;

const daySeconds = 86_400;

/**
 * What a mail is counted as: `code`, and what signs in like one, is only limited for its account (sign-in/mailed-codes.ts); `requested` takes from pots
 * that its decision names; `notice` says what was done, and takes from the day's mails when it is sent, and before that
 * from a pot of the account that does it, which refuses; `security` is a notice about what gives a user access or takes it
 * from somebody else, which must never be refused: once its pot is spent, the mail is not sent.
 */
export const mailCounting: Readonly<
  Record<
    keyof AccountKinds | keyof OrganizationKinds | keyof OperatorKinds | keyof CodeKinds,
    'code' | 'requested' | 'notice' | 'security'
  >
> = {
  'sign-in': 'code',
  'step-up': 'code',
  activation: 'code',
  registration: 'requested',
  'address-has-account': 'requested',
  'no-account': 'requested',
  'password-reset-requested': 'requested',
  invited: 'requested',
  'password-reset': 'security',
  'password-changed': 'security',
  'password-removed': 'security',
  'factor-enabled': 'notice',
  'factor-disabled': 'security',
  'factor-preferred': 'notice',
  'factor-renamed': 'notice',
  'passkey-copied': 'security',
  // It has the only way to a new password, and each needs the link of a mail that was counted.
  'activation-undone': 'code',
  'recovery-code-used': 'security',
  'recovery-codes-regenerated': 'notice',
  'sign-in-code-failed': 'security',
  'signed-in-from-new-device': 'security',
  'key-added': 'notice',
  'key-removed': 'security',
  'language-changed': 'notice',
  'account-deletion-requested': 'notice',
  'account-kept': 'security',
  'account-deletion-stopped': 'security',
  'account-deleted': 'security',
  removed: 'notice',
  'role-changed': 'notice',
  'owner-added': 'notice',
  'owner-removed': 'notice',
  'mfa-required': 'notice',
  'mfa-not-required': 'notice',
  'mfa-reminder': 'notice',
  'mfa-reset-requested': 'notice',
  'mfa-reset-to-confirm': 'notice',
  'mfa-reset': 'notice',
  'member-recovered': 'security',
  'membership-confirmed': 'notice',
  'organization-deletion-requested': 'notice',
  'organization-deletion-announced': 'notice',
  'organization-kept': 'notice',
  'operator-reset-requested': 'security',
  'operator-reset-withdrawn': 'security',
  'operator-reset-cancelled': 'security',
  'operator-reset': 'security',
  'methods-unlocked': 'security',
};

/** Who asks for a mail without being signed in. */
export interface Asker {
  /** As sourceOf makes it. */
  readonly source: string;
  /** The device or the network source that signed in to the account of the email address before. */
  readonly knownBy?: { readonly kind: 'device' | 'source'; readonly id: string } | undefined;
}

/**
 * Whoever asks for a link to reset a password. Strangers share the pots. Whoever asks from where the account was signed in to
 * has a pot of that place alone, which no stranger reaches. Others may share a network source, though: from there, the
 * answer is that of the pots of strangers, and the mail is sent all the same. The links that were mailed stay valid until the
 * pot is full again, so that an empty one means that a valid link is in the mailbox.
 */
export function potsOfReset(canonical: string, { source, knownBy }: Asker, now: number): readonly Pot[] {
  if (knownBy) {
    const id = `mails#reset#known#${digest(canonical)}#${knownBy.kind}#${knownBy.id}`;
    return [addressPot(id, mailLimits.address.mails, now), dayPot('recovery', 1, now)];
  }
  return [sourcePot(source, now), mailboxPot('reset', canonical, source, now), requestedPot(now)];
}

/** Whoever registers: a code goes to the address, or a notice that it has an account. Both take from the same pots. */
export function potsOfRegistration(canonical: string, source: string, now: number): readonly Pot[] {
  return [sourcePot(source, now), mailboxPot('registration', canonical, source, now), requestedPot(now)];
}

/** An owner who invites. */
export function potsOfInvitation(canonical: string, senderID: string, now: number): readonly Pot[] {
  const { mails, seconds } = mailLimits.inviter;
  const reason = 'mails-of-account-spent';
  return [
    potOfPeriod(`mails#inviter#${senderID}`, seconds, now, { size: mails, reason }),
    mailboxPot('invitation', canonical, senderID, now),
    requestedPot(now),
  ];
}

/** Whoever changes the role of a member. */
export function potOfRoleChanges(organizationID: string, userID: string, now: number): Pot {
  const { mails, seconds } = mailLimits.member;
  const reason = 'mails-of-the-hour-spent';
  return potOfPeriod(`mails#role#${organizationID}#${userID}`, seconds, now, { size: mails, reason });
}

const isCounted = ({ message }: Notice): boolean =>
  ['notice', 'security'].includes(mailCounting[message.kind]);

const recipientsOf = (notices: readonly Notice[]): number =>
  notices.reduce((sum, notice) => sum + recipientCount(notice), 0);

/** An account that causes notices by what it does. No decision has to name this pot: it follows from the notices. */
export function potsOfNotices(
  notices: readonly Notice[],
  userID: string | undefined,
  now: number,
): readonly Pot[] {
  const takes = recipientsOf(notices.filter(({ message }) => mailCounting[message.kind] === 'notice'));
  if (userID === undefined || takes === 0) return [];
  const { mails, seconds } = mailLimits.account;
  const reason = 'mails-of-account-spent';
  const pot = { size: mails, takes, mayExceed: true, reason } as const;
  return [potOfPeriod(`mails#account#${userID}`, seconds, now, pot)];
}

/**
 * The pot of a notice about what keeps an account safe: one for each account and kind, so that many mails of one kind cannot
 * keep another one from being sent. Undefined for all other notices.
 */
export function potOfSecurityNotice(notice: Notice, now: number): Pot | undefined {
  const { audience, message } = notice;
  const takes = recipientCount(notice);
  if (mailCounting[message.kind] !== 'security' || takes === 0) return undefined;
  const about = audience === 'owners' ? aboutMember(message) : notice.to.email;
  const { mails, seconds } = audience === 'owners' ? mailLimits.securityToOwners : mailLimits.security;
  const id = `mails#security#${message.kind}#${digest(about)}`;
  return potOfPeriod(id, seconds, now, {
    size: mails,
    takes,
    mayExceed: true,
    reason: 'mails-of-account-spent',
  });
}

const aboutMember = (message: OrganizationMessage): string =>
  'member' in message ? message.member.email : message.organization.id;

/** What notices that are about to be sent take from the mails of the day; undefined for none. */
export function dayPotOfNotices(notices: readonly Notice[], now: number): Pot | undefined {
  const takes = recipientsOf(notices.filter(isCounted));
  return takes === 0 ? undefined : dayPot('notices', takes, now);
}

/**
 * What a notice takes from when those of the day are spent: the reserve for what users must learn about their own accounts.
 * Undefined for what is about anything else. A mail that is not counted takes from none.
 */
export function reservePotsOf(notice: Notice, now: number): readonly Pot[] | undefined {
  if (!isCounted(notice)) return [];
  if (notice.audience !== 'account' && notice.audience !== 'operator') return undefined;
  const { mails, seconds } = mailLimits.ownReserve;
  const id = `mails#own-reserve#${digest(notice.to.email)}`;
  return [
    potOfPeriod(id, seconds, now, { size: mails, reason: 'mails-of-account-spent' }),
    dayPot('ownReserve', 1, now),
  ];
}

/** A part of the mails of the day. */
function dayPot(share: keyof typeof mailLimits.day, mails: number, now: number): Pot {
  const size = { shareOfDay: mailLimits.day[share] };
  return potOfPeriod(`mails#day#${share}`, daySeconds, now, {
    size,
    takes: mails,
    reason: 'mails-of-the-day-spent',
  });
}

const requestedPot = (now: number) => dayPot('requested', 1, now);

function sourcePot(source: string, now: number): Pot {
  const { mails, seconds } = mailLimits.source;
  const reason = 'mails-from-network-spent';
  return potOfPeriod(`mails#source#${source}`, seconds, now, { size: mails, reason });
}

/**
 * The mails of one kind to an address with all its tags, and what one asker has beside it.
 * @param asker The network source or the account that asks for the mail.
 */
function mailboxPot(
  kind: 'reset' | 'registration' | 'invitation',
  canonical: string,
  asker: string,
  now: number,
): Pot {
  const untagged = withoutTag(canonical);
  const { address, newcomers, taggedAddresses, besideAddress } = mailLimits;
  const isTagged = canonical !== untagged;
  const size = isTagged ? taggedAddresses.mails : kind === 'reset' ? address.mails : newcomers.mails;
  const id = `mails#${kind}#${digest(untagged)}`;
  const { mails, mailsOfOne, seconds } = besideAddress;
  const reason = 'mails-of-the-hour-spent';
  const orElse = [
    potOfPeriod(`${id}#of#${asker}`, seconds, now, { size: mailsOfOne, reason }),
    potOfPeriod(`${id}#beside`, seconds, now, { size: mails, reason }),
  ];
  // Whoever finds the pot of a reset empty has a valid link in the mailbox, unless all of them went to other tags.
  return kind === 'reset' && !isTagged ? addressPot(id, size, now) : { ...addressPot(id, size, now), orElse };
}

function addressPot(id: string, size: number, now: number): Pot {
  const reason = 'mails-of-the-hour-spent';
  return potOfPeriod(id, mailLimits.address.seconds, now, { size, reason });
}

/**
 * An address without its tag (`ada+news@…` is `ada@…`), as many mailboxes read it. For pots alone: nowhere else are two
 * addresses one.
 */
export function withoutTag(canonical: string): string {
  const at = canonical.lastIndexOf('@');
  const plus = canonical.indexOf('+');
  return plus > 0 && plus < at ? canonical.slice(0, plus) + canonical.slice(at) : canonical;
}
