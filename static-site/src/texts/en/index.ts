import type { FactorType, Method } from '../../../../contract/api.ts';

/** Every word the dashboard says, in English. Another language is one more file of this shape. */

/** What a code can be entered for. */
type CodeMethod = Exclude<Method, 'password' | 'key'>;

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export const en = {
  /** The BCP 47 tag of this language. */
  language: 'en',

  /** The kinds of factor, in the order in which they are shown. */
  methods: { authenticator: 'authenticator', email: 'email' } satisfies Record<FactorType, string>,
  /** All that can stand in the security events. */
  factorTypes: {
    authenticator: 'authenticator',
    email: 'email',
    'recovery-code': 'recovery code',
  } satisfies Record<CodeMethod, string> as Record<string, string>,

  roles: { owner: 'owner', member: 'member' },

  common: {
    email: 'Email',
    emailExample: 'jane.doe@company.com',
    password: 'Password',
    name: 'Name',
    submit: 'Submit',
    cancel: 'Cancel',
    close: 'Close',
    show: 'Show',
    hide: 'Hide',
    showPassword: 'Show the password',
    hidePassword: 'Hide the password',
    copy: 'Copy',
    copied: 'Copied',
    copyFailed: 'Could not copy. Select the text and copy it yourself.',
    dismiss: 'Dismiss this message',
    loading: 'Loading…',
    working: 'Working…',
    tryAgain: 'Try again',
    backToSignIn: 'Back to sign in',
    skipToContent: 'Skip to content',
    seconds: (count: number) => plural(count, 'second', 'seconds'),
    helpLink: 'Trouble with codes?',
  },

  fields: {
    emailMissing: 'Enter your email address.',
    emailWrong: 'Enter an email address, like jane.doe@company.com.',
    passwordMissing: 'Enter your password.',
    passwordTooShort: (length: number) => `Use at least ${length} characters.`,
    passwordHint: (length: number) => `At least ${length} characters. Several words in a row work well.`,
    nameMissing: 'Enter your name.',
    codeMissing: 'Enter the six digits of your code.',
    recoveryCodeMissing: 'Enter one of your recovery codes.',
  },

  problems: {
    validation: 'Something in the form is not right. Check what you typed.',
    invalidCredentials:
      'That email and password do not go together. Check both and try again, or reset your password.',
    signedOut: 'Your session has ended. Sign in again to go on.',
    mfaRequired: (organizations: string) =>
      `${organizations} requires multi-factor authentication. Activate it for your account, then sign in.`,
    anOrganization: 'Your organization',
    stepUp: 'Confirm that it is you, then try again.',
    forbidden: 'You are not allowed to do this.',
    notFound: 'That is not here any more. Reload the page to see what is.',
    conflict: 'This changed in the meantime. Reload the page and try again.',
    expired: 'This took too long and has expired. Start again.',
    wrongCode: (triesLeft: number) =>
      `That code is not right. Check it and try again: ${plural(triesLeft, 'try', 'tries')} left.`,
    wrongCodeOnly: 'That code is not right. Check it and try again.',
    codeUsed: (seconds: number) =>
      seconds > 0
        ? `That code was already used. Wait ${plural(seconds, 'second', 'seconds')} for the next one.`
        : 'That code was already used. Enter the one your authenticator app shows now.',
    tooMany: (seconds: number) =>
      seconds > 0
        ? `Too many tries. Wait ${plural(seconds, 'second', 'seconds')}, then try again.`
        : 'Too many tries for the moment. You can try again now.',
    tooManyLater: 'Too many tries. Wait a while, then try again.',
    unavailable: 'The service is busy. Nothing was changed. Try again in a moment.',
    offline:
      'We cannot reach the server. Check your connection, then try again. What you typed is still here.',
    timedOut: 'The server did not answer in time. Try again. What you typed is still here.',
    unexpected: 'Something went wrong on our side. Try again.',
  },

  topBar: {
    label: 'Your account',
    settings: (email: string) => `${email}: account settings`,
    logOut: 'Log Out',
    loggingOut: 'Logging out…',
    loggedOut: 'You are logged out.',
    logOutFailed:
      'We could not log you out: the server cannot be reached. You are still signed in. Try again.',
    organizations: 'Organizations',
    noOrganizations: 'You are not in an organization.',
    allOrganizations: 'All organizations',
    createOrganization: 'Create organization',
    help: 'Help with multi-factor authentication',
  },

  signIn: {
    title: 'Sign in',
    submitting: 'Signing in…',
    needAccount: 'Need an account?',
    registerHere: 'Register for one here',
    forgotPassword: 'Forgot your password?',
    resetHere: 'Reset it here',
    ended: 'Your session has ended. Sign in again and you come back to this page.',
    toActivation: 'Activate multi-factor authentication',
    due: (organization: string, when: string, methods: string) =>
      `${organization} requires multi-factor authentication from ${when} on, by ${methods}. Activate it before then.`,
  },

  heldBack: {
    title: (organizations: string, several: boolean) =>
      `${organizations} ${several ? 'require' : 'requires'} multi-factor authentication`,
    intro: 'You can go on once you have signed in with it.',
    confirmationTitle: (organizations: string) => `${organizations}: an owner must confirm your account`,
    confirmationIntro:
      'Your multi-factor authentication was undone by a link in an email. Ask an owner to confirm on the page of the organization that this account is still yours.',
    confirmed: 'An owner has confirmed it: continue',
    introEnrolment: 'The method you signed in with is not enough there.',
    accepts: (organization: string, methods: string) => `${organization} accepts: ${methods}`,
    activated: 'I have activated it: sign in again',
    confirmWith: (methods: string) => `Confirm with: ${methods}`,
    signingIn: 'Working…',
    leaveIntro: 'If you no longer want to belong there, you can leave instead.',
  },

  leave: {
    submit: (organization: string) => `Leave ${organization}`,
    submitting: 'Leaving…',
    title: (organization: string) => `Leave ${organization}?`,
    text: 'You lose access to it at once, and it demands nothing of you any more. Only an owner can invite you back.',
    confirm: 'Yes, leave',
    done: (organization: string) => `You have left ${organization}.`,
  },

  code: {
    title: 'One Time Password',
    field: 'One Time Password',
    hint: 'Six digits. The form is sent when the sixth is in.',
    submitting: 'Checking…',
    type: 'Multi-factor authentication type:',
    changeType: 'Change Multi-factor authentication type to:',
    sentTo: (address: string) => `We sent a code to ${address}. It can take a minute or two.`,
    /** Where the code of each kind of factor comes from; for email, `sentTo` says so. */
    from: {
      authenticator: 'Open your authenticator app and enter the code it shows.',
      email: '',
    } satisfies Record<FactorType, string>,
    notSent: 'The code is not on its way yet.',
    triesLeft: (count: number) => `${plural(count, 'try', 'tries')} left`,
    resend: 'Send the code again',
    resending: 'Sending…',
    resendIn: (seconds: number) => `You can have it sent again in ${plural(seconds, 'second', 'seconds')}.`,
    resendsLeft: (count: number) => `${count} more ${count === 1 ? 'time' : 'times'}`,
    resent: (address: string) => `We sent the code to ${address} again. It is the same code as before.`,
    noResends: 'It cannot be sent again. If it does not arrive, start again.',
    tooLateToResend: 'It is too late to send this code again. Enter it, or start again.',
    switched: (method: string) => `Now using: ${method}.`,
    useRecoveryCode: 'Use a recovery code',
    useOneTimePassword: 'Use a one time password',
    recoveryTitle: 'Recovery code',
    recoveryField: 'Recovery code',
    recoveryHint:
      'One of the codes you kept when you activated multi-factor authentication. Each works once. Dashes and letter case do not matter.',
    expiredTitle: 'This sign-in has expired',
    expired: 'A code works for 10 minutes. Sign in again to get a new one.',
    noTriesTitle: 'No tries left',
    noTries: 'That code was wrong as well, and a sign-in has five tries. Sign in again to get five more.',
    startAgain: 'Start again',
  },

  stepUp: {
    title: 'Confirm that it is you',
    why: 'This matters for the safety of accounts, so we ask again.',
    password: 'Your password',
    confirm: 'Confirm',
    confirming: 'Confirming…',
    start: 'Asking for a code…',
    expired: 'This request has expired. Start again to get a new code.',
    noTries: 'That code was wrong as well. Start again to get five more tries.',
  },

  home: {
    title: (name: string) => `Hello, ${name}`,
    signedInAs: 'Signed in as',
    mfaOn: 'Multi-factor authentication is on',
    mfaOnDetail: (method: string) => `Your preferred method is ${method}.`,
    mfaOff: 'Multi-factor authentication is off',
    mfaOffDetail: 'With it, a stolen password alone opens nothing. It takes two minutes.',
    activate: 'Activate it now',
    manage: 'Manage it in your settings',
    oneFactor: 'Add a second method, so that losing one device or mailbox does not lock you out.',
    addFactor: 'Add another method',
    fewRecoveryCodes: (count: number) =>
      count === 0
        ? 'You have no recovery codes left.'
        : `You have only ${plural(count, 'recovery code', 'recovery codes')} left.`,
    makeRecoveryCodes: 'Make new ones',
    required: (organizations: string, several: boolean) =>
      `${organizations} ${several ? 'require' : 'requires'} multi-factor authentication of ${several ? 'their' : 'its'} members.`,
    due: (organization: string, when: string, methods: string) =>
      `${organization} requires multi-factor authentication from ${when} on. It accepts: ${methods}.`,
    dueTitle: 'Another method is due',
    organizations: 'Organizations',
    noOrganizations: 'You are not in an organization yet. An owner can invite you by email.',
  },

  activate: {
    title: 'Activate multi-factor authentication for your account',
    type: 'Multi-Factor Authentication Type',
    typeHints: {
      authenticator: 'An app on your phone makes a code every 30 seconds. It works without a network.',
      email: 'A code comes to the address of your account each time you sign in.',
    } satisfies Record<FactorType, string>,
    factorName: 'A name for this authenticator (optional)',
    factorNameHint: 'To tell it from the others, for example “work phone”.',
    submit: 'Activate',
    submitting: 'Checking…',
    prove:
      'This account already has multi-factor authentication. Confirm with the method you have, then add the new one.',
    completeTitle: 'Complete activating multi-factor authentication',
    scan: 'Scan this with your authenticator app, then enter the code it shows.',
    qr: 'QR code with the key for your authenticator app. The key is also below, for typing in.',
    secret: 'Cannot scan it? Type in this key:',
    openApp: 'On this phone? Open it in your authenticator app',
    copySecret: 'Copy the key',
    hiddenAgain:
      'The QR code is shown once. If you have scanned it, enter the code your app shows. If not, start again for a new one.',
    preferred: 'Set as preferred:',
    complete: 'Complete MFA Activation',
    completing: 'Completing…',
    success: 'Multi-factor Authentication successfully enabled!',
    expiredTitle: 'This activation has expired',
    expired: 'A code works for 10 minutes. Nothing was changed. Start again to get a new one.',
    noTriesTitle: 'No tries left',
    noTries: 'That code was wrong as well, and an activation has five tries. Nothing was changed.',
    startAgain: 'Start again',
  },

  recoveryCodes: {
    title: 'Keep your recovery codes',
    why: 'If you lose your phone or your mailbox, each of these codes signs you in once in place of a one time password. They are shown only now.',
    where: 'Print them or keep them in a password manager, not on the phone that makes your codes.',
    list: 'Recovery codes',
    copy: 'Copy all',
    download: 'Download',
    print: 'Print',
    kept: 'I have kept them',
    fileName: 'recovery-codes.txt',
    fileHeading: (email: string) => `Recovery codes for ${email}. Each works once.`,
  },

  settings: {
    title: 'Account settings',
    expand: 'Expand',
    close: 'Close',
    edit: 'Edit',
    save: 'Save',
    saving: 'Saving…',
    of: (label: string) => ` ${label}`,
    name: 'Name',
    noName: 'Not given',
    nameSaved: 'Your name is changed.',
    email: 'Email',
    password: 'Password',
    currentPassword: 'Current password',
    newPassword: 'New password',
    passwordDots: 'Hidden',
    keepKeys: 'SSH keys to keep',
    keepKeysHint:
      'Someone who knew your old password could have added an SSH key. Keys that you do not select are removed.',
    passwordSaved: 'Your password is changed. Your other sessions are ended.',
    passwordWrong: 'That is not your current password.',
    mfa: 'MFA:',
    enabled: 'ENABLED',
    disabled: 'DISABLED',
    enable: 'Enable',
    enableAnother: 'Enable another',
    disable: 'Disable',
    makePreferred: 'Make Preferred',
    working: 'Working…',
    preferred: 'preferred',
    addedAt: (when: string) => `Added ${when}`,
    lastUsedAt: (when: string) => `Last used ${when}`,
    neverUsed: 'Not used yet',
    notEnabled: 'Not enabled',
    factorLimit: (maximum: number) => `This is the limit: an account can have ${maximum} of them.`,
    enableTitle: (method: string) => `Enable ${method}?`,
    enableText: 'You will be asked for your email and password, and for a code from the new method.',
    enableConfirm: 'Yes, enable it',
    disableTitle: (factor: string) => `Disable ${factor}?`,
    disableText: 'You can no longer sign in with it. You can enable it again later.',
    disablePreferredText:
      'It is your preferred method. The one you used most recently of the others takes its place.',
    disableLastText:
      'It is your only method: this turns multi-factor authentication off and deletes your recovery codes. Anyone with your password can then sign in.',
    disableConfirm: 'Yes, disable it',
    disabledBanner: (factor: string) => `${factor} is disabled.`,
    mfaOffBanner: 'Multi-factor authentication is off.',
    preferredBanner: (factor: string) => `${factor} is your preferred method now.`,
    requiredBy: (organizations: string) => `Required by ${organizations}`,
    due: (organization: string, when: string, methods: string) =>
      `Due by ${when}: ${organization} accepts ${methods}.`,
    lastWhileRequired:
      'An organization requires it of you: enable another method that it accepts before you disable this one.',
    recoveryCodes: 'Recovery codes',
    recoveryCodesLeft: (count: number) => `${count} of 10 left`,
    makeRecoveryCodes: 'Make new ones',
    makeRecoveryCodesTitle: 'Make new recovery codes?',
    makeRecoveryCodesText: 'The old ones stop working at once.',
    makeRecoveryCodesConfirm: 'Yes, make new ones',
    sessions: 'Sessions',
    sessionsIntro: 'Where your account is signed in. End what you do not know.',
    thisSession: 'this session',
    kinds: { dashboard: 'Dashboard', cli: 'Command line' },
    unknownBrowser: 'Unknown program',
    signedInAt: (when: string) => `Signed in ${when}`,
    lastSeenAt: (when: string) => `last seen ${when}`,
    with: (methods: string) => `with ${methods}`,
    endSession: 'End',
    ending: 'Ending…',
    endOthers: 'End all other sessions',
    endOthersTitle: 'End all other sessions?',
    endOthersText: 'Every other browser and command line is signed out at once.',
    endOthersConfirm: 'Yes, end them',
    sessionEnded: 'The session is ended.',
    othersEnded: 'All other sessions are ended.',
    keys: 'SSH keys',
    keysIntro:
      'A command line can sign in with an SSH key in place of the password. A second factor is asked for all the same.',
    noKeys: 'You have no SSH keys.',
    keyAdded: (when: string) => `Added ${when}`,
    removeKey: 'Remove',
    removingKey: 'Removing…',
    removeKeyTitle: (name: string) => `Remove the key “${name}”?`,
    removeKeyText: 'Nobody can sign in with it any more, and your other sessions end.',
    removeKeyConfirm: 'Yes, remove it',
    keyRemoved: 'The key is removed.',
    events: 'Security events',
    eventsIntro:
      'What happened to your account. Something you do not know? Change your password and end all other sessions.',
    showMore: 'Show more',
    noEvents: 'Nothing yet.',
  },

  sessionMethods: {
    password: 'password',
    email: 'email code',
    authenticator: 'authenticator',
    'recovery-code': 'recovery code',
    key: 'SSH key',
  } satisfies Record<Method, string> as Record<string, string>,

  events: {
    'account-created': 'Account created',
    'signed-in': 'Signed in',
    'sign-in-code-failed': 'Password right, but wrong codes at sign-in',
    'stepped-up': 'Confirmed that it was you',
    'factor-enabled': 'Method enabled',
    'factor-disabled': 'Method disabled',
    'factor-preferred': 'Method made preferred',
    'recovery-code-used': 'Recovery code used',
    'recovery-codes-regenerated': 'New recovery codes made',
    'password-changed': 'Password changed',
    'password-reset': 'Password reset',
    'activation-undone': 'Activation undone',
    'name-changed': 'Name changed',
    'key-added': 'SSH key added',
    'key-removed': 'SSH key removed',
    'session-ended': 'Session ended',
    'other-sessions-ended': 'All other sessions ended',
    'organization-joined': 'Joined an organization',
    'organization-left': 'Left an organization',
    'organization-removed': 'Removed from an organization',
    'role-changed': 'Role changed in an organization',
    'factors-reset': 'All methods reset',
    'factors-reset-requested': 'A reset of all methods was asked for',
    'factors-reset-withdrawn': 'The reset of all methods was withdrawn',
    'factors-reset-cancelled': 'The reset of all methods was cancelled',
    'methods-unlocked': 'Methods unlocked by the operator of this service',
    'membership-confirmed': 'Account confirmed by an owner of an organization',
  } as Record<string, string>,

  register: {
    title: 'Register',
    name: 'Name (optional)',
    submit: 'Register',
    submitting: 'Registering…',
    haveAccount: 'Have an account?',
    signInHere: 'Sign in here',
  },

  verify: {
    title: 'Confirm your address',
    sent: (email: string) =>
      `We sent a message to ${email}. It holds a code for a new account, or says that there already is one.`,
    sentSomewhere: 'Enter the code from the message we sent you.',
    field: 'Code',
    submit: 'Confirm',
    submitting: 'Confirming…',
    success: 'Your address is confirmed. Sign in to your new account.',
    nothingCame: 'Nothing came, or the code has expired?',
    registerAgain: 'Register again here',
    noRegistrationTitle: 'Which registration?',
    noRegistration: 'Open the link in the message we sent you, or register again.',
    expired: 'This registration has expired or was used. Register again for a new code.',
    noTries: 'That code was wrong as well, and a registration has five tries. Register again for a new code.',
  },

  reset: {
    title: 'Reset your password',
    intro: 'Enter the address of your account. We send you a link with which you set a new password.',
    submit: 'Send the link',
    submitting: 'Sending…',
    sentTitle: 'Check your mail',
    sent: (email: string) =>
      `We sent a message to ${email}. If the address has an account, it holds a link that works for one hour.`,
    notCome: 'Nothing came? Look in the spam folder, then ask again.',
    askAgain: 'Ask again',
    newTitle: 'Set a new password',
    newIntro: 'This signs you out everywhere. Multi-factor authentication stays as it is.',
    newPassword: 'New password',
    save: 'Set the password',
    saving: 'Saving…',
    success: 'Your new password is set. Sign in with it.',
    linkDead: 'This link has expired or was used. Ask for a new one.',
    askForLink: 'Ask for a new link',
  },

  cancelReset: {
    title: 'Cancel the reset',
    intro:
      'The operator of this service was asked to reset the multi-factor authentication of your account: all methods would be removed. Did you not ask for it? Then cancel it, and reset your password: somebody is trying to get into your account.',
    submit: 'Cancel the reset',
    submitting: 'Cancelling…',
    itWasMe: 'It was me: let it happen',
    doneTitle: 'Cancelled',
    done: 'Your methods stay as they are. Now reset your password: whoever asked for this may know it.',
    noTokenTitle: 'Open the link again',
    noToken:
      'The link in our message works once, until the reset is done. Open it again from the message: this page keeps nothing of it.',
    linkDead:
      'This link has expired or was used: the reset was cancelled or done before, or it is void because your password or methods have changed since.',
    toReset: 'Reset your password',
  },

  undo: {
    title: 'Undo the activation',
    intro:
      'Did somebody else activate multi-factor authentication for your account? Then they know your password. Undoing it:',
    effects: [
      'turns multi-factor authentication off again,',
      'signs out every session,',
      'makes the password useless and mails you a link to set a new one.',
    ],
    submit: 'Undo the activation',
    submitting: 'Undoing…',
    itWasMe: 'It was me: leave it as it is',
    doneTitle: 'Undone',
    done: 'Multi-factor authentication is off, every session is ended, and the old password no longer works. We sent you a link to set a new one.',
    noTokenTitle: 'Open the link again',
    noToken:
      'The link in our message works for seven days and once. Open it again from the message: this page keeps nothing of it.',
    linkDead:
      'This link has expired or was used. If your account is not yours any more, reset your password now.',
    toReset: 'Reset your password',
  },

  help: {
    title: 'Multi-factor authentication: troubleshooting',
    contents: 'On this page',
    sections: [
      {
        id: 'mail',
        title: 'The code by mail does not arrive',
        paragraphs: [
          'It can take a minute or two. Look in the spam folder, and check that you look into the mailbox of the address that the form shows in part.',
          'After 30 seconds you can have it sent again. It is the same code, so the first message and the second are equally good.',
          'An account gets at most 10 codes an hour. If that is used up, use another method, or wait.',
        ],
      },
      {
        id: 'clock',
        title: 'Codes of the authenticator app are refused',
        paragraphs: [
          'The codes are made from the time. Set the clock of your phone to automatic, or use your app’s time correction, and try again.',
          'Each code works once. If the form says that a code was already used, wait for the next one: at most 30 seconds.',
          'Check that you use the entry for this account in your app. If you activated again, the old entry no longer works: delete it.',
        ],
      },
      {
        id: 'lost-device',
        title: 'You lost the phone or the mailbox',
        paragraphs: [
          'If you enabled another method, choose it on the One Time Password form, under “Change Multi-factor authentication type to”. Then open your account settings, disable the lost one, and end all other sessions.',
          'If you kept your recovery codes, choose “Use a recovery code” on that form. Each works once. Then disable the lost method and enable a new one.',
          'If you have neither, ask an owner of your organization or whoever runs this service. For your safety they cannot sign in for you: they can only remove the lost method.',
        ],
      },
      {
        id: 'cli',
        title: 'The command line asks for the wrong method',
        paragraphs: [
          'The command line uses your preferred method. Change it in your account settings: expand MFA and click “Make Preferred” next to the one you want.',
          'The change counts from the next sign-in on.',
        ],
      },
      {
        id: 'stranger',
        title: 'You got a code or a message you did not ask for',
        paragraphs: [
          'A code that you did not ask for means that somebody knows your password. Do not pass the code on. Reset your password now.',
          'If a message says that multi-factor authentication was activated and it was not you, use the undo link in that message. It works for seven days.',
        ],
      },
    ],
    settingsLink: 'Account settings',
    resetLink: 'Reset your password',
    signInLink: 'Sign in',
  },

  notFound: {
    title: 'There is no such page',
    text: 'Check the address, or go on from here.',
    home: 'To your account',
    help: 'Help',
  },

  pageFailed: {
    title: 'This page did not load',
    text: 'Check your connection, then reload. After an update of the service a reload is all it takes.',
  },

  unreachable: {
    title: 'We cannot reach the server',
    text: 'Check your connection, then try again. If it works elsewhere, the service may be busy: wait a moment.',
  },
  crash: {
    title: 'This page has failed',
    text: 'Reload it to go on. Nothing you did was lost on the server.',
    reload: 'Reload',
  },
};

/** The shape that every language fills. */
export type Texts = typeof en;
