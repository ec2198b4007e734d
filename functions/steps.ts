/**
 * THE TABLE: one row per step of the service. From it come the API's routes, each function's permissions, the
 * OpenAPI document, and the test that rows and files match: the row `auth/sign-in` is the file `auth/sign-in.ts`.
 */

/** The DynamoDB tables. `keys` holds the wrapped data keys, the rest is named in docs/architecture.md. */
export const tableNames = [
  'users',
  'factors',
  'challenges',
  'sessions',
  'organizations',
  'events',
  'keys',
] as const;
export type TableName = (typeof tableNames)[number];

/** What a function may do with a table, in IAM's own words (without the `dynamodb:` before them). */
export type TableAction =
  | 'BatchGetItem'
  | 'Query'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'ConditionCheckItem';
export type TableAccess = { readonly [table in TableName]?: readonly TableAction[] };

/** What a data key is for; it stands in the KMS encryption context. */
export const keyPurposes = ['email-codes', 'sealing'] as const;
export type KeyPurpose = (typeof keyPurposes)[number];

/**
 * Who may call: `anyone`, with or without a session; `signed-in`, with a full session; `enrolling`, with a full
 * session or one that is good only for setting up a factor.
 */
export type Caller = 'anyone' | 'signed-in' | 'enrolling';

/** `fresh`: authenticated at most 10 minutes ago, with a factor if the account has one. */
export type Freshness = 'any' | 'fresh';

export interface Step {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'ANY';
  /** Below `/api`. */
  readonly path: string;
  readonly summary: string;
  readonly caller: Caller;
  readonly freshness: Freshness;
  readonly tables: TableAccess;
  readonly mail: boolean;
  readonly keys: readonly KeyPurpose[];
  /** `hashing` steps run a password hash and get a full vCPU for it. */
  readonly memory: 'standard' | 'hashing';
  /** A tighter throttle at the edge for steps that guess, send or hash. */
  readonly throttle: 'standard' | 'tight';
}

/** Lambda memory in MB: 1,769 is one full vCPU. */
export const memoryMegabytes = { standard: 512, hashing: 1769 } as const satisfies Record<
  Step['memory'],
  number
>;

const session: TableAccess = { users: ['BatchGetItem'], sessions: ['BatchGetItem', 'UpdateItem'] };

function access(...parts: readonly TableAccess[]): TableAccess {
  const merged: { [table in TableName]?: readonly TableAction[] } = {};
  for (const part of parts)
    for (const table of tableNames) {
      const actions = part[table];
      if (actions) merged[table] = [...new Set([...(merged[table] ?? []), ...actions])];
    }
  return merged;
}

const passwordGuess: TableAccess = {
  users: ['BatchGetItem'],
  challenges: ['BatchGetItem', 'UpdateItem'],
};
const opening: TableAccess = { challenges: ['PutItem'] };
const answering: TableAccess = {
  users: ['BatchGetItem', 'UpdateItem'],
  challenges: ['BatchGetItem', 'UpdateItem'],
  factors: ['BatchGetItem', 'UpdateItem', 'DeleteItem'],
  sessions: ['PutItem'],
  events: ['PutItem'],
};
const resending: TableAccess = {
  users: ['BatchGetItem', 'UpdateItem'],
  challenges: ['BatchGetItem', 'UpdateItem'],
};
const logged: TableAccess = { events: ['PutItem'] };

const plain = {
  caller: 'anyone',
  freshness: 'any',
  tables: {},
  mail: false,
  keys: [],
  memory: 'standard',
  throttle: 'standard',
} as const satisfies Partial<Step>;

