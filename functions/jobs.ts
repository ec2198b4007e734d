import type { Step, TableAccess } from './steps.ts';

/**
 * THE SECOND TABLE: one row per job, a function that no route leads to. From it come each job's permissions and what
 * sets it off; the row `mail/record-bounce` is the file `jobs/mail/record-bounce.ts`.
 */

/** A time between two runs, as EventBridge writes it. */
export type Rate =
  | `rate(${1} ${'minute' | 'hour' | 'day'})`
  | `rate(${number} ${'minutes' | 'hours' | 'days'})`;

/** `mailEvents`: what SES tells of mails that came back, that their readers complained of, or that it refused. */
export type Trigger = { readonly schedule: Rate } | { readonly mailEvents: true };

export interface Job {
  readonly name: string;
  readonly summary: string;
  readonly trigger: Trigger;
  readonly tables: TableAccess;
  readonly mail: boolean;
  readonly keys: Step['keys'];
  readonly memory: Step['memory'];
  readonly timeoutSeconds: number;
}

export const jobs = [
  {
    name: 'mail/record-bounce',
    summary: 'Mark the account whose mail came back or was complained of',
    trigger: { mailEvents: true },
    tables: { users: ['BatchGetItem', 'UpdateItem'] },
    mail: false,
    keys: [],
    memory: 'standard',
    timeoutSeconds: 30,
  },
  {
    name: 'orgs/remind',
    summary: 'Remind members by mail of the date from which their organization requires a factor',
    trigger: { schedule: 'rate(1 hour)' },
    tables: {
      users: ['BatchGetItem'],
      organizations: ['BatchGetItem', 'Query', 'UpdateItem', 'DeleteItem'],
    },
    mail: true,
    keys: [],
    memory: 'standard',
    timeoutSeconds: 300,
  },
  {
    name: 'mfa/carry-out-resets',
    summary: 'Reset the factors that an operator asked for a day ago, unless the user cancelled it',
    trigger: { schedule: 'rate(1 hour)' },
    tables: {
      users: ['BatchGetItem', 'UpdateItem'],
      factors: ['Query', 'DeleteItem'],
      events: ['PutItem'],
    },
    mail: true,
    keys: [],
    memory: 'standard',
    timeoutSeconds: 300,
  },
] as const satisfies readonly Job[];

export type JobName = (typeof jobs)[number]['name'];
