import type { Step, StepStack, TableAccess } from './steps.ts';

/**
 * The table of jobs: one row for each function that has a trigger instead of a route. The permissions and the trigger of a job
 * are generated from its row. The row `mail/record-bounce` is handled by the file `jobs/mail/record-bounce.ts`.
 */

/** The time between two runs, as an EventBridge expression. */
export type Rate =
  | `rate(${1} ${'minute' | 'hour' | 'day'})`
  | `rate(${number} ${'minutes' | 'hours' | 'days'})`;

/** `mailEvents`: the job runs for each mail that bounced, was reported as spam, or was rejected by SES. */
export type Trigger = { readonly schedule: Rate } | { readonly mailEvents: true };

export interface Job {
  readonly name: string;
  readonly summary: string;
  readonly trigger: Trigger;
  readonly tables: TableAccess;
  readonly mail: boolean;
  readonly keys: Step['keys'];
  readonly memory: Step['memory'];
  /** Whether it looks at the states of the KMS keys of the stage. */
  readonly watchesKeys?: true;
  /** The setting without which it never runs; absent if it always does. */
  readonly setting?: 'signInCheck';
  readonly timeoutSeconds: number;
  /** The stack that it is deployed in. A job that was deployed must stay where it is. */
  readonly stack: StepStack;
}

export const jobs = [
  {
    name: 'mail/record-bounce',
    summary: 'Mark the account whose mail bounced or was reported as spam',
    trigger: { mailEvents: true },
    tables: { users: ['BatchGetItem', 'UpdateItem'] },
    mail: false,
    keys: [],
    memory: 'standard',
    timeoutSeconds: 30,
    stack: 'service-2',
  },
  {
    name: 'orgs/remind',
    summary: 'Remind members by mail of the date from which their organization requires a factor',
    trigger: { schedule: 'rate(1 hour)' },
    tables: {
      users: ['BatchGetItem'],
      challenges: ['UpdateItem'],
      organizations: ['BatchGetItem', 'Query', 'UpdateItem', 'DeleteItem'],
    },
    mail: true,
    keys: [],
    memory: 'standard',
    timeoutSeconds: 300,
    stack: 'service-2',
  },
  {
    name: 'mfa/carry-out-resets',
    summary: 'Carry out the resets that operators requested a day ago, unless the user cancelled them',
    trigger: { schedule: 'rate(1 hour)' },
    tables: {
      users: ['BatchGetItem', 'UpdateItem'],
      organizations: ['BatchGetItem'],
      factors: ['Query', 'DeleteItem'],
      // Its notices take from pots.
      challenges: ['UpdateItem'],
      events: ['PutItem'],
    },
    mail: true,
    keys: [],
    memory: 'standard',
    timeoutSeconds: 300,
    stack: 'service-2',
  },
  {
    name: 'deletions/carry-out',
    summary:
      'Delete accounts and organizations a week after it was asked for, unless they were kept; tell members before',
    trigger: { schedule: 'rate(1 hour)' },
    tables: {
      users: ['BatchGetItem', 'UpdateItem', 'DeleteItem'],
      factors: ['Query', 'DeleteItem'],
      challenges: ['UpdateItem'],
      sessions: ['Query', 'DeleteItem'],
      organizations: ['BatchGetItem', 'Query', 'UpdateItem', 'PutItem', 'DeleteItem'],
      events: ['Query', 'PutItem', 'DeleteItem'],
    },
    mail: true,
    keys: [],
    memory: 'standard',
    timeoutSeconds: 300,
    stack: 'service-2',
  },
  {
    name: 'mfa/report-wrong-codes',
    summary: 'Report by mail the wrong codes of challenges that ended without success',
    trigger: { schedule: 'rate(10 minutes)' },
    tables: {
      users: ['BatchGetItem'],
      challenges: ['BatchGetItem', 'UpdateItem'],
      events: ['Query'],
    },
    mail: true,
    keys: [],
    memory: 'standard',
    timeoutSeconds: 300,
    stack: 'service-2',
  },
  {
    name: 'keys/rotate',
    summary: 'Make the next signing key a day before it signs, and remove those that no valid token needs',
    trigger: { schedule: 'rate(1 day)' },
    tables: { keys: ['BatchGetItem', 'PutItem'] },
    mail: false,
    keys: ['signing'],
    memory: 'standard',
    timeoutSeconds: 60,
    stack: 'service-2',
  },
  {
    name: 'auth/check-sign-in',
    summary: 'Sign in to an account of its own with an authenticator, through the public API',
    trigger: { schedule: 'rate(10 minutes)' },
    tables: {
      users: ['BatchGetItem', 'PutItem', 'UpdateItem'],
      factors: ['PutItem'],
      sessions: ['BatchGetItem', 'PutItem'],
    },
    mail: false,
    keys: ['sealing', 'sign-in-check'],
    setting: 'signInCheck',
    memory: 'standard',
    timeoutSeconds: 60,
    stack: 'service-2',
  },
  {
    name: 'keys/check',
    summary: 'Look whether the KMS keys can be used, and count those that cannot',
    trigger: { schedule: 'rate(1 hour)' },
    tables: {},
    mail: false,
    keys: [],
    watchesKeys: true,
    memory: 'standard',
    timeoutSeconds: 60,
    stack: 'service-2',
  },
] as const satisfies readonly Job[];

export type JobName = (typeof jobs)[number]['name'];
