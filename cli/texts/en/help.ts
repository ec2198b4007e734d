/** What `--help` says. */
export const help = {
  description:
    'Sign in with multi-factor authentication, and manage your account and organizations. A command that needs a session asks for your credentials if there is no session.',
  version: 'show the version',
  help: 'show how to use it',
  afterError: '(add --help to see how to use it)',
  /** The headings of the sections. */
  titles: {
    'Usage:': 'Usage:',
    'Arguments:': 'Arguments:',
    'Options:': 'Options:',
    'Global Options:': 'Global Options:',
    'Commands:': 'Commands:',
  } as Readonly<Record<string, string>>,
  after: `
When asked for a token, type r and Enter to have a mailed code sent again, or enter a recovery code instead.

Environment:
  MFA_SERVER  the server, unless --server is given
  MFA_TOKEN   the token of a session, to use instead of the stored one
  NO_COLOR    disable colors
  LANG        the language, such as en_GB.UTF-8; LC_ALL and LC_MESSAGES override it

Exit codes: 0 done, 1 refused, 2 usage, 3 the server cannot be reached, 4 an organization requires a factor
first, 130 interrupted.`,
  /** A sentence for each command, without its period. */
  commands: {
    signin: 'Sign in and keep the session',
    signout: 'End the session and forget it',
    whoami: 'Show who is signed in, how and until when',
    environments: 'List the environments of your organizations, or show one; create one',
    environmentsList: 'List the environments of your organizations',
    environmentsCreate: 'Create an environment of an organization',
    factors: 'List your factors; enable, disable or prefer one',
    factorsList: 'List your factors',
    factorsEnable: 'Enable a factor',
    factorsDisable: 'Disable a factor',
    factorsPrefer: 'Make a factor the preferred one',
    recoveryCodes: 'Create ten new recovery codes; the old ones stop working',
    sessions: 'List your sessions; end them',
    sessionsList: 'List your sessions',
    sessionsEnd: 'End a session, or all others',
    events: 'List the security log of your account, newest first',
    config: 'Show which server is used; choose it',
    configServer: 'Choose the server',
    doctor: 'Check the server, the clock and the session',
    completion: 'Print a completion script for a shell',
    orgs: 'List your organizations; manage them and what they require',
    orgsList: 'List your organizations',
    orgsCreate: 'Create an organization, of which you are the owner',
    orgsShow: 'Show an organization and what it requires',
    orgsRename: 'Change the name of an organization',
    orgsMembers: 'List the members; owners also see who has a factor',
    orgsRemove: 'Remove a member',
    orgsRole: 'Make a member an owner, or an owner a member',
    orgsLeave: 'Leave an organization; its requirement ends for you at once',
    orgsResetFactors:
      'Remove the factors of a member who lost them; for an owner, a second owner must confirm it',
    orgsConfirmReset: 'Confirm, as a second owner, the reset that another owner has requested',
    orgsConfirmMember: 'Confirm the account of a member whose factors were undone by a link in an email',
    orgsWithdrawReset: 'Withdraw a reset that is waiting for a second owner',
    orgsInvite: 'Invite an email address; the invitation is valid for 7 days',
    orgsInvites: 'List the invitations, newest first',
    orgsResend: 'Mail an invitation again, with a new link',
    orgsRevoke: 'Revoke an invitation',
    orgsAccept: 'Accept an invitation',
    orgsRequire: 'Require multi-factor authentication; shows who would be locked out, and asks first',
    orgsStopRequiring: 'Stop requiring multi-factor authentication',
    orgsPreview: 'Show who would be locked out if it were required today',
    orgsCoverage: 'List which members have which methods',
    orgsEvents: 'List who did what in an organization, newest first',
  },
  arguments: {
    environmentID: 'the id of one environment',
    environmentName: 'a name for the environment',
    organization: 'its id or name',
    organizationName: 'a name for it',
    newName: 'its new name',
    factorType: 'the kind of factor',
    factor: 'its id, its name, or its type',
    sessionID: 'the id, or its first characters',
    shell: 'the shell',
    member: 'the id, email address or name of a member',
    role: 'the new role',
    invitedEmail: 'the email address to invite',
    invitation: 'its id, or its email address',
    invitationLink: 'the link in the mail, or the code at its end',
  },
  options: {
    server: 'the server for this command (or MFA_SERVER)',
    json: 'print JSON',
    email: 'the email address to sign in with, if a sign-in is needed',
    method: 'the method for this sign-in, if a sign-in is needed',
    passwordStdin: 'read the password from a line of stdin',
    otpStdin: 'read the one-time password from a line of stdin, after that of the password',
    timeout: 'how long to wait for the server',
    limit: 'how many, 1 to 100',
    cursor: 'continue after a page',
    name: 'a name for it',
    noPreferred: 'keep the factor that is preferred now',
    others: 'end all sessions but this one',
    yes: 'do not ask for confirmation',
    accept: (methods: readonly string[]) => `the accepted methods, as ${methods.join(',')}`,
    deadline: 'when it takes effect: 30d, 2030-01-31 or "2030-01-31 18:00"; by default at once',
    role: 'the role of the new member',
    csv: 'print CSV',
  },
  afterAccept: 'You need an account with the invited email address.',
  afterRequire: `
Without --accept, the accepted methods stay as they are. If nothing is required yet, all methods are accepted.
Without --deadline, it takes effect at once.`,
};

/** What is said about an option or argument that cannot be read. */
export const usage = {
  wholeNumber: 'It must be a whole number from 1 to 100.',
  seconds: 'It must be a number of seconds, up to 600.',
  methods: (known: readonly string[]) => `Name one or more of ${known.join(', ')}, separated by commas.`,
  moment: 'Write it as 30d, 2030-01-31, or "2030-01-31 18:00".',
};
