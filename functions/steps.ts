/**
 * THE TABLE: one row per step of the service. From it come the API's routes, each function's permissions, the
 * OpenAPI document, and the test that rows and files match: the row `auth/sign-in` is the file `steps/auth/sign-in.ts`.
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
export const keyPurposes = ['email-codes', 'recovery-codes', 'sealing'] as const;
export type KeyPurpose = (typeof keyPurposes)[number];

/**
 * Who may call: `anyone`, with or without a session; `signed-in`, with a full session; `enrolling`, with a full
 * session or one that is good only for setting up and proving a factor; `stopped`, also with one that an organization's demand
 * has stopped.
 */
export type Caller = 'anyone' | 'signed-in' | 'enrolling' | 'stopped';

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

const session: TableAccess = {
  users: ['BatchGetItem'],
  sessions: ['BatchGetItem', 'UpdateItem'],
  organizations: ['BatchGetItem'],
};

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
/** What the account's organizations demand is read whenever a session is made. */
const admitting: TableAccess = { organizations: ['BatchGetItem'], sessions: ['PutItem'] };
const answering: TableAccess = {
  users: ['BatchGetItem', 'UpdateItem'],
  challenges: ['BatchGetItem', 'UpdateItem'],
  factors: ['BatchGetItem', 'UpdateItem', 'DeleteItem'],
  ...admitting,
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
    tables: access(passwordGuess, opening, admitting, { users: ['UpdateItem'] }, logged),
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
      ...admitting,
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
    keys: ['email-codes', 'recovery-codes', 'sealing'],
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
    caller: 'stopped',
    tables: access(session, { sessions: ['DeleteItem'] }),
  },
  {
    ...plain,
    name: 'step-up/start',
    method: 'POST',
    path: '/auth/step-up',
    summary: 'Prove a factor again, or the password where there is none, to do what needs freshness',
    caller: 'enrolling',
    tables: access(
      session,
      passwordGuess,
      opening,
      admitting,
      { users: ['UpdateItem'], sessions: ['DeleteItem'] },
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
    caller: 'enrolling',
    tables: access(session, answering, { sessions: ['DeleteItem'] }),
    mail: true,
    keys: ['email-codes', 'recovery-codes', 'sealing'],
    throttle: 'tight',
  },
  {
    ...plain,
    name: 'step-up/switch-method',
    method: 'PUT',
    path: '/auth/step-up/{mfaID}/type',
    summary: 'Use another enabled method, for this step-up only',
    caller: 'enrolling',
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
    caller: 'enrolling',
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
    keys: ['email-codes', 'recovery-codes', 'sealing'],
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
    tables: access(
      session,
      {
        users: ['UpdateItem'],
        factors: ['Query', 'DeleteItem'],
        organizations: ['ConditionCheckItem'],
      },
      logged,
    ),
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
    keys: ['recovery-codes'],
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
    name: 'mfa/cancel-reset',
    method: 'POST',
    path: '/mfa/cancel-reset',
    summary: 'Cancel a reset that waits, with the token of the mail about it',
    tables: {
      users: ['BatchGetItem'],
      challenges: ['BatchGetItem', 'UpdateItem'],
      factors: ['DeleteItem'],
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
    name: 'orgs/create',
    method: 'POST',
    path: '/orgs',
    summary: 'Make an organization: whoever makes it is its first owner',
    caller: 'signed-in',
    tables: access(session, { users: ['UpdateItem'], organizations: ['Query', 'PutItem'] }, logged),
  },
  {
    ...plain,
    name: 'orgs/list',
    method: 'GET',
    path: '/orgs',
    summary: 'The organizations of the account',
    caller: 'signed-in',
    tables: access(session, { organizations: ['Query'] }),
  },
  {
    ...plain,
    name: 'orgs/read',
    method: 'GET',
    path: '/orgs/{orgID}',
    summary: 'One organization of the account',
    caller: 'signed-in',
    tables: access(session, { organizations: ['Query'] }),
  },
  {
    ...plain,
    name: 'orgs/rename',
    method: 'PATCH',
    path: '/orgs/{orgID}',
    summary: 'Change the name of an organization',
    caller: 'signed-in',
    tables: access(session, { organizations: ['Query', 'UpdateItem'] }, logged),
  },
  {
    ...plain,
    name: 'orgs/require-mfa',
    method: 'PUT',
    path: '/orgs/{orgID}/mfa',
    summary: 'Require multi-factor authentication of all members, or no longer',
    caller: 'signed-in',
    freshness: 'fresh',
    tables: access(
      session,
      {
        users: ['ConditionCheckItem'],
        organizations: ['Query', 'UpdateItem', 'PutItem', 'DeleteItem'],
      },
      logged,
    ),
    mail: true,
    throttle: 'tight',
  },
  {
    ...plain,
    name: 'orgs/preview-mfa',
    method: 'GET',
    path: '/orgs/{orgID}/mfa/preview',
    summary: 'Which members a demand would stop today',
    caller: 'signed-in',
    tables: access(session, { organizations: ['Query'] }),
  },
  {
    ...plain,
    name: 'orgs/coverage',
    method: 'GET',
    path: '/orgs/{orgID}/mfa/coverage',
    summary: 'Which members have which methods, also as CSV',
    caller: 'signed-in',
    tables: access(session, { organizations: ['Query'] }),
  },
  {
    ...plain,
    name: 'orgs/list-users',
    method: 'GET',
    path: '/orgs/{orgID}/users',
    summary: 'The members of an organization',
    caller: 'signed-in',
    tables: access(session, { organizations: ['Query'] }),
  },
  {
    ...plain,
    name: 'orgs/remove-user',
    method: 'DELETE',
    path: '/orgs/{orgID}/users/{userID}',
    summary: 'Remove a member from an organization',
    caller: 'signed-in',
    freshness: 'fresh',
    tables: access(
      session,
      { users: ['UpdateItem'], organizations: ['UpdateItem', 'PutItem', 'DeleteItem'] },
      logged,
    ),
    mail: true,
  },
  {
    ...plain,
    name: 'orgs/leave',
    method: 'DELETE',
    path: '/orgs/{orgID}/membership',
    summary: 'Leave an organization',
    caller: 'enrolling',
    tables: access(
      session,
      { users: ['UpdateItem'], organizations: ['UpdateItem', 'PutItem', 'DeleteItem'] },
      logged,
    ),
    mail: true,
  },
  {
    ...plain,
    name: 'orgs/change-role',
    method: 'PUT',
    path: '/orgs/{orgID}/users/{userID}/role',
    summary: 'Make a member an owner, or an owner a member',
    caller: 'signed-in',
    freshness: 'fresh',
    tables: access(session, { organizations: ['UpdateItem', 'PutItem', 'ConditionCheckItem'] }, logged),
    mail: true,
  },
  {
    ...plain,
    name: 'orgs/reset-factors',
    method: 'POST',
    path: '/orgs/{orgID}/users/{userID}/mfa/reset',
    summary: 'Reset the factors of a member who lost them; for an owner, a second owner confirms',
    caller: 'signed-in',
    freshness: 'fresh',
    tables: access(
      session,
      {
        users: ['UpdateItem'],
        factors: ['Query', 'DeleteItem'],
        organizations: ['UpdateItem', 'ConditionCheckItem'],
      },
      logged,
    ),
    mail: true,
  },
  {
    ...plain,
    name: 'orgs/withdraw-reset',
    method: 'DELETE',
    path: '/orgs/{orgID}/users/{userID}/mfa/reset',
    summary: 'Withdraw a reset that waits for a second owner',
    caller: 'signed-in',
    tables: access(session, { organizations: ['UpdateItem', 'ConditionCheckItem'] }, logged),
  },
  {
    ...plain,
    name: 'orgs/invite',
    method: 'POST',
    path: '/orgs/{orgID}/invites',
    summary: 'Invite an address to an organization',
    caller: 'signed-in',
    freshness: 'fresh',
    tables: access(
      session,
      { challenges: ['PutItem', 'UpdateItem'], organizations: ['Query', 'PutItem', 'UpdateItem'] },
      logged,
    ),
    mail: true,
    throttle: 'tight',
  },
  {
    ...plain,
    name: 'orgs/list-invites',
    method: 'GET',
    path: '/orgs/{orgID}/invites',
    summary: 'The invitations of an organization, newest first',
    caller: 'signed-in',
    tables: access(session, { organizations: ['Query'] }),
  },
  {
    ...plain,
    name: 'orgs/revoke-invite',
    method: 'DELETE',
    path: '/orgs/{orgID}/invites/{inviteID}',
    summary: 'Revoke an invitation',
    caller: 'signed-in',
    freshness: 'fresh',
    tables: access(session, { organizations: ['UpdateItem', 'ConditionCheckItem'] }, logged),
  },
  {
    ...plain,
    name: 'orgs/resend-invite',
    method: 'POST',
    path: '/orgs/{orgID}/invites/{inviteID}/resend',
    summary: 'Mail an invitation again, with a new link',
    caller: 'signed-in',
    freshness: 'fresh',
    tables: access(
      session,
      { challenges: ['PutItem', 'UpdateItem'], organizations: ['Query', 'UpdateItem'] },
      logged,
    ),
    mail: true,
    throttle: 'tight',
  },
  {
    ...plain,
    name: 'orgs/read-invite',
    method: 'GET',
    path: '/orgs/accept-invite/{inviteCode}',
    summary: 'What the invitation of a mailed link is to',
    tables: { challenges: ['BatchGetItem'], organizations: ['BatchGetItem'] },
    throttle: 'tight',
  },
  {
    ...plain,
    name: 'orgs/accept-invite',
    method: 'POST',
    path: '/orgs/accept-invite/{inviteCode}',
    summary: 'Accept an invitation: the account becomes a member',
    caller: 'signed-in',
    tables: access(
      session,
      {
        users: ['UpdateItem'],
        challenges: ['BatchGetItem'],
        organizations: ['UpdateItem', 'PutItem'],
      },
      logged,
    ),
    mail: true,
    throttle: 'tight',
  },
  {
    ...plain,
    name: 'orgs/events',
    method: 'GET',
    path: '/orgs/{orgID}/events',
    summary: 'Who did what in an organization, newest first',
    caller: 'signed-in',
    tables: access(session, { events: ['Query'] }),
  },
  {
    ...plain,
    name: 'orgs/list-groups',
    method: 'GET',
    path: '/acls/{orgID}/groups',
    summary: "The groups of an organization, for the guide's command line",
    caller: 'signed-in',
    tables: access(session, { organizations: ['Query'] }),
  },
  {
    ...plain,
    name: 'environments/create',
    method: 'POST',
    path: '/orgs/{orgID}/environments',
    summary: 'Make an environment of an organization',
    caller: 'signed-in',
    tables: access(session, { organizations: ['Query', 'PutItem', 'UpdateItem'] }, logged),
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
