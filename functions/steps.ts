/**
 * The table of operations: one row per operation of the API. The routes, the permissions of each function and the OpenAPI
 * document are generated from it. The row `auth/sign-in` is handled by the file `steps/auth/sign-in.ts`.
 */

import type { Caller, Freshness } from '../core/sign-in/access.ts';

/** The DynamoDB tables; docs/storage.md describes their rows. */
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

/** What a function may do with a table: IAM actions without the prefix `dynamodb:`. */
export type TableAction =
  | 'BatchGetItem'
  | 'Query'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'ConditionCheckItem';
export type TableAccess = { readonly [table in TableName]?: readonly TableAction[] };

/** What a data key is used for. The purpose is part of the KMS encryption context. */
export const keyPurposes = ['email-codes', 'recovery-codes', 'sealing'] as const;
export type KeyPurpose = (typeof keyPurposes)[number];

/**
 * The stacks that the functions and routes of the rows are in: CloudFormation accepts 500 resources for each. `service` also has the
 * API itself and the distribution. A route of another stack always has the tight throttle.
 */
export const stepStacks = ['service', 'service-2'] as const;
export type StepStack = (typeof stepStacks)[number];

export interface Step {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'ANY';
  /** The path below `/api`. */
  readonly path: string;
  readonly summary: string;
  readonly caller: Caller;
  readonly freshness: Freshness;
  readonly tables: TableAccess;
  readonly mail: boolean;
  readonly keys: readonly KeyPurpose[];
  /** `hashing` is for operations that hash a password: they get a full vCPU. */
  readonly memory: 'standard' | 'hashing';
  /** The limit at API Gateway; `tight` for operations that check a guess, send mail or hash. */
  readonly throttle: 'standard' | 'tight';
  /** The stack that it is deployed in. A row that was deployed must stay where it is. */
  readonly stack: StepStack;
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
  sessions: ['BatchGetItem'],
};
const opening: TableAccess = { challenges: ['PutItem'] };
/** Creating a session reads what the account's organizations require. */
const admitting: TableAccess = { organizations: ['BatchGetItem'], sessions: ['PutItem'] };
/** A sign-in names the device that it comes from; a new one may replace others. */
const naming: TableAccess = { sessions: ['Query', 'UpdateItem', 'DeleteItem'] };
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
/** Notices take from pots; see core/mail/mail-pots.ts. */
const notifying: TableAccess = { challenges: ['UpdateItem'] };

const plain = {
  caller: 'anyone',
  freshness: 'any',
  tables: {},
  mail: false,
  keys: [],
  memory: 'standard',
  throttle: 'standard',
  stack: 'service',
} as const satisfies Partial<Step>;

