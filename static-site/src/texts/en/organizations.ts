import type { OrganizationLogKind } from '../../../../contract/api.ts';
import type { Formats } from '../formats.ts';

/** The parameters of the texts of a log entry, formatted; empty if the entry does not have them. */
interface EntryWords {
  member: string;
  role: string;
  name: string;
  methods: string;
  deadline: string;
}

/** What the pages of organizations say in English. */
export const englishOrganizations = (format: Formats) => {
  const { number } = format;
  const members = (count: number) => format.plural(count, { one: '# member', other: '# members' });

  return {
    list: {
      title: 'Organizations',
      none: 'You are not in an organization yet. Create one, or ask an owner of one to invite you by email.',
    },

    create: {
      title: 'Create organization',
      intro: 'You become its owner. Owners invite members, and can require multi-factor authentication.',
      submit: 'Create organization',
      submitting: 'Creating…',
      done: (name: string) => `${name} has been created.`,
    },

    ends: {
      title: 'Delete the organization',
      text: 'It is deleted seven days after an owner asks for it. All members get an email, and until then every owner can keep it. Then its environments, invitations and security log are gone for good. The accounts of its members stay.',
      textAlone:
        'You are alone in it, so it is deleted at once. Its environments, invitations and security log are gone for good. Your account stays.',
      delete: (name: string) => `Delete ${name}`,
      deleting: 'Deleting…',
      deleteTitle: (name: string) => `Delete ${name}?`,
      confirm: 'Yes, delete it',
      planned: (name: string, when: string) => `${name} will be deleted on ${when}. You can still keep it.`,
      deleted: (name: string) => `${name} is deleted.`,
      waiting: (when: string) => `The organization will be deleted on ${when}.`,
      keep: (name: string) => `Keep ${name}`,
      keeping: 'Keeping…',
      kept: (name: string) => `${name} stays as it is.`,
    },

    edit: {
      title: 'Edit Organization',
      name: 'Organization Name:',
      nameMissing: 'Enter a name for the organization.',
      updateName: 'Update name',
      updating: 'Updating…',
      nameUpdated: 'The name has been updated.',
      yourRole: (role: string) =>
        `You are ${role === 'owner' ? 'an owner' : 'a member'} of this organization.`,
      gone: 'There is no such organization',
      goneText:
        'It may have been deleted, or you are not a member. Check the address, or continue from here.',
    },

    mfa: {
      title: 'Multi-factor authentication:',
      required: 'REQUIRED',
      notRequired: 'NOT REQUIRED',
      require: 'Require',
      change: 'Change',
      stop: 'Stop requiring',
      stopping: 'Working…',
      whatFor: 'When it is required, a password alone does not open this organization.',
      since: (when: string) => `Since ${when}.`,
      from: (when: string) =>
        `From ${when}. Until then members can sign in as before, and see what they will need.`,
      accepted: (methods: string) => `Accepted methods: ${methods}.`,
      coverage: (withMfa: number, total: number) =>
        `${number(withMfa)} of ${members(total)} have a method enabled.`,
      memberNotRequired: 'Your organization does not require it.',
      stopTitle: 'Stop requiring multi-factor authentication?',
      stopText:
        'Members without a method can then sign in with a password alone. All owners get a mail about it.',
      stopConfirm: 'Yes, stop requiring it',
      stopped: 'Multi-factor authentication is no longer required.',
    },

    require: {
      title: 'Require multi-factor authentication',
      changeTitle: 'Change what is required',
      accept: 'Accepted methods',
      acceptMissing: 'Choose at least one method.',
      when: 'When',
      atOnce: 'Immediately',
      later: 'From a date',
      laterHint: 'Members have time until then, and get reminders by mail.',
      date: 'Date',
      dateWrong: 'Choose a date after today, at most a year ahead.',
      nobody: (total: number) =>
        `Nobody would be locked out: ${format.plural(total, { one: 'the only member has', other: 'all # members have' })} an accepted method.`,
      stopped: (count: number, total: number) =>
        `${number(count)} of ${members(total)} would be locked out today. ${format.plural(count, { one: 'That member has', other: 'They have' })} no accepted method, and must activate one before continuing.`,
      stoppedLater: (count: number, total: number) =>
        `${number(count)} of ${members(total)} ${format.plural(count, { one: 'has', other: 'have' })} no accepted method today. They must activate one before the date.`,
      stoppedList: 'Who would be locked out',
      has: (methods: string) => `has only: ${methods}`,
      hasNone: 'has no method',
      ownFirst: (methods: string) =>
        `You do not have an accepted method yourself, so this would lock you out. Activate one first: ${methods}.`,
      ownFirstLater: (methods: string) =>
        `Only an owner with an accepted method can require one, also from a later date. Activate one first: ${methods}.`,
      activateOwn: 'Activate it for your account',
      proveAccepted: (methods: string) =>
        `Confirm with a method that will be accepted: ${methods}. Change the type in the form that asks for the code.`,
      confirm: 'Require it',
      confirmChange: 'Save',
      working: 'Working…',
      done: 'Multi-factor authentication is now required.',
      doneLater: (when: string) => `Multi-factor authentication is required from ${when}.`,
    },

    members: {
      title: 'Members',
      filter: 'Find a member',
      filterPlaceholder: 'Name or email',
      show: 'Show',
      kinds: {
        all: 'everyone',
        missing: 'without an accepted method',
        owners: 'owners',
        resets: 'with a pending reset',
      },
      shown: (shown: number, found: number) =>
        shown === found ? members(found) : `${number(shown)} of ${members(found)}`,
      noneFound: 'Nobody matches. Search for something else.',
      showMore: 'Show more',
      you: 'you',
      mfa: (methods: string) => `MFA: ${methods}`,
      noMfa: 'no MFA',
      hasMfa: 'has MFA',
      notAccepted: (methods: string) => `MFA not accepted: ${methods}`,
      lastSignedIn: (when: string) => `Last signed in ${when}`,
      neverSignedIn: 'Not signed in yet',
      download: 'Download as CSV',
      downloading: 'Downloading…',
      fileName: 'mfa-coverage.csv',
      manage: 'Manage',
      close: 'Close',
      of: (person: string) => ` ${person}`,
      working: 'Working…',
      makeOwner: 'Make owner',
      makeMember: 'Make member',
      makeOwnerTitle: (person: string) => `Make ${person} an owner?`,
      makeOwnerText:
        'Owners can do everything that you can: invite and remove others, reset factors, and change your role.',
      makeMemberTitle: (person: string) => `Make ${person} a member?`,
      makeMemberText:
        'They can then see this organization, but not change it. All owners get a mail about it.',
      makeSelfMemberText:
        'You can then see this organization, but not change it. Only another owner can undo this.',
      roleConfirm: 'Yes, change the role',
      roleChanged: (person: string, role: string) =>
        `${person} is now ${role === 'owner' ? 'an owner' : 'a member'}.`,
      remove: 'Remove',
      removeTitle: (person: string) => `Remove ${person}?`,
      removeText:
        'They lose access to this organization immediately, and get a mail about it. Their account stays.',
      removeConfirm: 'Yes, remove',
      removed: (person: string) => `${person} is no longer a member.`,
      confirmAccount: 'Confirm account',
      confirmAccountTitle: (person: string) => `Is this account still used by ${person}?`,
      confirmAccountText:
        'Its multi-factor authentication was undone by a link in an email, which anyone who reads their email could do. Call them, or ask them in person, before you confirm it.',
      undoneAt: (moment: string) => `It was undone on ${moment}. Ask them whether that was them.`,
      confirmAccountConfirm: 'Yes, I have asked them',
      accountConfirmed: (person: string) => `The account of ${person} has been confirmed.`,
      awaitsConfirmation: 'Must be confirmed by an owner',
      reset: 'Reset factors',
      resetTitle: (person: string) => `Reset the factors of ${person}?`,
      resetText:
        'For a lost phone or mailbox. All their methods and recovery codes are deleted, and all their sessions end. They can then sign in with the password alone. If multi-factor authentication is required, they must first activate a method again. They get a mail about it.',
      resetOwnerText: 'The factors of an owner are only reset if a second owner confirms it within 24 hours.',
      resetConfirm: 'Yes, reset them',
      resetDone: (person: string) => `The factors of ${person} have been reset.`,
      resetAsked: (when: string) => `Another owner must confirm this by ${when}.`,
      resetWaits: (by: string, when: string) =>
        `${by} asked to reset these factors. A second owner must confirm it by ${when}.`,
      resetWaitsYours: (when: string) =>
        `You asked to reset these factors. Another owner must confirm it by ${when}.`,
      confirmReset: 'Confirm the reset',
      withdraw: 'Withdraw',
      withdrawn: 'The reset has been withdrawn.',
    },

    invitations: {
      title: 'Invitations',
      intro: 'An invitation is sent by mail. It works once, for seven days, and only for that address.',
      email: 'Email',
      role: 'Role',
      send: 'Send invitation',
      sending: 'Sending…',
      sent: (email: string) => `The invitation is on its way to ${email}.`,
      none: 'Nobody has been invited yet.',
      states: {
        open: 'open',
        notMailed: 'not mailed',
        accepted: 'accepted',
        revoked: 'revoked',
        expired: 'expired',
      },
      as: (role: string) => `as ${role}`,
      sentAt: (when: string) => `First sent ${when}`,
      createdAt: (when: string) => `Created ${when}`,
      until: (when: string) => `valid until ${when}`,
      resend: 'Send again',
      resent: (email: string) => `A new link is on its way to ${email}. The previous one no longer works.`,
      revoke: 'Revoke',
      revokeTitle: (email: string) => `Revoke the invitation of ${email}?`,
      revokeText: 'The link in the mail stops working immediately.',
      revokeConfirm: 'Yes, revoke it',
      revoked: 'The invitation has been revoked.',
      working: 'Working…',
      of: (email: string) => ` ${email}`,
    },

    environments: {
      title: 'Environments',
      none: 'There are no environments yet.',
      name: 'Name of the new environment',
      nameMissing: 'Enter a name for the environment.',
      submit: 'Create environment',
      submitting: 'Creating…',
      done: (name: string) => `The environment ${name} has been created.`,
    },

    events: {
      title: 'Events',
      intro: 'Who did what, when, and from where. Kept for 400 days.',
      none: 'Nothing yet.',
      showMore: 'Show more',
      by: (person: string) => `by ${person}`,
      kinds: {
        'organization-created': () => 'Organization created',
        'organization-renamed': ({ name }) => `Organization renamed to ${name}`,
        'member-invited': ({ member, role }) => `${member} invited as ${role}`,
        'invitation-resent': ({ member }) => `Invitation of ${member} sent again`,
        'invitation-not-mailed': ({ member }) => `Mail of the invitation of ${member} could not be sent`,
        'invitation-revoked': ({ member }) => `Invitation of ${member} revoked`,
        'member-joined': ({ member, role }) => `${member} joined as ${role}`,
        'member-removed': ({ member }) => `${member} removed`,
        'member-left': ({ member }) => `${member} left`,
        'role-changed': ({ member, role }) => `${member} made ${role}`,
        'mfa-required': ({ methods, deadline }) =>
          `Multi-factor authentication required${deadline && ` from ${deadline}`}${methods && `: ${methods}`}`,
        'mfa-not-required': () => 'Multi-factor authentication no longer required',
        'factors-reset-requested': ({ member }) => `Reset of the factors of ${member} requested`,
        'factors-reset-withdrawn': ({ member }) => `Reset of the factors of ${member} withdrawn`,
        'factors-reset': ({ member }) => `Factors of ${member} reset`,
        'member-confirmed': ({ member }) => `Account of ${member} confirmed`,
        'organization-deletion-requested': () => 'Deletion of the organization requested',
        'organization-kept': () => 'Deletion of the organization cancelled',
        'environment-created': ({ name }) => `Environment ${name} created`,
      } satisfies Record<OrganizationLogKind, (words: EntryWords) => string> as Record<
        string,
        (words: EntryWords) => string
      >,
    },

    leave: {
      title: 'Leave this organization',
    },

    invitation: {
      title: (organization: string) => `Join ${organization}`,
      asks: (organization: string, role: string) =>
        `You are invited to ${organization} as ${role === 'owner' ? 'an owner' : 'a member'}.`,
      until: (email: string, when: string) => `The invitation is for ${email} and is valid until ${when}.`,
      requires: (organization: string, methods: string) =>
        `${organization} requires multi-factor authentication. It accepts: ${methods}.`,
      signInFirst: 'Sign in with that address to accept it, or register an account first.',
      signIn: 'Sign in',
      register: 'Register',
      accept: 'Accept the invitation',
      accepting: 'Accepting…',
      accepted: (organization: string) => `You are now a member of ${organization}.`,
      signedInAs: (email: string) => `You are signed in as ${email}.`,
      wrongAccount: (invited: string, present: string) =>
        `This invitation is for ${invited}, and you are signed in as ${present}. Log out, then sign in or register with the invited address.`,
      logOut: 'Log out and continue',
      loggingOut: 'Logging out…',
      activateFirst: (organization: string) =>
        `${organization} only accepts members who have signed in with an accepted method. Activate one. The invitation stays valid, and you will return to this page.`,
      proveFirst: (organization: string, methods: string) =>
        `${organization} only accepts members who have confirmed with an accepted method: ${methods}. Change the type in the form that asks for the code.`,
      member: 'You are already a member.',
      toOrganization: 'To the organization',
      deadTitle: 'This invitation no longer works',
      dead: 'It was accepted, revoked, replaced by a newer one, or has expired. If you have a newer mail, use its link. Otherwise ask whoever invited you for a new one.',
      noCodeTitle: 'Open the link again',
      noCode:
        'Open the link in the invitation again, because this page does not keep it when it is reloaded.',
      notNow: 'Not now',
    },
  };
};
