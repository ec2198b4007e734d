import { memoryMegabytes } from '../../functions/steps.ts';
import { stepConcurrency } from '../../lib/concurrency.ts';
import { throttles } from '../../lib/throttles.ts';
import { prices } from './prices.ts';

/** What one request needs. Units and calls are measured; times and sizes are assumptions. */
interface Need {
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly memory: keyof typeof memoryMegabytes;
  readonly seconds: number;
  readonly mails: number;
}

/** The measured units of a request of the walk through the guide. */
export type Units = Readonly<Record<string, { readonly readUnits: number; readonly writeUnits: number }>>;

const perRequest = { responseGigabytes: 1.5e-6, logGigabytes: 1e-6, tracedShare: 0.05 };

function costOf({ readUnits, writeUnits, memory, seconds, mails }: Need): number {
  const gigabytes = memoryMegabytes[memory] / 1024;
  return (
    prices.httpApiRequest +
    prices.cloudFrontRequest +
    prices.cloudFrontGigabyte * perRequest.responseGigabytes +
    prices.firewallRequest +
    prices.lambdaRequest +
    prices.lambdaArmGigabyteSecond * gigabytes * seconds +
    prices.dynamodbReadUnit * readUnits +
    prices.dynamodbWriteUnit * writeUnits +
    prices.mail * mails +
    prices.logGigabyte * perRequest.logGigabytes +
    prices.trace * perRequest.tracedShare
  );
}

/** Dollars for each thing that users do. */
export interface UnitCosts {
  readonly email: number;
  /** The same without the mail, which products with an authentication service of AWS pay as well. */
  readonly emailWithoutMail: number;
  readonly authenticator: number;
  readonly verify: number;
}

/** Seconds of processor time in Lambda: with the hash of the password, and without. */
const seconds = { hashing: 0.15, other: 0.05, verify: 0.02 };

export function unitCosts(units: Units): UnitCosts {
  const need = (name: string, memory: Need['memory'], time: number, mails = 0): Need => {
    const measured = units[name];
    if (!measured) throw new Error(`${name} was not measured`);
    return { ...measured, memory, seconds: time, mails };
  };
  const signIn = (method: string, mails: number) =>
    costOf(need(`sign-in, ${method}`, 'hashing', seconds.hashing, mails)) +
    costOf(need(`submit ${method} code`, 'standard', seconds.other));
  const emailWithoutMail = signIn('email', 0);
  return {
    email: emailWithoutMail + prices.mail,
    emailWithoutMail,
    authenticator: signIn('authenticator', 0),
    verify: costOf(need('verify', 'standard', seconds.verify)),
  };
}

/** How a product uses the service, per user and month. */
export interface Use {
  readonly name: string;
  readonly signIns: number;
  readonly verifiesPerSignIn: number;
}

export const uses: readonly Use[] = [
  { name: '4 sign-ins, verified offline', signIns: 4, verifiesPerSignIn: 0 },
  { name: '4 sign-ins, 20 verifications each', signIns: 4, verifiesPerSignIn: 20 },
  { name: '22 sign-ins, 20 verifications each', signIns: 22, verifiesPerSignIn: 20 },
];

export const monthlyCost = (signIn: number, verify: number, { signIns, verifiesPerSignIn }: Use): number =>
  signIns * (signIn + verifiesPerSignIn * verify);

/** What Amazon Cognito charges for the monthly active users. Mails cost extra there too. */
export function cognitoCost(tier: 'lite' | 'essentials', users: number): number {
  let counted = 0;
  let cost = 0;
  for (const { users: upTo, price } of prices.cognito[tier]) {
    const here = Math.max(0, Math.min(users, upTo) - counted);
    cost += here * price;
    counted += here;
  }
  return cost;
}

/** A limit, and at how many sign-ins a second it binds. */
export interface Quota {
  readonly what: string;
  readonly perSecond: number;
  readonly raise: string;
}

/** The limits that a sign-in with a mailed code meets, the lowest first. */
export function quotas(units: Units): readonly Quota[] {
  const concurrent = stepConcurrency({ memory: 'hashing', mail: true }) ?? Number.POSITIVE_INFINITY;
  const writes = (units['sign-in, email']?.writeUnits ?? 0) + (units['submit email code']?.writeUnits ?? 0);
  const all: readonly Quota[] = [
    {
      what: 'SES, mails a second in a new production account',
      perSecond: 14,
      raise: 'the sending quota of SES',
    },
    {
      what: 'reserved concurrency of `auth/sign-in` in `prod`',
      perSecond: concurrent / (seconds.hashing + seconds.other),
      raise: '`lib/concurrency.ts`',
    },
    { what: 'throttle of the route', perSecond: throttles.tight.rate, raise: '`lib/throttles.ts`' },
    {
      what: 'DynamoDB, 4,000 write units a second of a new table, if all were in one table',
      perSecond: Math.floor(4000 / writes),
      raise: 'nothing: on-demand tables double by themselves, or can be warmed',
    },
  ];
  return [...all].sort((a, b) => a.perSecond - b.perSecond);
}
