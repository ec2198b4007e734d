import type { FactorType, Requirement } from '../../../contract/api.ts';
import type { Formats } from '../formats.ts';
import { help, usage } from './help.ts';
import { organizations } from './organizations.ts';
import { reasons } from './reasons.ts';

type Named = Pick<Requirement, 'name' | 'accept'>;

/** What the command says in English. A language is one folder of this shape. */
export const english = (format: Formats) => {
  const { number, list, choice } = format;

  return {
    reasons: reasons(format),
    help,
    usage,
    organizations: organizations(format),

    /** How the command ends if nobody refused anything. */
    ending: { interrupted: 'Interrupted.', internalError: 'internal error (please report it)' },

    words: {
      yes: 'yes',
      no: 'no',
      none: 'none',
      nothingChanged: 'Nothing was changed.',
      moreWithCursor: (cursor: string) => `There are more: --cursor ${cursor}`,
    },

    ask: {
      email: 'Username or Email: ',
      password: 'Password: ',
      /** For the code of each kind of factor. */
      token: {
        email: 'Token (sent to your email): ',
        authenticator: 'Token (from your authenticator app): ',
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
      otp: 'stdin ended before the line with the one-time password.',
    },

    server: {
      missing:
        'No server is set. Set it once with `mfa config server https://mfa.example.com`, or with MFA_SERVER.',
      unreadable: (why: string) => `The configuration cannot be read: ${why}`,
      broken: (path: string) =>
        `${path} is damaged. Set the server again: \`mfa config server https://mfa.example.com\`.`,
      notAnAddress: (text: string) =>
        `${text} is not the address of a server. Write https://mfa.example.com (http:// only for localhost).`,
      isNow: (server: string) => `The server is now ${server}.`,
      facts: { server: 'server', configuration: 'configuration' },
      from: (server: string, source: string) => `${server} (from ${source})`,
      notSet: 'not set',
      unreachable: (server: string, why: string) => `Cannot reach ${server}: ${why}.`,
      noAnswerWithin: (seconds: number) => `no answer within ${number(seconds)} s`,
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
      unreadable: (why: string) => `The stored session cannot be read: ${why}`,
      notKept: (path: string, why: string) => `The session cannot be kept in ${path}: ${why}`,
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

    code: {
      required: 'This account has two-factor authentication enabled.',
      confirm: 'Please confirm that it is you.',
      typeR: 'Type r to have the code sent again.',
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
      disabled: (name: string) => `Disabled: ${name}.`,
      nowPreferred: (name: string) => `Now preferred: ${name}.`,
      recoveryCodes:
        'Recovery codes: each signs you in once, instead of a code of your factors. They are shown only now.',
      unknown: (wanted: string) => `You have no factor ${wanted}. \`mfa factors\` lists yours.`,
      ambiguous: (wanted: string, count: number) =>
        `${wanted} can be any of ${number(count)} factors: give the id of one.`,
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