export const steps = [
  {
    ...plain,
    name: 'account/register',
    method: 'POST',
    path: '/account/register',
    summary: 'Ask for an account: a code goes to the address, or a notice that it has an account',
    tables: { users: ['BatchGetItem'], challenges: ['PutItem', 'UpdateItem'] },
    mail: true,
    keys: ['email-codes'],
    memory: 'hashing',
    throttle: 'tight',
  },
  {
    ...plain,
    name: 'account/verify-email',
    method: 'POST',
    path: '/account/verify-email',
    summary: 'Confirm the address with the code: the account exists from now on',
    tables: { users: ['PutItem'], challenges: ['BatchGetItem', 'UpdateItem'], events: ['PutItem'] },
    keys: ['email-codes'],
    throttle: 'tight',
  },
  {
    ...plain,
    name: 'account/forgot-password',
    method: 'POST',
    path: '/account/password/forgot',
    summary: 'Mail a link with which a new password can be set',
    tables: { users: ['BatchGetItem'], challenges: ['PutItem', 'UpdateItem'] },
    mail: true,
    throttle: 'tight',
  },
  {
    ...plain,
    name: 'account/reset-password',
    method: 'POST',
    path: '/account/password/reset',
    summary: 'Set a new password with the token of the link; ends all sessions and signs nobody in',
    tables: {
      users: ['BatchGetItem', 'UpdateItem', 'DeleteItem'],
      challenges: ['BatchGetItem', 'UpdateItem'],
      events: ['PutItem'],
    },
    mail: true,
    memory: 'hashing',
    throttle: 'tight',
  },
  {
    ...plain,
    name: 'account/read',
    method: 'GET',
    path: '/account',
    summary: 'The account with its factors',
    caller: 'enrolling',
    tables: access(session, { factors: ['Query'] }),
  },
  {
    ...plain,
    name: 'account/rename',
    method: 'PATCH',
    path: '/account',
    summary: 'Change the name',
    caller: 'signed-in',
    tables: access(session, { users: ['UpdateItem'] }),
  },
  {
    ...plain,
    name: 'account/change-password',
    method: 'PUT',
    path: '/account/password',
    summary: 'Change the password; ends the other sessions',
    caller: 'signed-in',
    freshness: 'fresh',
    tables: access(session, passwordGuess, { users: ['UpdateItem'] }, logged),
    mail: true,
    memory: 'hashing',
    throttle: 'tight',
  },
  {
    ...plain,
    name: 'account/events',
    method: 'GET',
    path: '/account/events',
    summary: "The account's security events, newest first",
    caller: 'signed-in',
    tables: access(session, { events: ['Query'] }),
  },
  {
    ...plain,
    name: 'auth/sign-in',
    method: 'POST',
    path: '/auth/signin',
    summary: 'Sign in with address and password: a session, or a challenge where a factor is enabled',
    tables: access(passwordGuess, opening, { users: ['UpdateItem'], sessions: ['PutItem'] }, logged),
    mail: true,
    keys: ['email-codes'],
    memory: 'hashing',
    throttle: 'tight',
  },
  {
    ...plain,
    name: 'auth/sign-in-with-key',
    method: 'POST',
    path: '/auth/signin/key',
    summary: 'Sign in with an SSH RSA key: a session, or a challenge where a factor is enabled',
    tables: {
      users: ['BatchGetItem', 'UpdateItem'],
      challenges: ['PutItem', 'UpdateItem'],
      sessions: ['PutItem'],
      events: ['PutItem'],
    },
    mail: true,
    keys: ['email-codes'],
    throttle: 'tight',
  },
  {
    ...plain,
    name: 'auth/submit-code',
    method: 'POST',
    path: '/auth/signin/mfa/{mfaID}',
    summary: 'Answer a sign-in challenge with a one-time password or a recovery code',
    tables: answering,
    mail: true,
    keys: ['email-codes', 'sealing'],
    memory: 'hashing',
    throttle: 'tight',
  },
  {
    ...plain,
    name: 'auth/switch-method',
    method: 'PUT',
    path: '/auth/signin/mfa/{mfaID}/type',
    summary: 'Use another enabled method, for this sign-in only',
    tables: resending,
    mail: true,
    keys: ['email-codes'],
    throttle: 'tight',
  },
  {
    ...plain,
    name: 'auth/resend-code',
    method: 'POST',
    path: '/auth/signin/mfa/{mfaID}/resend',
    summary: 'Mail the code of a sign-in challenge again',
    tables: resending,
    mail: true,
    keys: ['email-codes'],
    throttle: 'tight',
  },
  {
    ...plain,
    name: 'auth/verify',
    method: 'GET',
    path: '/auth/verify',
    summary: 'Who is signed in, how and until when',
    caller: 'signed-in',
    tables: session,
  },
  {
    ...plain,
    name: 'auth/sign-out',
    method: 'DELETE',
    path: '/auth/signout',
    summary: 'End this session',
    caller: 'enrolling',
    tables: access(session, { sessions: ['DeleteItem'] }),
  },
  {
    ...plain,
    name: 'step-up/start',
    method: 'POST',
    path: '/auth/step-up',
    summary: 'Prove a factor again, or the password where there is none, to do what needs freshness',
    caller: 'signed-in',
    tables: access(
      session,
      passwordGuess,
      opening,
      { users: ['UpdateItem'], sessions: ['PutItem', 'DeleteItem'] },
      logged,
    ),
    mail: true,
    keys: ['email-codes'],
    memory: 'hashing',
    throttle: 'tight',
  },
  {
    ...plain,
    name: 'step-up/submit-code',
    method: 'POST',
    path: '/auth/step-up/{mfaID}',
    summary: 'Answer a step-up challenge: a new session, the old token is dead',
    caller: 'signed-in',
    tables: access(session, answering, { sessions: ['DeleteItem'] }),
    mail: true,
    keys: ['email-codes', 'sealing'],
    memory: 'hashing',
    throttle: 'tight',
  },
  {
    ...plain,
    name: 'step-up/switch-method',
    method: 'PUT',
    path: '/auth/step-up/{mfaID}/type',
    summary: 'Use another enabled method, for this step-up only',
    caller: 'signed-in',
    tables: access(session, resending),
    mail: true,
    keys: ['email-codes'],
    throttle: 'tight',
  },
  {
    ...plain,
    name: 'step-up/resend-code',
    method: 'POST',
    path: '/auth/step-up/{mfaID}/resend',
    summary: 'Mail the code of a step-up challenge again',
    caller: 'signed-in',
    tables: access(session, resending),
    mail: true,
    keys: ['email-codes'],
    throttle: 'tight',
  },
  {
    ...plain,
    name: 'mfa/activate',
    method: 'POST',
    path: '/mfa/activations',
    summary: 'Begin to activate a factor, with the credentials',
    tables: access(session, passwordGuess, opening, { users: ['UpdateItem'] }),
    mail: true,
    keys: ['email-codes', 'sealing'],
    memory: 'hashing',
    throttle: 'tight',
  },
  {
    ...plain,
    name: 'mfa/complete-activation',
    method: 'POST',
    path: '/mfa/activations/{activationID}',
    summary: 'Enable the factor with its first one-time password',
    tables: access(session, logged, {
      users: ['UpdateItem'],
      challenges: ['BatchGetItem', 'PutItem', 'UpdateItem'],
      factors: ['PutItem'],
    }),
    mail: true,
    keys: ['email-codes', 'sealing'],
    memory: 'hashing',
    throttle: 'tight',
  },
  {
    ...plain,
    name: 'mfa/resend-activation',
    method: 'POST',
    path: '/mfa/activations/{activationID}/resend',
    summary: 'Mail the code of an activation again',
    tables: access(session, resending),
    mail: true,
    keys: ['email-codes'],
    throttle: 'tight',
  },
  {
    ...plain,
    name: 'mfa/disable-factor',
    method: 'DELETE',
    path: '/mfa/factors/{factorID}',
    summary: 'Disable a factor',
    caller: 'signed-in',
    freshness: 'fresh',
    tables: access(session, { users: ['UpdateItem'], factors: ['Query', 'DeleteItem'] }, logged),
    mail: true,
  },
  {
    ...plain,
    name: 'mfa/prefer-factor',
    method: 'PUT',
    path: '/mfa/preferred',
    summary: 'Make a factor the preferred one',
    caller: 'signed-in',
    freshness: 'fresh',
    tables: access(session, { users: ['UpdateItem'], factors: ['Query'] }, logged),
    mail: true,
  },
  {
    ...plain,
    name: 'mfa/regenerate-recovery-codes',
    method: 'POST',
    path: '/mfa/recovery-codes',
    summary: 'Make ten new recovery codes; the old ones are dead',
    caller: 'signed-in',
    freshness: 'fresh',
    tables: access(session, { users: ['UpdateItem'], factors: ['Query', 'PutItem', 'DeleteItem'] }, logged),
    mail: true,
    memory: 'hashing',
    throttle: 'tight',
  },
  {
    ...plain,
    name: 'mfa/undo',
    method: 'POST',
    path: '/mfa/undo',
    summary: 'Undo the activation of a first factor with the token of the mail about it',
    tables: {
      users: ['BatchGetItem', 'UpdateItem', 'DeleteItem'],
      challenges: ['BatchGetItem', 'PutItem', 'UpdateItem'],
      factors: ['Query', 'DeleteItem'],
      events: ['PutItem'],
    },
    mail: true,
    throttle: 'tight',
  },
  {
    ...plain,
    name: 'sessions/list',
    method: 'GET',
    path: '/sessions',
    summary: "The account's sessions",
    caller: 'signed-in',
    tables: access(session, { sessions: ['Query'] }),
  },
  {
    ...plain,
    name: 'sessions/end',
    method: 'DELETE',
    path: '/sessions/{sessionID}',
    summary: 'End one session of the account',
    caller: 'signed-in',
    freshness: 'fresh',
    tables: access(session, { sessions: ['DeleteItem'] }, logged),
  },
  {
    ...plain,
    name: 'sessions/end-others',
    method: 'DELETE',
    path: '/sessions',
    summary: 'End all sessions but this one',
    caller: 'signed-in',
    freshness: 'fresh',
    tables: access(session, { users: ['UpdateItem'] }, logged),
  },
  {
    ...plain,
    name: 'keys/add',
    method: 'POST',
    path: '/keys',
    summary: 'Add an SSH RSA key to sign in with',
    caller: 'signed-in',
    freshness: 'fresh',
    tables: access(session, { users: ['UpdateItem', 'PutItem'] }, logged),
    mail: true,
  },
  {
    ...plain,
    name: 'keys/list',
    method: 'GET',
    path: '/keys',
    summary: "The account's SSH keys",
    caller: 'signed-in',
    tables: session,
  },
  {
    ...plain,
    name: 'keys/remove',
    method: 'DELETE',
    path: '/keys/{name}',
    summary: 'Remove an SSH key; ends the other sessions',
    caller: 'signed-in',
    freshness: 'fresh',
    tables: access(session, { users: ['UpdateItem', 'DeleteItem'] }, logged),
    mail: true,
  },
  {
    ...plain,
    name: 'pods/list',
    method: 'GET',
    path: '/pods',
    summary: "Where environments run: one place, for the guide's command line",
  },
  {
    ...plain,
    name: 'environments/list',
    method: 'GET',
    path: '/environments',
    summary: "The environments of the account's organizations",
    caller: 'signed-in',
    tables: access(session, { organizations: ['Query'] }),
  },
  {
    ...plain,
    name: 'environments/read',
    method: 'GET',
    path: '/environments/{environmentID}',
    summary: "One environment of the account's organizations",
    caller: 'signed-in',
    tables: access(session, { organizations: ['Query'] }),
  },
  {
    ...plain,
    name: 'openapi/read',
    method: 'GET',
    path: '/openapi.json',
    summary: 'This description of the API',
  },
  {
    ...plain,
    name: 'http/not-found',
    method: 'ANY',
    path: '/{proxy+}',
    summary: 'Whatever is not here',
  },
] as const satisfies readonly Step[];

export type StepName = (typeof steps)[number]['name'];
