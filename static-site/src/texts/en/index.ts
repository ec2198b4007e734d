import type { AccountLogKind, FactorType, Method, Role } from '../../../../contract/api.ts';
import type { Formats } from '../formats.ts';
import { help } from './help.ts';
import { methodNames, reasons } from './reasons.ts';

/** What the dashboard says in English, apart from the pages of organizations. A language is one folder of this shape. */
export const english = (format: Formats) => ({
  reasons: reasons(format),
  help,

  /** The kinds of factor, in the order in which they are shown. */
  methods: { authenticator: 'authenticator', email: 'email', passkey: 'passkey' } satisfies Record<
    FactorType,
    string
  >,
  /** What an entry of the security log can name. */
  factorTypes: {
    authenticator: 'authenticator',
    email: 'email',
    passkey: 'passkey',
    'recovery-code': 'recovery code',
    'browser-code': 'code from the browser',
  } satisfies Record<Exclude<Method, 'password' | 'key' | 'trusted-device'>, string> as Record<
    string,
    string
  >,

  /** A factor whose name says more than its kind. */
  namedFactor: (kind: string, name: string) => `${kind} “${name}”`,

  roles: { owner: 'owner', member: 'member' } satisfies Record<Role, string>,

  /** Clients as the service names them: `Firefox on Linux`, or one of these. */
  programs: {
    on: (program: string, system: string) => `${program} on ${system}`,
    names: {
      'mfa command line': 'mfa command line',
      'a browser we do not know': 'a browser we do not know',
      'an unknown program': 'an unknown program',
      'operator command': 'operator command',
      'scheduled job': 'scheduled job',
    } as Readonly<Record<string, string>>,
  },

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
    helpLink: 'Trouble with codes?',
    supportLink: 'Contact support',
    termsLink: 'Terms of use',
    privacyLink: 'Privacy',
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

  /** For refusals without a reason: those of the page itself, and those on the way to the service. */
  problems: {
    validation: 'Something in the form is not right. Check what you typed.',
    tooMany: (seconds: number) =>
      seconds > 0
        ? `Too many tries. Wait ${format.duration(seconds)}, then try again.`
        : 'Too many tries for the moment. You can try again now.',
    tooManyLater: 'Too many tries. Wait a while, then try again.',
    unavailable: 'The service is busy. Reload the page to see what was changed, then try again.',
    offline:
      'We cannot reach the server. Check your connection, then try again. What you typed is still here.',
    timedOut: 'The server did not answer in time. Try again. What you typed is still here.',
    unexpected: 'Something went wrong on our side. Try again.',
    passkeysUnsupported:
      'This browser does not support passkeys. Use another method, or an up-to-date browser.',
    passkeyGivenUp:
      'The passkey was not used: the request was cancelled or took too long, or this device has no passkey for your account. Try again, or choose another way.',
    passkeyNotCreated:
      'No passkey was created: the request was cancelled or took too long. Try again, or choose another method.',
    passkeyKnown: 'This device already has a passkey of your account. Use another device or security key.',
    passkeyImpossible:
      'This device cannot do that, for example because the security key is too old or is full. Use another one.',
    passkeysNotHere:
      'Your browser uses passkeys only at the usual address of this site. Open the site there, or choose another way.',
  },
  anOrganization: 'Your organization',

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
    ended: 'Your session has ended. Sign in again to return to this page.',
    toActivation: 'Activate multi-factor authentication',
    signingInAs: (email: string) => `Signing in as ${email}.`,
    otherAccount: 'Not you? Use another account',
    cookieRefused:
      'You signed in, but your browser refused the cookie that keeps you signed in. Allow cookies for this site, then sign in again.',
    cookieRefusedHttp:
      'You signed in, but your browser refused the cookie that keeps you signed in. Allow cookies for this site, then sign in again. Safari refuses such cookies at http:// addresses: use Chrome, Edge or Firefox there.',
    recoveryCodeUsed: (left: number) =>
      `You signed in with a recovery code. You have ${format.plural(left, { one: '# recovery code', other: '# recovery codes' })} left. If you lost a device, disable its method and enable a new one.`,
    reviewMethods: 'Review your methods',
    due: (organization: string, when: string, methods: string) =>
      `${organization} requires multi-factor authentication from ${when} on, by ${methods}. Activate it before then.`,
  },

  passkey: {
    title: 'Passkey',
    signIn: 'Sign in with a passkey',
    use: 'Use your passkey',
    waiting: 'Waiting for your browser…',
    waitingFor:
      'Your browser is asking for your passkey. If you cannot use it, close what the browser shows.',
    waitingForNew:
      'Your browser is creating the passkey. If you do not want that, close what the browser shows.',
    create:
      'Your browser now asks where to keep the passkey: on this device, on your phone, in a password manager or on a security key.',
  },

  passkeyOffer: {
    title: 'Sign in without a password next time',
    text: 'This device can keep a passkey for you: you sign in with a fingerprint, your face or a PIN, and there is nothing to type that could be stolen.',
    create: 'Create a passkey',
    dismiss: 'Do not offer this here again',
  },

  terminalCode: {
    title: 'Sign in from a terminal',
    why: 'A terminal cannot use a passkey. When the command line asks for a one-time password, enter the code from this page instead.',
    show: 'Show a code',
    another: 'Show another code',
    codeLabel: 'Code for the terminal',
    goodFor: (seconds: number) =>
      `Works once, for ${format.plural(seconds, { one: '# more second', other: '# more seconds' })}.`,
    over: 'This code has expired.',
    warning: 'Type it only in a terminal in which you started the sign-in yourself. Tell it to nobody.',
    passwordOnly: 'Your account has no second factor: the command line asks for your password only.',
    otherMethods: (methods: string) =>
      `You need no code from this page: the command line asks for the code of another method (${methods}).`,
    link: 'Sign in from a terminal',
  },

  authorize: {
    title: (app: string) => `Continue to ${app}`,
    signInFor: (app: string) => `Sign in to continue to ${app}.`,
    goingOn: (app: string) => `Continuing to ${app}…`,
    asWhom: (email: string) => `You are signed in as ${email}.`,
    submit: (app: string) => `Continue to ${app}`,
    factorTitle: (app: string) => `${app} requires another sign-in method`,
    factorNeeded: (app: string) =>
      `Activate an authenticator app or a passkey for your account. Then go back to ${app} and sign in again.`,
    passkeyNeeded: (app: string) =>
      `Add a passkey to your account. Then go back to ${app} and sign in again.`,
    activate: 'Activate it',
    overTitle: 'This sign-in has expired',
    over: 'It was begun more than ten minutes ago, or in another browser. Go back to the app and sign in again.',
    failedTitle: 'The app could not be signed in to',
    failed: {
      invalid_client: 'The app that sent you here is not registered with this service.',
      invalid_redirect_uri: 'The app wants you to return to an address that is not registered for it.',
      invalid_request:
        'The app sent a request that this service does not understand, or the sign-in has expired.',
    },
    tellTheApp:
      'Go back to the app and try again. If this page appears again, tell the people who run the app.',
  },

  heldBack: {
    title: (organizations: string, several: boolean) =>
      `${organizations} ${several ? 'require' : 'requires'} multi-factor authentication`,
    intro: 'You can continue once you have signed in with it.',
    nextStep: (organizations: string, several: boolean) =>
      `${organizations} ${several ? 'require' : 'requires'} multi-factor authentication. Choose a method to continue. You will not need your password again.`,
    confirmationTitle: (organizations: string) => `${organizations}: an owner must confirm your account`,
    confirmationIntro:
      'Your multi-factor authentication was undone by a link in an email. Ask an owner to confirm, on the page of the organization, that this account is still yours. If there is no other owner, ask the operator of this service.',
    confirmed: 'An owner has confirmed it: continue',
    introEnrolment: 'The method you signed in with is not accepted.',
    accepts: (organization: string, methods: string) => `${organization} accepts: ${methods}`,
    activated: 'I have activated it: sign in again',
    confirmWith: (methods: string) => `Confirm with: ${methods}`,
    signingIn: 'Working…',
    lostPasskey:
      'If you have lost your passkeys, ask an owner of the organization to remove your methods. A recovery code is not accepted here.',
    leaveIntro: 'If you no longer want to be a member, you can leave instead.',
  },

  leave: {
    submit: (organization: string) => `Leave ${organization}`,
    submitting: 'Leaving…',
    title: (organization: string) => `Leave ${organization}?`,
    text: 'You lose access immediately, and its requirements no longer apply to you. Only an owner can invite you back.',
    confirm: 'Yes, leave',
    done: (organization: string) => `You have left ${organization}.`,
  },

  code: {
    trust: (days: number) =>
      `Do not ask for a code in this browser for ${format.plural(days, { one: '# day', other: '# days' })}`,
    title: 'One Time Password',
    field: 'One Time Password',
    hint: 'Six digits. The form is sent after the sixth.',
    hintWithButton: 'Six digits.',
    submitting: 'Checking…',
    type: 'Multi-factor authentication type:',
    changeType: 'Change Multi-factor authentication type to:',
    sentTo: (address: string) => `We sent a code to ${address}. It can take a minute or two.`,
    /** Where the code of each kind of factor comes from; for email, `sentTo` says so. */
    from: {
      authenticator: 'Open your authenticator app and enter the code it shows.',
      email: '',
      passkey: 'Your browser asks for your passkey: a fingerprint, your face, a PIN or a security key.',
    } satisfies Record<FactorType, string>,
    notSent: 'The code has not been sent yet.',
    triesLeft: (count: number) => `${format.plural(count, { one: '# try', other: '# tries' })} left`,
    resend: 'Send the code again',
    resending: 'Sending…',
    resendIn: (seconds: number) =>
      `You can have it sent again in ${format.plural(seconds, { one: '# second', other: '# seconds' })}.`,
    resendsLeft: (count: number) => format.plural(count, { one: '# more time', other: '# more times' }),
    resent: (address: string) => `We sent the code to ${address} again. It is the same code as before.`,
    noResends: 'It cannot be sent again. If it does not arrive, start again.',
    tooLateToResend: 'It is too late to send this code again. Enter it, or start again.',
    switched: (method: string) => `Now using: ${method}.`,
    useRecoveryCode: 'Use a recovery code',
    useOneTimePassword: 'Use a one time password',
    recoveryTitle: 'Recovery code',
    recoveryField: 'Recovery code',
    recoveryHint:
      'One of the codes you saved when you activated multi-factor authentication. Each works once. Dashes and letter case do not matter.',
    expiredTitle: 'This sign-in has expired',
    expired: 'A code works for 10 minutes. Sign in again to get a new one.',
    noTriesTitle: 'No tries left',
    noTries: 'That code was wrong as well, and a sign-in has five tries. Sign in again to get five more.',
    startAgain: 'Start again',
  },

  stepUp: {
    title: 'Confirm that it is you',
    why: 'This affects the security of accounts, so we ask again.',
    password: 'Your password',
    confirm: 'Confirm',
    confirming: 'Confirming…',
    start: 'Asking for a code…',
    expired: 'This request has expired. Start again to get a new code.',
    noTries: 'That code was wrong as well. Start again to get five more tries.',
  },

  ownInvitations: {
    title: 'Invitations',
    asks: (organization: string, role: Role) =>
      `${organization} invites you to become ${role === 'owner' ? 'an owner' : 'a member'}.`,
    until: (when: string) => `Open until ${when}.`,
    requires: (organization: string, methods: string) =>
      `${organization} requires multi-factor authentication by ${methods}.`,
    accept: 'Accept',
    acceptOf: (organization: string) => `Accept the invitation of ${organization}`,
    accepting: 'Accepting…',
    joined: (organization: string) => `You are now in ${organization}.`,
    activate: 'Activate a method that it accepts',
  },
  home: {
    title: (name: string) => `Hello, ${name}`,
    signedInAs: 'Signed in as',
    mfaOn: 'Multi-factor authentication is on',
    mfaOnDetail: (method: string) => `Your preferred method is ${method}.`,
    mfaOff: 'Multi-factor authentication is off',
    mfaOffDetail: 'With it, nobody can sign in with a stolen password alone. It takes two minutes.',
    activate: 'Activate it now',
    manage: 'Manage it in your settings',
    oneFactor: 'Add a second method, so that losing one device or mailbox does not lock you out.',
    addFactor: 'Add another method',
    fewRecoveryCodes: (count: number) =>
      count === 0
        ? 'You have no recovery codes left.'
        : `You have only ${format.plural(count, { one: '# recovery code', other: '# recovery codes' })} left.`,
    makeRecoveryCodes: 'Create new ones',
    required: (organizations: string, several: boolean) =>
      `${organizations} ${several ? 'require' : 'requires'} multi-factor authentication of ${several ? 'their' : 'its'} members.`,
    due: (organization: string, when: string, methods: string) =>
      `${organization} requires multi-factor authentication from ${when} on. It accepts: ${methods}.`,
    dueTitle: 'You need another method soon',
    organizations: 'Organizations',
    noOrganizations: 'You are not in an organization yet. An owner can invite you by email.',
  },

  ends: {
    title: 'Your data and the end of your account',
    exportText:
      'A file with everything that is stored about you: account, methods, sessions, organizations and security log.',
    export: 'Download my data',
    exporting: 'Collecting…',
    fileName: 'account-data',
    deleteText:
      'Your account is deleted seven days after you ask for it. Until then you can change your mind.',
    delete: 'Delete my account',
    deleting: 'Requesting deletion…',
    deleteTitle: 'Delete your account?',
    deleteConsequences:
      'In seven days your account, its methods, its SSH keys and its security log are gone for good. Organizations in which you are alone go with it. Your other sessions end now.',
    deleteWeek: 'Until then you can keep the account: sign in, and say so on the home page.',
    deleteConfirm: 'Yes, delete it in seven days',
    planned: (when: string) => `Your account will be deleted on ${when}. You can still keep it.`,
    waitingTitle: 'Your account is about to be deleted',
    waiting: (when: string) =>
      `Your account will be deleted on ${when}. If you did not ask for this, keep the account and change your password.`,
    keep: 'Keep my account',
    keeping: 'Keeping…',
    kept: 'Your account stays as it is.',
  },

  activate: {
    title: 'Activate multi-factor authentication for your account',
    type: 'Multi-Factor Authentication Type',
    alreadyEnabled: 'Already enabled for your account.',
    notAccepted: 'Your organization does not accept this method.',
    typeHints: {
      authenticator: 'An app on your phone shows a new code every 30 seconds. It works without a network.',
      email: 'We send a code to the email address of your account each time you sign in.',
      passkey:
        'Your device or a security key signs you in, with a fingerprint, your face or a PIN. It cannot be phished.',
    } satisfies Record<FactorType, string>,
    factorName: 'A name for this authenticator (optional)',
    factorNameHint: 'To tell it apart from the others, for example “work phone”.',
    submit: 'Activate',
    submitting: 'Checking…',
    prove:
      'This account already has multi-factor authentication. Confirm with the method you have, then add the new one.',
    completeTitle: 'Complete activating multi-factor authentication',
    scan: 'Scan this with your authenticator app, then enter the code it shows.',
    qr: 'QR code with the key for your authenticator app. The key is also below, so that you can type it in.',
    secret: 'Cannot scan it? Type in this key:',
    openApp: 'Open it in your authenticator app',
    otherDevice: 'Use an app on another device',
    copySecret: 'Copy the key',
    hiddenAgain:
      'The QR code is shown once. If you have scanned it, enter the code your app shows. If not, start again for a new one.',
    preferred: 'Set as preferred:',
    complete: 'Complete MFA Activation',
    completing: 'Completing…',
    makingRecoveryCodes: 'Creating your recovery codes. This takes a few seconds.',
    success: 'Multi-factor Authentication successfully enabled!',
    expiredTitle: 'This activation has expired',
    expired: 'A code works for 10 minutes. Nothing was changed. Start again to get a new one.',
    noTriesTitle: 'No tries left',
    noTries: 'That code was wrong as well, and an activation has five tries. Nothing was changed.',
    startAgain: 'Start again',
  },

  recoveryCodes: {
    title: 'Save your recovery codes',
    why: 'If you lose your phone, your security key or your mailbox, each of these codes signs you in once, in place of your method. They are shown only now.',
    where: 'Print them or keep them in a password manager, not on the phone that shows your codes.',
    list: 'Recovery codes',
    copy: 'Copy all',
    download: 'Download',
    print: 'Print',
    kept: 'I have saved them',
    /** Part of the name of a file. */
    fileName: 'recovery codes',
    fileHeading: (brand: string, email: string) => `${brand}: recovery codes for ${email}. Each works once.`,
    fileOrigin: (origin: string) => `Sign in at ${origin}`,
    fileDate: (when: string) => `Created ${when}. Newer codes replace these.`,
    leaveTitle: 'Leave without your recovery codes?',
    leaveText: 'They are shown only now. If you have not saved them, you will have to create new ones.',
    leaveConfirm: 'Leave',
    notSavedTitle: 'Have you written them down?',
    notSavedText: 'You have not copied, downloaded or printed the codes, and they are shown only now.',
    notSavedConfirm: 'Yes, I have them',
    backToCodes: 'Back to the codes',
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
    nameSaved: 'Your name has been changed.',
    language: 'Language',
    languageText: 'Emails about your account are in this language, too.',
    languageOfBrowser: 'As the browser; emails in English',
    email: 'Email',
    password: 'Password',
    currentPassword: 'Current password',
    newPassword: 'New password',
    passwordDots: 'Hidden',
    keepKeys: 'SSH keys to keep',
    keepKeysHint:
      'Someone who knew your old password could have added an SSH key. Keys that you do not select are removed.',
    passwordSaved: 'Your password has been changed, and your other sessions have ended.',
    passwordWrong: 'This is not your current password.',
    noPassword: 'None: you sign in with a passkey',
    setPassword: 'Set a password',
    passwordSet: 'Your password has been set, and your other sessions have ended.',
    removePassword: 'Remove the password',
    removePasswordHint:
      'Your passkeys can sign you in without it, and a password that does not exist cannot be stolen.',
    removePasswordTitle: 'Remove your password?',
    removePasswordText:
      'From then on, you sign in with a passkey only. Your other sessions end, and your SSH keys are removed. The command line asks for a password, so you cannot sign in there without an SSH key.',
    removePasswordWays:
      'If you lose your passkeys, a link that we mail you sets a password again. You then also need one of your recovery codes.',
    removePasswordConfirm: 'Yes, remove it',
    passwordRemoved: 'Your password has been removed. You sign in with a passkey from now on.',
    neededWithoutPassword:
      'Your account has no password, so it needs two passkeys, or one and recovery codes. Enable another passkey or set a password before you disable this one.',
    onlyPasskeys: 'Use only passkeys',
    onlyPasskeysHint: (methods: string) =>
      `Your passkeys cannot be phished, but a sign-in page that is not ours can still ask you for the code of another method (${methods}). Without it, your account is as safe as your passkeys.`,
    onlyPasskeysTitle: 'Use only passkeys?',
    onlyPasskeysText: (methods: string) =>
      `This disables ${methods}. Your passkeys and your recovery codes stay. You can enable other methods again later.`,
    onlyPasskeysConfirm: 'Yes, disable the others',
    onlyPasskeysBanner: 'Passkeys are now your only method.',
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
    factorLimit: (maximum: number) => `This is the limit. An account can have ${maximum} of them.`,
    enableTitle: (method: string) => `Enable ${method}?`,
    enableText: 'You will be asked for your email and password, and for a code from the new method.',
    enableWithoutPasswordText: 'You will be asked to confirm with a passkey first.',
    enablePasskeyText:
      'You will be asked for your email and password, and your browser will create the passkey.',
    enableConfirm: 'Yes, enable it',
    synced: 'Synced to your other devices',
    notSynced: 'On one device only',
    rename: 'Rename',
    renameTitle: (factor: string) => `Rename ${factor}`,
    newName: 'New name',
    renamedBanner: (name: string) => `It is now called “${name}”.`,
    disableTitle: (factor: string) => `Disable ${factor}?`,
    disableText: 'You can no longer sign in with it. You can enable it again later.',
    disablePreferredText:
      'It is your preferred method. Of the others, the one you used last becomes the preferred one.',
    disableLastText:
      'It is your only method: this turns multi-factor authentication off and deletes your recovery codes. Anyone with your password can then sign in.',
    disableConfirm: 'Yes, disable it',
    disabledBanner: (factor: string) => `${factor} is disabled.`,
    mfaOffBanner: 'Multi-factor authentication is off.',
    preferredBanner: (factor: string) => `${factor} is now your preferred method.`,
    requiredBy: (organizations: string) => `Required by ${organizations}`,
    due: (organization: string, when: string, methods: string) =>
      `Due by ${when}: ${organization} accepts ${methods}.`,
    lastWhileRequired:
      'An organization requires it. Enable another method that it accepts before you disable this one.',
    recoveryCodes: 'Recovery codes',
    recoveryCodesLeft: (count: number) => `${count} of 10 left`,
    makeRecoveryCodes: 'Create new ones',
    makeRecoveryCodesTitle: 'Create new recovery codes?',
    makeRecoveryCodesText: 'The old ones stop working immediately.',
    makeRecoveryCodesConfirm: 'Yes, create new ones',
    sessions: 'Sessions',
    sessionsIntro: 'Where your account is signed in. End any session that you do not recognize.',
    thisSession: 'this session',
    kinds: { dashboard: 'Dashboard', cli: 'Command line' },
    unknownBrowser: 'Unknown program',
    sessionFacts: (signedInAt: string, methods: string, lastSeenAt: string) =>
      `Signed in ${signedInAt} with ${methods}, last seen ${lastSeenAt}`,
    endSession: 'End',
    ending: 'Ending…',
    endOthers: 'End all other sessions',
    endOthersTitle: 'End all other sessions?',
    endOthersText: 'Every other browser and command line is signed out immediately.',
    endOthersConfirm: 'Yes, end them',
    sessionEnded: 'The session has ended.',
    othersEnded: 'All other sessions have ended.',
    devices: 'Devices',
    devicesIntro:
      'These browsers and command lines have signed in to your account. You get an email when any other one does. Remove those that you no longer use.',
    noDevices: 'No device is known yet. It becomes known when you sign in.',
    thisDevice: 'this device',
    deviceFacts: (lastSignedInAt: string) => `Last signed in ${lastSignedInAt}`,
    trustedUntil: (when: string) => `Signs in without a code until ${when}`,
    removeDevice: 'Remove',
    removingDevice: 'Removing…',
    removeOwnDevice: 'Remove and sign out',
    deviceRemoved: 'The device was removed, and its sessions have ended.',
    keys: 'SSH keys',
    keysIntro:
      'A command line can sign in with an SSH key instead of the password. It still asks for a second factor.',
    noKeys: 'You have no SSH keys.',
    addKey: 'Add a key',
    addingKey: 'Adding…',
    keyName: 'A name for this key',
    keyNameHint: 'Such as the computer that it is on: “laptop”.',
    publicKey: 'Public key',
    publicKeyHint: 'The line in the .pub file of an RSA key: ssh-rsa AAAA…',
    keyNameMissing: 'Enter a name for the key.',
    publicKeyMissing: 'Paste the line from the .pub file.',
    keyIsAdded: (name: string) => `The key “${name}” has been added.`,
    keyAdded: (when: string) => `Added ${when}`,
    removeKey: 'Remove',
    removingKey: 'Removing…',
    removeKeyTitle: (name: string) => `Remove the key “${name}”?`,
    removeKeyText: 'It can no longer be used to sign in, and your other sessions end.',
    removeKeyConfirm: 'Yes, remove it',
    keyRemoved: 'The key has been removed.',
    events: 'Security events',
    eventsIntro:
      'What happened to your account. If you do not recognize something, change your password and end all other sessions.',
    showMore: 'Show more',
    noEvents: 'Nothing yet.',
  },

  sessionMethods: methodNames as Record<string, string>,

  events: {
    'account-created': 'Account created',
    'signed-in': 'Signed in',
    'sign-in-code-failed': 'Right password but wrong codes at sign-in',
    'stepped-up': 'Confirmed that it was you',
    'factor-enabled': 'Method enabled',
    'factor-disabled': 'Method disabled',
    'factor-renamed': 'Method renamed',
    'passkey-counter-regressed': 'Passkey refused: it may have been copied',
    'factor-preferred': 'Method made preferred',
    'recovery-code-used': 'Recovery code used',
    'recovery-codes-regenerated': 'New recovery codes created',
    'browser-code-made': 'Code for a terminal created',
    'password-changed': 'Password changed',
    'password-removed': 'Password removed',
    'password-reset': 'Password reset',
    'activation-undone': 'Activation undone',
    'name-changed': 'Name changed',
    'language-changed': 'Language changed',
    'key-added': 'SSH key added',
    'key-removed': 'SSH key removed',
    'session-ended': 'Session ended',
    'other-sessions-ended': 'All other sessions ended',
    'organization-joined': 'Joined an organization',
    'device-removed': 'Device removed',
    'organization-left': 'Left an organization',
    'organization-removed': 'Removed from an organization',
    'role-changed': 'Role changed in an organization',
    'factors-reset': 'All methods reset',
    'factors-reset-requested': 'A reset of all methods was requested',
    'factors-reset-withdrawn': 'The reset of all methods was withdrawn',
    'factors-reset-cancelled': 'The reset of all methods was cancelled',
    'methods-unlocked': 'Methods unlocked by the operator of this service',
    'account-deletion-requested': 'Deletion of the account requested',
    'account-kept': 'Deletion of the account cancelled',
    'organization-deleted': 'Organization deleted',
    'membership-confirmed': 'Account confirmed by an owner of an organization',
  } satisfies Record<AccountLogKind, string> as Record<string, string>,

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
      `We sent a message to ${email}. It contains a code for the new account, or says that there already is an account.`,
    sentSomewhere: 'Enter the code from the message that we sent you.',
    field: 'Code',
    submit: 'Confirm',
    submitting: 'Confirming…',
    success: 'Your address is confirmed. You can now sign in to your new account.',
    signedIn: 'Your address is confirmed, and you are signed in.',
    nothingCame: 'No message, or has the code expired?',
    registerAgain: 'Register again here',
    linkTitle: 'Create your account',
    linkIntro:
      'Enter the password that you registered with. If you have not chosen one, choose it now: it is the only one that will open the account.',
    password: 'Password',
    create: 'Create the account',
    linkOver: 'Has the link expired, or been used?',
    noRegistrationTitle: 'Which registration?',
    noRegistration: 'Open the link in the message we sent you, or register again.',
    expired: 'This registration has expired or was used. Register again for a new code.',
    noTries: 'That code was wrong as well, and a registration has five tries. Register again for a new code.',
  },

  reset: {
    title: 'Reset your password',
    intro: 'Enter the address of your account. We will send you a link to set a new password.',
    submit: 'Send the link',
    submitting: 'Sending…',
    sentTitle: 'Check your mail',
    sent: (email: string) =>
      `We sent a message to ${email}. If the address has an account, it contains a link that works for one hour.`,
    notCome: 'No message? Look in the spam folder, then ask again.',
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
      'Somebody asked the operator of this service to reset the multi-factor authentication of your account, which removes all methods. If you did not ask for this, cancel it and reset your password, because somebody is trying to get into your account.',
    submit: 'Cancel the reset',
    submitting: 'Cancelling…',
    itWasMe: 'It was me, go ahead',
    doneTitle: 'Cancelled',
    done: 'Your methods stay as they are. Now reset your password, because whoever asked for this may know it.',
    noTokenTitle: 'Open the link again',
    noToken:
      'The link in our message works once, until the reset is done. Open it again from the message, because this page does not keep it.',
    linkDead:
      'This link no longer works. The reset was already cancelled or done, or your password or methods have changed since.',
    toReset: 'Reset your password',
  },

  undo: {
    title: 'Undo the activation',
    intro:
      'If somebody else activated multi-factor authentication for your account, they know your password. Undoing it:',
    effects: [
      'turns multi-factor authentication off again,',
      'signs out every session,',
      'makes the password useless, and mails you a link to set a new one.',
    ],
    submit: 'Undo the activation',
    submitting: 'Undoing…',
    itWasMe: 'It was me, leave it as it is',
    doneTitle: 'Undone',
    done: 'Multi-factor authentication is off, every session has ended, and the old password no longer works. We sent you a link to set a new one.',
    noTokenTitle: 'Open the link again',
    noToken:
      'The link in our message works once, for seven days. Open it again from the message, because this page does not keep it.',
    linkDead:
      'This link has expired or was used. If you can no longer use your account, reset your password now.',
    toReset: 'Reset your password',
  },

  notFound: {
    title: 'There is no such page',
    text: 'Check the address, or continue from here.',
    home: 'To your account',
    help: 'Help',
  },

  pageFailed: {
    title: 'This page did not load',
    text: 'Check your connection, then reload. After an update of the service, reloading is enough.',
  },

  unreachable: {
    title: 'We cannot reach the server',
    text: 'Check your connection, then try again. If other sites work, the service may be busy. Wait a moment.',
  },
  crash: {
    title: 'This page has crashed',
    text: 'Reload it to continue. What you saved is still there.',
    reload: 'Reload',
  },
});
