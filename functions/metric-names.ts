/** What the functions count, and what alarms and dashboard read. Each is counted per stage; `Refusals` by outcome too. */
export const metricNamespace = 'serverless-mfa';

export const metricNames = [
  /** Sessions that a sign-in ended with. */
  'SignIns',
  /** Accounts that were confirmed. */
  'Registrations',
  /** Requests that were refused; their dimension `Outcome` is the slug of the problem. */
  'Refusals',
  /** Failures of our own, in steps and jobs. */
  'Errors',
  /** Of these, calls that AWS denied: a permission or a key is missing. */
  'Denials',
  'FactorsDisabled',
  /** Methods that too many wrong codes have locked. */
  'LockedMethods',
  'MailsSent',
  'CodesSent',
  'Bounces',
  'Complaints',
] as const;
export type MetricName = (typeof metricNames)[number];