export const steps = [
  {
    ...plain,
    name: 'account/register',
    method: 'POST',
    path: '/account/register',
    summary: 'Register an account; mails a code, or a notice that the email address already has an account',
    tables: {
      users: ['BatchGetItem'],
      challenges: ['BatchGetItem', 'PutItem', 'UpdateItem'],
      organizations: ['BatchGetItem'],
    },
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
    summary: 'Create the account with the code that was mailed',
    tables: { users: ['PutItem'], challenges: ['BatchGetItem', 'UpdateItem'], events: ['PutItem'] },
    keys: ['email-codes'],
    throttle: 'tight',
  },
  {
    ...plain,
    name: 'account/forgot-password',
    method: 'POST',
    path: '/account/password/forgot',
    summary: 'Mail a link for setting a new password',
    tables: access(passwordGuess, opening),
    mail: true,
    throttle: 'tight',
  },
  {
    ...plain,
    name: 'account/reset-password',
    method: 'POST',
    path: '/account/password/reset',
    summary: 'Set a new password with the token of the mailed link; ends all sessions and does not sign in',
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
    summary: 'Read the account and its factors',
    caller: 'enrolling',
    tables: access(session, { factors: ['Query'] }),
  },
  {
    ...plain,
    name: 'account/rename',
    method: 'PATCH',
    path: '/account',
    summary: 'Change the name of the account',
    caller: 'signed-in',
    tables: access(session, { users: ['UpdateItem'] }, logged),
  },
  {
    ...plain,
    name: 'account/change-password',
    method: 'PUT',
    path: '/account/password',
    summary: 'Change the password; ends all other sessions and removes SSH keys that are not kept by name',
    caller: 'signed-in',
    freshness: 'fresh',
    tables: access(session, passwordGuess, { users: ['UpdateItem', 'DeleteItem'] }, logged),
    mail: true,
    memory: 'hashing',
    throttle: 'tight',
  },
  {
    ...plain,
    name: 'account/events',
    method: 'GET',
    path: '/account/events',
    summary: 'Read the security log of the account, newest entries first',
    caller: 'signed-in',
    tables: access(session, { events: ['Query'] }),
  },
  {
    ...plain,
    name: 'account/export',
    method: 'GET',
    path: '/account/export',
    summary: 'Export everything that is stored about the account',
    caller: 'signed-in',
    tables: access(session, {
      factors: ['Query'],
      sessions: ['Query'],
      events: ['Query'],
    }),
    throttle: 'tight',
    stack: 'service-2',
  },
  {
    ...plain,
    name: 'account/delete',
    method: 'DELETE',
    path: '/account',
    summary: 'Delete the account in seven days, unless its user keeps it',
    caller: 'signed-in',
    freshness: 'fresh',
    tables: access(session, { users: ['UpdateItem'], factors: ['PutItem', 'DeleteItem'] }, logged, notifying),
    mail: true,
    throttle: 'tight',
    stack: 'service-2',
  },
  {
    ...plain,
    name: 'account/keep',
    method: 'DELETE',
    path: '/account/deletion',
    summary: 'Keep an account that waits for its deletion',
    caller: 'enrolling',
    tables: access(session, { users: ['UpdateItem'], factors: ['DeleteItem'] }, logged, notifying),
    mail: true,
    throttle: 'tight',
    stack: 'service-2',
  },
  {
    ...plain,
    name: 'account/list-devices',
    method: 'GET',
    path: '/account/devices',
    summary: 'List the browsers and command lines that signed in to the account',
    caller: 'signed-in',
    tables: access(session, { sessions: ['Query'] }),
    throttle: 'tight',
    stack: 'service-2',
  },
  {
    ...plain,
    name: 'account/remove-device',
    method: 'DELETE',
    path: '/account/devices/{deviceID}',
    summary: 'Remove a device of the account; ends its sessions',
    caller: 'signed-in',
    freshness: 'fresh',
    tables: access(session, { sessions: ['Query', 'DeleteItem'] }, logged),
    throttle: 'tight',
    stack: 'service-2',
  },
  {
    ...plain,
    name: 'auth/sign-in',
    method: 'POST',
    path: '/auth/signin',
    summary:
      'Sign in with email address and password; answers with a session, or a challenge if a factor is enabled',
    tables: access(passwordGuess, opening, admitting, naming, { users: ['UpdateItem'] }, logged),
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
    summary: 'Sign in with an RSA SSH key; answers with a session, or a challenge if a factor is enabled',
    tables: access(passwordGuess, opening, admitting, naming, { users: ['UpdateItem'] }, logged),
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
    // A challenge that says nothing about the device has it looked up.
    tables: access(answering, naming, { sessions: ['BatchGetItem'] }),
    mail: true,
    keys: ['email-codes', 'recovery-codes', 'sealing'],
    throttle: 'tight',
  },
  {
    ...plain,
    name: 'auth/switch-method',
    method: 'PUT',
    path: '/auth/signin/mfa/{mfaID}/type',
    summary: 'Use another enabled method for this sign-in',
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
    summary: 'Send the code of a sign-in challenge again',
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
    summary: 'Verify the session: who is signed in, how, and until when',
    caller: 'signed-in',
    tables: session,
  },
  {
    ...plain,
    name: 'auth/sign-out',
    method: 'DELETE',
    path: '/auth/signout',
    summary: 'Sign out: end this session',
    caller: 'stopped',
    tables: access(session, { sessions: ['DeleteItem'] }),
  },
  {
    ...plain,
    name: 'step-up/start',
    method: 'POST',
    path: '/auth/step-up',
    summary: 'Begin a step-up with a factor, or complete it with the password if the account has no factor',
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
    summary: 'Answer a step-up challenge; answers with a new session and ends the old one',
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
    summary: 'Use another enabled method for this step-up',
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
    summary: 'Send the code of a step-up challenge again',
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
    summary: 'Begin to activate a factor with email address and password',
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
    summary: 'Send the code of an activation again',
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
      notifying,
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
    tables: access(session, { users: ['UpdateItem'], factors: ['Query'] }, logged, notifying),
    mail: true,
  },
  {
    ...plain,
    name: 'mfa/regenerate-recovery-codes',
    method: 'POST',
    path: '/mfa/recovery-codes',
    summary: 'Create ten new recovery codes; the old ones become invalid',
    caller: 'signed-in',
    freshness: 'fresh',
    tables: access(
      session,
      { users: ['UpdateItem'], factors: ['Query', 'PutItem', 'DeleteItem'] },
      logged,
      notifying,
    ),
    mail: true,
    keys: ['recovery-codes'],
    throttle: 'tight',
  },
  {
    ...plain,
    name: 'mfa/undo',
    method: 'POST',
    path: '/mfa/undo',
    summary: 'Undo the activation of the first factor with the token of the mailed link',
    tables: {
      users: ['BatchGetItem', 'UpdateItem', 'DeleteItem'],
      challenges: ['BatchGetItem', 'PutItem', 'UpdateItem'],
      factors: ['Query', 'DeleteItem'],
      organizations: ['BatchGetItem', 'ConditionCheckItem'],
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
    summary: 'Cancel a reset that an operator requested, with the token of the mailed link',
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
    summary: 'List the sessions of the account',
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
    summary: 'End all other sessions of the account',
    caller: 'signed-in',
    freshness: 'fresh',
    tables: access(session, { users: ['UpdateItem'] }, logged),
  },
  {
    ...plain,
    name: 'keys/add',
    method: 'POST',
    path: '/keys',
    summary: 'Add an RSA SSH key to sign in with',
    caller: 'signed-in',
    freshness: 'fresh',
    tables: access(session, { users: ['UpdateItem', 'PutItem'] }, logged, notifying),
    mail: true,
  },
  {
    ...plain,
    name: 'keys/list',
    method: 'GET',
    path: '/keys',
    summary: 'List the SSH keys of the account',
    caller: 'signed-in',
    tables: session,
  },
  {
    ...plain,
    name: 'keys/remove',
    method: 'DELETE',
    path: '/keys/{name}',
    summary: 'Remove an SSH key; ends all other sessions',
    caller: 'signed-in',
    freshness: 'fresh',
    tables: access(session, { users: ['UpdateItem', 'DeleteItem'] }, logged, notifying),
    mail: true,
  },
  {
    ...plain,
    name: 'orgs/create',
    method: 'POST',
    path: '/orgs',
    summary: 'Create an organization and become its first owner',
    caller: 'signed-in',
    tables: access(session, { users: ['UpdateItem'], organizations: ['Query', 'PutItem'] }, logged),
  },
  {
    ...plain,
    name: 'orgs/list',
    method: 'GET',
    path: '/orgs',
    summary: 'List the organizations of the account',
    caller: 'signed-in',
    tables: access(session, { organizations: ['Query'] }),
  },
  {
    ...plain,
    name: 'orgs/read',
    method: 'GET',
    path: '/orgs/{orgID}',
    summary: 'Read an organization of the account',
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
    name: 'orgs/delete',
    method: 'DELETE',
    path: '/orgs/{orgID}',
    summary:
      'Delete the organization: at once for its only member, otherwise in seven days, unless an owner keeps it',
    caller: 'signed-in',
    freshness: 'fresh',
    tables: access(
      session,
      { users: ['BatchGetItem', 'UpdateItem'], organizations: ['UpdateItem', 'PutItem', 'DeleteItem'] },
      logged,
      notifying,
    ),
    mail: true,
    throttle: 'tight',
    stack: 'service-2',
  },
  {
    ...plain,
    name: 'orgs/keep',
    method: 'DELETE',
    path: '/orgs/{orgID}/deletion',
    summary: 'Keep an organization that waits for its deletion',
    caller: 'signed-in',
    freshness: 'fresh',
    tables: access(session, { organizations: ['UpdateItem', 'DeleteItem'] }, logged, notifying),
    mail: true,
    throttle: 'tight',
    stack: 'service-2',
  },
  {
    ...plain,
    name: 'orgs/require-mfa',
    method: 'PUT',
    path: '/orgs/{orgID}/mfa',
    summary: 'Require multi-factor authentication of all members, or stop requiring it',
    caller: 'signed-in',
    freshness: 'fresh',
    tables: access(
      session,
      {
        users: ['ConditionCheckItem'],
        organizations: ['Query', 'UpdateItem', 'PutItem', 'DeleteItem'],
      },
      logged,
      notifying,
    ),
    mail: true,
    throttle: 'tight',
  },
  {
    ...plain,
    name: 'orgs/preview-mfa',
    method: 'GET',
    path: '/orgs/{orgID}/mfa/preview',
    summary: 'Preview which members a requirement would lock out today',
    caller: 'signed-in',
    tables: access(session, { organizations: ['Query'] }),
  },
  {
    ...plain,
    name: 'orgs/coverage',
    method: 'GET',
    path: '/orgs/{orgID}/mfa/coverage',
    summary: 'List which methods each member has, as JSON or CSV',
    caller: 'signed-in',
    tables: access(session, { organizations: ['Query'] }),
  },
  {
    ...plain,
    name: 'orgs/list-users',
    method: 'GET',
    path: '/orgs/{orgID}/users',
    summary: 'List the members of an organization',
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
      notifying,
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
    freshness: 'fresh',
    tables: access(
      session,
      { users: ['UpdateItem'], organizations: ['UpdateItem', 'PutItem', 'DeleteItem'] },
      logged,
      notifying,
    ),
    mail: true,
  },
  {
    ...plain,
    name: 'orgs/change-role',
    method: 'PUT',
    path: '/orgs/{orgID}/users/{userID}/role',
    summary: 'Change the role of a member',
    caller: 'signed-in',
    freshness: 'fresh',
    tables: access(
      session,
      { organizations: ['UpdateItem', 'PutItem', 'ConditionCheckItem'] },
      logged,
      notifying,
    ),
    mail: true,
  },
  {
    ...plain,
    name: 'orgs/reset-factors',
    method: 'POST',
    path: '/orgs/{orgID}/users/{userID}/mfa/reset',
    summary: 'Reset the factors of a member who lost them; for another owner, a second owner must confirm',
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
      notifying,
    ),
    mail: true,
  },
  {
    ...plain,
    name: 'orgs/withdraw-reset',
    method: 'DELETE',
    path: '/orgs/{orgID}/users/{userID}/mfa/reset',
    summary: 'Withdraw a reset that is waiting for a second owner',
    caller: 'signed-in',
    tables: access(session, { organizations: ['UpdateItem', 'ConditionCheckItem'] }, logged),
  },
  {
    ...plain,
    name: 'orgs/confirm-member',
    method: 'POST',
    path: '/orgs/{orgID}/users/{userID}/confirm',
    summary: 'Confirm the account of a member whose factors were removed by an undo link',
    caller: 'signed-in',
    freshness: 'fresh',
    tables: access(
      session,
      { users: ['UpdateItem'], organizations: ['BatchGetItem', 'ConditionCheckItem'] },
      logged,
      notifying,
    ),
    mail: true,
  },
  {
    ...plain,
    name: 'orgs/invite',
    method: 'POST',
    path: '/orgs/{orgID}/invites',
    summary: 'Invite an email address to an organization',
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
    summary: 'List the invitations of an organization, newest first',
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
    summary: 'Send an invitation again with a new link',
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
    summary: 'Read the invitation of a mailed link',
    tables: access(session, { challenges: ['BatchGetItem'], organizations: ['BatchGetItem'] }),
    throttle: 'tight',
  },
  {
    ...plain,
    name: 'orgs/accept-invite',
    method: 'POST',
    path: '/orgs/accept-invite/{inviteCode}',
    summary: 'Accept an invitation and become a member',
    caller: 'signed-in',
    tables: access(
      session,
      {
        users: ['UpdateItem'],
        challenges: ['BatchGetItem'],
        organizations: ['UpdateItem', 'PutItem'],
      },
      logged,
      notifying,
    ),
    mail: true,
    throttle: 'tight',
  },
  {
    ...plain,
    name: 'orgs/events',
    method: 'GET',
    path: '/orgs/{orgID}/events',
    summary: 'Read the security log of an organization, newest entries first',
    caller: 'signed-in',
    tables: access(session, { events: ['Query'] }),
  },
  {
    ...plain,
    name: 'orgs/list-groups',
    method: 'GET',
    path: '/acls/{orgID}/groups',
    summary: "List the groups of an organization; for the guide's command line",
    caller: 'signed-in',
    tables: access(session, { organizations: ['Query'] }),
  },
  {
    ...plain,
    name: 'environments/create',
    method: 'POST',
    path: '/orgs/{orgID}/environments',
    summary: 'Create an environment in an organization',
    caller: 'signed-in',
    tables: access(session, { organizations: ['Query', 'PutItem', 'UpdateItem'] }, logged),
  },
  {
    ...plain,
    name: 'pods/list',
    method: 'GET',
    path: '/pods',
    summary: "List where environments run, which is one place; for the guide's command line",
  },
  {
    ...plain,
    name: 'environments/list',
    method: 'GET',
    path: '/environments',
    summary: "List the environments of the account's organizations",
    caller: 'signed-in',
    tables: access(session, { organizations: ['Query'] }),
  },
  {
    ...plain,
    name: 'environments/read',
    method: 'GET',
    path: '/environments/{environmentID}',
    summary: "Read an environment of the account's organizations",
    caller: 'signed-in',
    tables: access(session, { organizations: ['Query'] }),
  },
  {
    ...plain,
    name: 'openapi/read',
    method: 'GET',
    path: '/openapi.json',
    summary: 'Read this description of the API',
  },
  {
    ...plain,
    name: 'http/not-found',
    method: 'ANY',
    path: '/{proxy+}',
    summary: 'Answer requests without a route',
  },
] as const satisfies readonly Step[];

export type StepName = (typeof steps)[number]['name'];

/** Those that have rows: every stage has them. */
export const usedStepStacks: readonly StepStack[] = stepStacks.filter((stack) =>
  steps.some((row: Step) => row.stack === stack),
);
