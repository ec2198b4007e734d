/** Every word of the pages of organizations, in English. */

const number = (count: number): string => count.toLocaleString('en');
const plural = (count: number, one: string, many: string): string =>
  `${number(count)} ${count === 1 ? one : many}`;
const members = (count: number): string => plural(count, 'member', 'members');

/** What an event tells about itself, ready to be read. */
interface EventWords {
  member: string;
  role: string;
  name: string;
  methods: string;
  deadline: string;
}

export const enOrganizations = {
  list: {
    title: 'Organizations',
    none: 'You are not in an organization yet. Create one, or ask an owner of one to invite you by email.',
  },

  create: {
    title: 'Create organization',
    intro: 'You become its owner. Owners invite members and can require multi-factor authentication of them.',
    submit: 'Create organization',
    submitting: 'Creating…',
    done: (name: string) => `${name} is created.`,
  },

  edit: {
    title: 'Edit Organization',
    name: 'Organization Name:',
    nameMissing: 'Enter a name for the organization.',
    updateName: 'Update name',
    updating: 'Updating…',
    nameUpdated: 'The name is updated.',
    yourRole: (role: string) => `You are ${role === 'owner' ? 'an owner' : 'a member'} of this organization.`,
    gone: 'There is no such organization',
    goneText:
      'It may have been deleted, or you are not a member of it. Check the address, or go on from here.',
  },

  mfa: {
    title: 'Multi-factor authentication:',
    required: 'REQUIRED',
    notRequired: 'NOT REQUIRED',
    require: 'Require',
    change: 'Change',
    stop: 'Stop requiring',
    stopping: 'Working…',
    whatFor: 'When it is required, nobody gets into this organization with a password alone.',
    since: (when: string) => `Since ${when}.`,
    from: (when: string) =>
      `From ${when} on. Until then members can sign in as before, and are told what is due.`,
    accepted: (methods: string) => `Accepted methods: ${methods}.`,
    coverage: (withMfa: number, total: number) =>
      `${number(withMfa)} of ${members(total)} have a method enabled.`,
    memberNotRequired: 'Your organization does not require it.',
    stopTitle: 'Stop requiring multi-factor authentication?',
    stopText:
      'Members can then sign in with a password alone, if they have no method enabled. All owners are told by mail.',
    stopConfirm: 'Yes, stop requiring it',
    stopped: 'Multi-factor authentication is not required any more.',
  },

  require: {
    title: 'Require multi-factor authentication',
    changeTitle: 'Change what is required',
    accept: 'Accepted methods',
    acceptMissing: 'Choose at least one method.',
    when: 'From when on',
    atOnce: 'At once',
    later: 'From a date on',
    laterHint: 'Members have time until then, and are reminded by mail.',
    date: 'Date',
    dateWrong: 'Choose a date after today, at most a year ahead.',
    nobody: (total: number) =>
      `Nobody would be stopped: ${total === 1 ? 'the one member has' : `all ${total} members have`} an accepted method.`,
    stopped: (count: number, total: number) =>
      `${number(count)} of ${members(total)} would be stopped today. They have no accepted method, and must activate one before they can go on.`,
    stoppedLater: (count: number, total: number) =>
      `${number(count)} of ${members(total)} have no accepted method today. They must activate one before the date.`,
    stoppedList: 'Who would be stopped',
    has: (methods: string) => `has only: ${methods}`,
    hasNone: 'has no method',
    ownFirst: (methods: string) =>
      `You have no accepted method yourself, so this would lock you out. Activate one first: ${methods}.`,
    activateOwn: 'Activate it for your account',
    proveAccepted: (methods: string) =>
      `Confirm with a method that you are about to accept: ${methods}. Change the type where you are asked for the code.`,
    confirm: 'Require it',
    confirmChange: 'Save',
    working: 'Working…',
    done: 'Multi-factor authentication is required now.',
    doneLater: (when: string) => `Multi-factor authentication is required from ${when} on.`,
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
      resets: 'with a reset that waits',
    },
    shown: (shown: number, found: number) =>
      shown === found ? members(found) : `${number(shown)} of ${members(found)}`,
    noneFound: 'Nobody matches. Change what you search for.',
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
      'Owners can do all that you can: invite and remove others, reset factors, and change your role.',
    makeMemberTitle: (person: string) => `Make ${person} a member?`,
    makeMemberText:
      'They can then see this organization, but change nothing of it. All owners are told by mail.',
    makeSelfMemberText:
      'You can then see this organization, but change nothing of it. Only another owner can undo this.',
    roleConfirm: 'Yes, change the role',
    roleChanged: (person: string, role: string) =>
      `${person} is ${role === 'owner' ? 'an owner' : 'a member'} now.`,
    remove: 'Remove',
    removeTitle: (person: string) => `Remove ${person}?`,
    removeText: 'They lose access to this organization at once, and are told by mail. Their account stays.',
    removeConfirm: 'Yes, remove',
    removed: (person: string) => `${person} is not a member any more.`,
    confirmAccount: 'Confirm account',
    confirmAccountTitle: (person: string) => `Is this account still used by ${person}?`,
    confirmAccountText:
      'Its multi-factor authentication was undone by a link in an email, which anyone who reads their email could do. Call them, or ask them in person, before you confirm it.',
    confirmAccountConfirm: 'Yes, I have asked them',
    accountConfirmed: (person: string) => `The account of ${person} is confirmed.`,
    awaitsConfirmation: 'Must be confirmed by an owner',
    reset: 'Reset factors',
    resetTitle: (person: string) => `Reset the factors of ${person}?`,
    resetText:
      'For a lost phone or mailbox. All their methods and recovery codes are deleted and all their sessions end. They can then sign in with the password alone; where it is required, they activate a method anew first. They are told by mail.',
    resetOwnerText: 'An owner’s factors are reset only when a second owner confirms it within 24 hours.',
    resetConfirm: 'Yes, reset them',
    resetDone: (person: string) => `The factors of ${person} are reset.`,
    resetAsked: (when: string) => `Another owner must confirm this until ${when}.`,
    resetWaits: (by: string, when: string) =>
      `${by} asked to reset these factors. A second owner must confirm it until ${when}.`,
    resetWaitsYours: (when: string) =>
      `You asked to reset these factors. Another owner must confirm it until ${when}.`,
    confirmReset: 'Confirm the reset',
    withdraw: 'Withdraw',
    withdrawn: 'The reset is withdrawn.',
  },

  invitations: {
    title: 'Invitations',
    intro: 'An invitation goes by mail, works for seven days and once, and only for that address.',
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
    until: (when: string) => `good until ${when}`,
    resend: 'Send again',
    resent: (email: string) => `A new link is on its way to ${email}. The one before is dead.`,
    revoke: 'Revoke',
    revokeTitle: (email: string) => `Revoke the invitation of ${email}?`,
    revokeText: 'The link in the mail stops working at once.',
    revokeConfirm: 'Yes, revoke it',
    revoked: 'The invitation is revoked.',
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
    done: (name: string) => `The environment ${name} is created.`,
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
        `Multi-factor authentication required${deadline && ` from ${deadline} on`}${methods && `: ${methods}`}`,
      'mfa-not-required': () => 'Multi-factor authentication not required any more',
      'factors-reset-requested': ({ member }) => `Reset of the factors of ${member} asked for`,
      'factors-reset-withdrawn': ({ member }) => `Reset of the factors of ${member} withdrawn`,
      'factors-reset': ({ member }) => `Factors of ${member} reset`,
      'member-confirmed': ({ member }) => `Account of ${member} confirmed`,
      'environment-created': ({ name }) => `Environment ${name} created`,
    } as Record<string, (words: EventWords) => string>,
  },

  leave: {
    title: 'Leave this organization',
  },

  invitation: {
    title: (organization: string) => `Join ${organization}`,
    asks: (organization: string, role: string) =>
      `You are invited to ${organization} as ${role === 'owner' ? 'an owner' : 'a member'}.`,
    until: (email: string, when: string) => `The invitation is for ${email} and works until ${when}.`,
    requires: (organization: string, methods: string) =>
      `${organization} requires multi-factor authentication. It accepts: ${methods}.`,
    signInFirst: 'Sign in with that address to accept it, or register an account for it first.',
    signIn: 'Sign in',
    register: 'Register',
    accept: 'Accept the invitation',
    accepting: 'Accepting…',
    accepted: (organization: string) => `You are in ${organization} now.`,
    signedInAs: (email: string) => `You are signed in as ${email}.`,
    wrongAccount: (invited: string, present: string) =>
      `This invitation is for ${invited}, and you are signed in as ${present}. Log out, then sign in or register with the invited address.`,
    logOut: 'Log out and go on',
    loggingOut: 'Logging out…',
    activateFirst: (organization: string) =>
      `${organization} lets in only who has signed in with an accepted method. Activate one; the invitation stays good and you come back here.`,
    proveFirst: (organization: string, methods: string) =>
      `${organization} lets in only who has confirmed with an accepted method: ${methods}. Change the type where you are asked for the code.`,
    member: 'You are a member already.',
    toOrganization: 'To the organization',
    deadTitle: 'This invitation does not work any more',
    dead: 'It was accepted, revoked, sent anew or has expired. If there is a newer mail, use its link; else ask whoever invited you for a new one.',
    noCodeTitle: 'Open the link again',
    noCode: 'Open the link in the invitation again: this page keeps nothing of it once it is reloaded.',
    notNow: 'Not now',
  },
};
