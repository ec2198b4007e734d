import { type Step, type StepName, steps } from '../../functions/steps.ts';
import { stepConcurrency } from '../../lib/concurrency.ts';
import { throttles } from '../../lib/throttles.ts';
import { assumed, type Units } from './model.ts';

/** A limit, and at how many sign-ins a second it binds; undefined if it does not concern them. */
export interface Limit {
  readonly what: string;
  readonly email: number | undefined;
  readonly authenticator: number | undefined;
  readonly raise: string;
}

/** Of an AWS account at first, as AWS documents them. */
const quotas = {
  sandboxMailsPerSecond: 1,
  productionMailsPerSecond: 14,
  newAccountConcurrency: 10,
  concurrency: 1000,
  httpApiRequestsPerSecond: 10_000,
  tableWriteUnitsPerSecond: 4000,
} as const;

function reserved(name: StepName): number {
  const step = (steps as readonly (Step & { readonly name: StepName })[]).find((one) => one.name === name);
  return (step && stepConcurrency(step)) ?? Number.POSITIVE_INFINITY;
}

/** The limits that sign-ins meet, those of a code by email in the order in which it meets them. */
export function limitsOf(units: Units): readonly Limit[] {
  const { hash, mail, code } = assumed.seconds;
  const writes = (method: string) =>
    (units[`sign-in, ${method}`]?.writeUnits ?? 0) + (units[`submit ${method} code`]?.writeUnits ?? 0);
  const both = (of: (method: 'email' | 'authenticator', signInSeconds: number) => number) => ({
    email: of('email', hash + mail),
    authenticator: of('authenticator', hash),
  });
  const lambda =
    'Service Quotas, *AWS Lambda*, concurrent executions: `aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384`';
  const ses =
    'Service Quotas, *Amazon Simple Email Service (SES)*: the sending rate and quota, then `dailyMails`';
  const all: readonly Limit[] = [
    {
      what: "SES's sandbox",
      email: quotas.sandboxMailsPerSecond,
      authenticator: undefined,
      raise: 'production access, see [Operating](operating.md)',
    },
    {
      what: 'SES, mails a second of an account with production access, at first',
      email: quotas.productionMailsPerSecond,
      authenticator: undefined,
      raise: ses,
    },
    {
      what: `Lambda, ${quotas.newAccountConcurrency} functions at once in a new account`,
      ...both((_, seconds) => quotas.newAccountConcurrency / (seconds + code)),
      raise: lambda,
    },
    {
      what: `reserved concurrency of \`auth/sign-in\` in \`prod\`, ${reserved('auth/sign-in')}`,
      ...both((_, seconds) => reserved('auth/sign-in') / seconds),
      raise: '`lib/concurrency.ts`',
    },
    {
      what: `throttle of the routes, ${throttles.tight.rate} requests a second each`,
      ...both(() => throttles.tight.rate),
      raise: '`lib/throttles.ts`',
    },
    {
      what: `DynamoDB, ${quotas.tableWriteUnitsPerSecond.toLocaleString('en-US')} write units a second of a new table, if all were in one table`,
      ...both((method) => quotas.tableWriteUnitsPerSecond / writes(method)),
      raise: 'nothing: on-demand tables grow by themselves; before a rush, warm throughput',
    },
    {
      what: `Lambda, ${quotas.concurrency.toLocaleString('en-US')} functions at once`,
      ...both((_, seconds) => quotas.concurrency / (seconds + code)),
      raise: lambda,
    },
    {
      what: `HTTP API, ${quotas.httpApiRequestsPerSecond.toLocaleString('en-US')} requests a second in the account`,
      ...both(() => quotas.httpApiRequestsPerSecond / 2),
      raise: 'Service Quotas, *Amazon API Gateway*',
    },
  ];
  return [...all].sort((a, b) => (a.email ?? 0) - (b.email ?? 0));
}
