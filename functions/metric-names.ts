/** The metrics that functions count. Each is counted per stage, and `Refusals` also by outcome. */
export const metricNamespace = 'serverless-mfa';

export const metricNames = [
  /** Sessions that sign-ins have created. */
  'SignIns',
  /** Sign-ins of the job that signs in on a schedule, which worked from the password to signing out. */
  'SignInChecks',
  /** Accounts that were created by the code of a registration. */
  'Registrations',
  /** Requests that were refused. The dimension `Outcome` is the slug of the problem. */
  'Refusals',
  /** Internal errors in operations and jobs. */
  'Errors',
  /** Errors because AWS denied a call: a permission or a key is missing. */
  'Denials',
  /** KMS keys of the stage that are disabled, scheduled for deletion or gone, each time that a job looks. */
  'UnusableKeys',
  'FactorsDisabled',
  /** Methods that were locked after too many wrong codes. */
  'LockedMethods',
  'MailsSent',
  /** Mails that SES did not accept. */
  'MailFailures',
  'CodesSent',
  'Bounces',
  'Complaints',
] as const;
export type MetricName = (typeof metricNames)[number];
