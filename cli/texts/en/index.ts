import type { FactorType, Requirement } from '../../../contract/api.ts';
import type { Formats } from '../formats.ts';
import { help, usage } from './help.ts';
import { accountEntries, organizationEntries } from './log-entries.ts';
import { organizations } from './organizations.ts';
import { reasons } from './reasons.ts';

type Named = Pick<Requirement, 'name' | 'accept'>;

/** What the command says in English. A language is one folder of this shape. */
export const english = (format: Formats) => {
  const { number, list, choice, plural } = format;

  return {
    reasons: reasons(format),
    help,
    usage,
    organizations: organizations(format),

    /** How the command ends if nobody refused anything. */
    ending: {
      interrupted: 'Interrupted.',
      internalError: 'internal error (please report it)',
      outputFailed: (why: string) => `The output cannot be written: ${why}.`,
    },

    words: {
      yes: 'yes',
      no: 'no',
      none: 'none',
      nothingChanged: 'Nothing was changed.',
      moreWithCursor: (cursor: string) => `There are more: --cursor ${cursor}`,
    },

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

    ask: {
      email: 'Username or Email: ',
      newEmail: 'Email: ',
      enterMeans: (email: string) => `Press Enter to sign in as ${email}.`,
      password: 'Password: ',
      newPassword: 'New password: ',
      samePassword: 'The same again: ',
      passwordsDiffer: 'They differ. Type it twice again.',
      /** For the code of each kind of factor. */
      token: {
        email: 'Token (sent to your email): ',
        authenticator: 'Token (from your authenticator app): ',
        passkey: 'Code from the browser: ',
      } satisfies Record<FactorType, string>,
      otherToken: 'Token: ',
      yesOrNo: (question: string) => `${question} [y/N] `,
      /** What counts as yes; everything else is no. */
      affirmative: ['y', 'yes'],
    },
    noTerminal: {
      email: 'The email address is needed, and there is no terminal to ask on. Give it with --email.',
      password:
        'The password is needed, and there is no terminal to ask on. Give it as a line of stdin with --password-stdin.',
      otp: 'A one-time password is needed, and there is no terminal to ask on. Give it as a line of stdin with --otp-stdin.',
      confirmation: 'A confirmation is needed, and there is no terminal to ask on. Confirm with --yes.',
    },
    stdinEnded: {
      password: 'stdin ended before the line with the password.',
      newPassword: 'stdin ended before the line with the new password.',
      otp: 'stdin ended before the line with the one-time password.',
      notUtf8:
        'stdin is not UTF-8. In PowerShell, set it before: $OutputEncoding = [System.Text.UTF8Encoding]::new()',
    },
    otpCommand: {
      failed: (why: string) => `The command of --otp-command gave no one-time password: ${why}.`,
      endedWith: (code: number) => `it ended with ${code}`,
      printedNothing: 'it printed nothing',
    },

    folders: {
      noHome:
        'There is no home folder to keep settings in: HOME is not an absolute path. Set HOME or XDG_CONFIG_HOME.',
      notWritten: (path: string) => `${path} cannot be written`,
      notRead: (path: string) => `${path} cannot be read`,
      notDeleted: (path: string) => `${path} cannot be deleted`,
      /** By the code of the error of Node. */
      errors: {
        EACCES: 'you have no permission',
        EPERM: 'you have no permission',
        EROFS: 'the file system is read-only',
        ENOSPC: 'the disk is full',
        EDQUOT: 'the quota of the disk is used up',
        ENOTDIR: 'a part of the path is not a folder',
        EISDIR: 'it is a folder',
        ENOENT: 'it does not exist',
        ELOOP: 'its links go round in a circle',
        ENAMETOOLONG: 'the path is too long',
        EMFILE: 'too many files are open',
        EIO: 'the disk failed',
      } as Readonly<Record<string, string>>,
    },

    server: {
      missing:
        'No server is set. Set it once with `mfa config server https://mfa.example.com`, or with MFA_SERVER.',
      unreadable: (path: string) => `The configuration ${path} cannot be read`,
      broken: (path: string) =>
        `${path} is damaged. Set the server again: \`mfa config server https://mfa.example.com\`.`,
      notAnAddress: (text: string) =>
        `${text} is not the address of a server. Write https://mfa.example.com (http:// only for localhost).`,
      isNow: (server: string) => `The server is now ${server}.`,
      facts: { server: 'server', configuration: 'configuration' },
      from: (server: string, source: string) => `${server} (from ${source})`,
      notSet: 'not set',
      unreachable: (server: string, why: string) => `Cannot reach ${server}: ${why}.`,
      noAnswerWithin: (what: string, seconds: number) =>
        `no answer to ${what} within ${number(seconds)} s (--timeout waits longer)`,
      throughProxy: (proxy: string) =>
        `The request went through the proxy ${proxy} (HTTPS_PROXY); NO_PROXY makes exceptions.`,
      malformedProxy: 'of HTTPS_PROXY, which is not an address',
      certificateAdvice:
        'If a company or proxy signs its own certificates, name the file of its authority: NODE_EXTRA_CA_CERTS=/path/to/ca.pem. Newer versions of Node also trust those of the system: NODE_USE_SYSTEM_CA=1.',
      requestFailed: 'the request failed',
      /** By the code of the error of Node. */
      networkErrors: {
        ECONNREFUSED: 'the connection was refused',
        ECONNRESET: 'the connection was cut off',
        UND_ERR_SOCKET: 'the connection was cut off',
        ENOTFOUND: 'there is no such host',
        EAI_AGAIN: 'the name of the host could not be looked up',
        ETIMEDOUT: 'the connection timed out',
        UND_ERR_CONNECT_TIMEOUT: 'the connection timed out',
        EHOSTUNREACH: 'the host cannot be reached',
        ENETUNREACH: 'the network cannot be reached',
        DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
        SELF_SIGNED_CERT_IN_CHAIN: 'its certificate comes from an authority that is not trusted here',
        UNABLE_TO_GET_ISSUER_CERT: 'its certificate comes from an authority that is not trusted here',
        UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate comes from an authority that is not trusted here',
        UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes from an authority that is not trusted here',
        CERT_HAS_EXPIRED: 'its certificate has expired, or the clock of this machine is wrong',
        CERT_NOT_YET_VALID: 'its certificate is not valid yet, or the clock of this machine is wrong',
        ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
      } as Readonly<Record<string, string>>,
      notOurs: (server: string, why: string) =>
        `${server} is not a service of this kind: ${why}, in an unknown form. Is the address right? \`mfa config\` shows it.`,
      answered: (status: number) => `it answered ${status}`,
      answeredWithoutToken: 'it answered without a token',
      throttled: 'The service gets too many requests at the moment. Try again in a minute.',
      failing: (server: string, status: number) =>
        `${server} answered ${status}, so it does not work at the moment. Try again later.`,
    },

    session: {
      unreadable: (path: string) => `The stored session ${path} cannot be read`,
      tokenMalformed: 'MFA_TOKEN is not the token of a session: a token is one line without blanks.',
      readableByOthers: (path: string, mode: string) => `${path} can be read by others (mode ${mode})`,
      broken: (path: string) => `${path} is damaged`,
      notUsed: (why: string) => `${why}. It is not used: sign in again.`,
      tokenEnded: 'The session of MFA_TOKEN has ended, or never existed. Set a new one.',
      tokenNotFresh:
        'This needs a session that was signed in at most ten minutes ago, with your factor. That of MFA_TOKEN was not: set a new one.',
      signedInAs: (email: string) => `Signed in as ${email}.`,
      signedOut: 'Signed out.',
      notSignedIn: 'You were not signed in.',
      facts: { signedIn: 'signed in', until: 'until', memberOf: 'member of' },
      signedInAt: (when: string, methods: readonly string[]) => `${when} with ${list(methods)}`,
      membership: (organization: string, role: string) => `${organization} (${role})`,
    },

    accounts: {
      none: 'Nobody is signed in here. Sign in: mfa signin',
      columns: { email: 'EMAIL', current: 'CURRENT', session: 'SESSION', server: 'SERVER' },
      ended: 'ended',
      until: (when: string) => `until ${when} at most`,
      nowCurrent: (email: string) => `Commands now use ${email}.`,
      unknown: (email: string, known: readonly string[]) =>
        known.length > 0
          ? `${email} is not signed in here. Signed in: ${list(known)}. Sign in with it: mfa signin --email ${email}`
          : `${email} is not signed in here. Sign in with it: mfa signin --email ${email}`,
      whichOne: (known: readonly string[]) =>
        known.length > 1
          ? `Give the email address of one of them: ${list(known)}.`
          : 'There is no other account to switch to. Sign in with it: mfa signin',
      twoNamed: '--account and --email name different accounts. Give one of them.',
      tokenOfAnother: (owner: string, named: string) =>
        `MFA_TOKEN belongs to ${owner}, not to ${named}. Unset it, or leave out the account.`,
    },

    registration: {
      sent: 'A code was sent to this email address. It proves that the address is yours.',
      done: (email: string) => `Created: ${email}. Sign in: mfa signin --email ${email}`,
    },
    password: {
      changed: 'The password is changed. All other sessions have ended.',
      linkRequested:
        'If this email address has an account, a link was mailed to it. It is valid for an hour: mfa password reset LINK',
      reset: 'The password is changed, and all sessions have ended. Sign in: mfa signin',
    },
    links: {
      other: (page: string) => `Give the link as it is in the mail, in quotes. Its path is ${page}.`,
    },
    undo: {
      '/account/mfa/undo': {
        ask: 'Remove the factor, end all sessions, and have a new password set?',
        done: 'The factor is removed. Set a new password with the link in the next mail.',
      },
      '/account/mfa/cancel-reset': {
        ask: 'Cancel the reset of your factors?',
        done: 'The reset is cancelled. Your factors stay as they are.',
      },
    },
    account: {
      facts: { name: 'name', id: 'id', language: 'language', factors: 'factors', memberOf: 'member of' },
      withoutFactor: 'none',
      renamed: (name: string) => `Your name is now ${name}.`,
      languageChosen: (language: string) =>
        `The language of your account is now ${language}. Mails and later commands are in it.`,
      deletionEffects: [
        'Your other sessions end now. After 7 days your account is gone for good, with its factors, SSH keys and security log, and the organizations in which you are alone.',
        'Until then you can keep it: mfa account keep',
      ],
      askToDelete: (email: string) => `Delete the account ${email}?`,
      deletionRequested: (when: string) =>
        `Your account will be deleted on ${when}. To keep it, run this before then: mfa account keep`,
      kept: 'Your account stays.',
    },
    keys: {
      none: 'No SSH keys. Add one: mfa keys add ~/.ssh/id_rsa.pub',
      columns: { name: 'NAME', fingerprint: 'FINGERPRINT', added: 'ADDED' },
      added: (name: string, fingerprint: string) => `Added: ${name} (${fingerprint}).`,
      removed: (name: string) => `Removed: ${name}. All other sessions have ended.`,
      askToRemove: (name: string) => `Remove the SSH key ${name} and end all other sessions?`,
      unknown: (name: string) => `You have no SSH key ${name}. \`mfa keys\` lists yours.`,
      privateKey: (file: string) =>
        `${file} is a private key, which stays on this machine. Give the public one: ${file}.pub`,
      nameNeeded: 'The key has no comment to name it after. Give it a name with --name.',
    },
    api: {
      path: 'Give a path that begins with /, such as /account.',
      field: (given: string) => `Write ${given} as name=value.`,
      jsonField: (name: string) => `The value of ${name} is not JSON. For a text, use --field.`,
      input: 'The body is not JSON.',
      inputOrFields: 'Give either --input or fields.',
    },

    code: {
      required: 'This account has two-factor authentication enabled.',
      confirm: 'Please confirm that it is you.',
      passkeyInBrowser: (url: string) =>
        `A terminal cannot use your passkey. Open ${url} in a browser, and type the code that it shows, or a recovery code.`,
      typeR: 'Type r to have the code sent again.',
      typeM: (method: string) => `Type m to use ${method} instead; a recovery code also works.`,
      sentAgain: 'The code was sent again.',
      waitedTooLong: 'That took too long: the code is no longer valid. Here is a new start.',
    },

    requirements: {
      accepts: ({ name, accept }: Named) => `${name} accepts ${choice(accept)}.`,
      orMethods: (methods: readonly string[]) => `or ${choice(methods)}`,
      inTheBrowser: (url: string) => `or in the browser: ${url}`,
      upcoming: ({ name, accept }: Named, when: string) =>
        `${name} requires a factor (${choice(accept)}) from ${when}.`,
      unmet: ({ name, accept }: Named) =>
        `${name} requires a factor (${choice(accept)}), and this session was made without it.`,
      awaitsConfirmation: ({ name }: Named) =>
        `Ask an owner of ${name} to confirm that this account is still yours.`,
      enrolmentOnly: 'Until then it can only enable a factor, leave the organization and sign out.',
      enable: (command: string) => `Enable one: ${command}`,
    },

    factors: {
      none: 'No factor is enabled. Enable one: mfa factors enable email',
      columns: { type: 'TYPE', name: 'NAME', preferred: '', lastUsed: 'LAST USED', id: 'ID' },
      preferred: 'preferred',
      recoveryCodesLeft: (count: number) => `Recovery codes left: ${number(count)}`,
      enabled: (name: string) => `Enabled: ${name}.`,
      enabledAndPreferred: (name: string) => `Enabled: ${name}. It is preferred.`,
      signInWithIt: 'Now sign in with it: mfa signin',
      scan: 'Scan the code with your authenticator app, or type in the secret below it:',
      typeSecret: 'Type this secret into your authenticator app, or open the link on the device that has it:',
      windowTooSmall: (columns: number, rows: number) =>
        `The QR code does not fit. Make the window ${number(columns)} columns wide and ${number(rows)} rows high, and type q.`,
      noQrCode: 'This terminal cannot show a QR code.',
      openLink: (uri: string) => `  ${uri}`,
      disabled: (name: string) => `Disabled: ${name}.`,
      lastFactor: (name: string, codes: number) => [
        `${name} is your only factor. Without it your password alone signs in.`,
        ...(codes > 0
          ? [
              plural(codes, {
                one: '# recovery code stops working.',
                other: '# recovery codes stop working.',
              }),
            ]
          : []),
      ],
      askToDisable: (name: string) => `Disable ${name}?`,
      codesStop: (codes: number) =>
        plural(codes, {
          one: 'The recovery code that is left stops working.',
          other: 'The # recovery codes that are left stop working.',
        }),
      askToReplaceCodes: 'Create new recovery codes?',
      nowPreferred: (name: string) => `Now preferred: ${name}.`,
      renamed: (name: string) => `It is now called ${name}.`,
      recoveryCodes:
        'Recovery codes: each signs you in once, instead of a code of your factors. They are shown only now.',
      unknown: (wanted: string) => `You have no factor ${wanted}. \`mfa factors\` lists yours.`,
      ambiguous: (wanted: string, count: number) =>
        `${wanted} can be any of ${number(count)} factors: give the id of one.`,
    },

    devices: {
      columns: {
        id: 'ID',
        current: '',
        program: 'PROGRAM',
        address: 'ADDRESS',
        lastSignedIn: 'LAST SIGN-IN',
        trustedUntil: 'NO CODE UNTIL',
      },
      current: 'this one',
      unknown: (wanted: string) => `There is no device ${wanted}. \`mfa devices\` lists yours.`,
      ambiguous: (wanted: string) =>
        `More than one device begins with ${wanted}: give more characters of the id.`,
      removed: 'The device was removed, and its sessions have ended.',
    },

    sessions: {
      columns: {
        id: 'ID',
        current: '',
        program: 'PROGRAM',
        address: 'ADDRESS',
        methods: 'SIGNED IN WITH',
        lastSeen: 'LAST SEEN',
      },
      current: 'this one',
      methods: (methods: readonly string[]) => list(methods),
      tooShort: (characters: number) => `Give at least the first ${number(characters)} characters of the id.`,
      askToEndOthers: (count: number) =>
        plural(count, { one: 'End # other session?', other: 'End # other sessions?' }),
      askToEndThisOne: 'This is the session of this command. End it?',
      whichOne: 'Give either the id of the session to end, or --others.',
      unknown: (wanted: string) => `There is no session ${wanted}. \`mfa sessions\` lists yours.`,
      ambiguous: (wanted: string) =>
        `More than one session begins with ${wanted}: give more characters of the id.`,
      othersEnded: 'All other sessions have ended.',
      ended: 'The session has ended.',
    },

    environments: {
      none: 'No environments.',
      columns: { name: 'NAME', namespace: 'NAMESPACE', id: 'ID', organization: 'ORGANIZATION' },
      created: (name: string, id: string) => `Created: ${name} (${id}).`,
    },

    entries: { account: accountEntries, organization: organizationEntries },
    events: { columns: { when: 'WHEN', what: 'WHAT', about: '', program: 'PROGRAM', address: 'ADDRESS' } },

    doctor: {
      checks: { server: 'server', clock: 'clock', session: 'session' },
      ok: 'ok',
      failed: 'FAIL',
      reached: (server: string, source: string, milliseconds: number) =>
        `${server} (from ${source}) answered in ${number(milliseconds)} ms`,
      serverFailed: 'The server does not answer as it should.',
      somethingWrong: 'Something is wrong. See above.',
      noServerTime: 'the server does not send its time',
      clockAgrees: 'agrees with the server',
      clockAhead: (seconds: number) => `${number(seconds)} s ahead of the server`,
      clockBehind: (seconds: number) => `${number(seconds)} s behind the server`,
      clockAdvice: (skew: string) => `${skew}: set it right, or codes from this machine will be wrong`,
      notSignedIn: 'you are not signed in',
      session: (email: string, until: string) => `${email}, until ${until}`,
      sessionEnded: 'it has ended; the next command that needs one asks you to sign in',
      heldBack:
        'an organization requires a factor that it was made without: enable one with mfa factors enable, then mfa signin',
    },
  };
};
