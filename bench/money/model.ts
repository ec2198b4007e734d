import { problemTypes } from '../../functions/http/problem-types.ts';
import { metricNames } from '../../functions/metric-names.ts';
import { memoryMegabytes } from '../../functions/steps.ts';
import { type PriceName, priceOf } from './prices.ts';

/** The measured units of a request of the walk through the guide. */
export type Units = Readonly<Record<string, { readonly readUnits: number; readonly writeUnits: number }>>;

/** What nobody has measured on AWS. docs/cost.md lists them. */
export const assumed = {
  /** Billed seconds: of a request with the hash of a password, of a mail on top, of a code, and of a verification. */
  seconds: { hash: 0.15, mail: 0.1, code: 0.05, verify: 0.02 },
  /** Of a request. */
  responseGigabytes: 1.5e-6,
  logGigabytes: 1e-6,
  /** A function reads its keys once, when it starts. */
  coldStartShare: 0.001,
  /** X-Ray takes one request a second, and this share of the others. */
  tracedShare: 0.05,
  /** The rows of an account with two factors and ten recovery codes, and an entry of its log, with keys. */
  accountGigabytes: 3e-6,
  entryGigabytes: 0.5e-6,
} as const;

/** Log entries are kept for 400 days. */
const entryMonths = 400 / (365 / 12);
const secondsPerMonth = (365 / 12) * 24 * 3600;

/** How much of each thing that has a price is needed. */
type Amounts = Partial<Record<PriceName, number>>;

/** What a user does. `mails` are apart, because products with another service pay for them as well. */
export interface Act {
  readonly requests: number;
  readonly mails: number;
  readonly amounts: Amounts;
}

interface Need {
  readonly measuredAs: string;
  readonly memory: keyof typeof memoryMegabytes;
  readonly seconds: number;
}

function requestAmounts({ measuredAs, memory, seconds }: Need, units: Units): Amounts {
  const measured = units[measuredAs];
  if (!measured) throw new Error(`${measuredAs} was not measured`);
  return {
    httpApiRequest: 1,
    cloudFrontRequest: 1,
    cloudFrontGigabyte: assumed.responseGigabytes,
    webAclRequest: 1,
    lambdaRequest: 1,
    lambdaArmGigabyteSecond: (memoryMegabytes[memory] / 1024) * seconds,
    dynamodbReadUnit: measured.readUnits,
    dynamodbWriteUnit: measured.writeUnits,
    kmsRequest: memory === 'hashing' ? assumed.coldStartShare : 0,
    logGigabyte: assumed.logGigabytes,
    maskedGigabyte: assumed.logGigabytes,
    trace: assumed.tracedShare,
  };
}

function actOf(needs: readonly Need[], mails: number, units: Units): Act {
  const amounts: Amounts = {};
  for (const need of needs)
    for (const [name, amount] of Object.entries(requestAmounts(need, units)) as [PriceName, number][])
      amounts[name] = (amounts[name] ?? 0) + amount;
  return { requests: needs.length, mails, amounts };
}

export type ActName = 'email' | 'authenticator' | 'verify';

/** Sign-ins with a code by email and with an authenticator, from a known place, and verifying a session. */
export function actsOf(units: Units): Readonly<Record<ActName, Act>> {
  const { hash, mail, code, verify } = assumed.seconds;
  const signIn = (method: string, seconds: number): readonly Need[] => [
    { measuredAs: `sign-in, ${method}`, memory: 'hashing', seconds },
    { measuredAs: `submit ${method} code`, memory: 'standard', seconds: code },
  ];
  return {
    email: actOf(signIn('email', hash + mail), 1, units),
    authenticator: actOf(signIn('authenticator', hash), 0, units),
    verify: actOf([{ measuredAs: 'verify', memory: 'standard', seconds: verify }], 0, units),
  };
}

/** Dollars for some of the things that an act needs; for all of them but its mails by default. */
export function costOf(act: Act, names = Object.keys(act.amounts) as readonly PriceName[]): number {
  return names.reduce((sum, name) => sum + priceOf(name) * (act.amounts[name] ?? 0), 0);
}

/** How many of each thing that costs money while idle a stage has. A test counts them in the templates. */
export const stageUnits = {
  secretsKeys: { byDefault: 1, prod: 1 },
  edgeSecrets: { byDefault: 1, prod: 1 },
  storageKeys: { byDefault: 0, prod: 1 },
  webAcls: { byDefault: 0, prod: 1 },
  webAclRules: { byDefault: 0, prod: 4 },
  alarms: { byDefault: 0, prod: 19 },
  alarmMetrics: { byDefault: 0, prod: 31 },
  dashboards: { byDefault: 0, prod: 1 },
} as const;

export const stagePrices = {
  secretsKeys: 'kmsKeyMonth',
  edgeSecrets: 'secretMonth',
  storageKeys: 'kmsKeyMonth',
  webAcls: 'webAclMonth',
  webAclRules: 'webAclRuleMonth',
  alarmMetrics: 'alarmMetricMonth',
  dashboards: 'dashboardMonth',
} as const satisfies Partial<Record<keyof typeof stageUnits, PriceName>>;

export type PricedUnit = keyof typeof stagePrices;
export type StageKind = 'byDefault' | 'prod';

/** Dollars per month for something of an idle stage. */
export const idleCost = (name: PricedUnit, kind: StageKind): number =>
  stageUnits[name][kind] * priceOf(stagePrices[name]);

/** Dollars per month for an idle stage. */
export const idleMonth = (kind: StageKind, without: readonly PricedUnit[] = []): number =>
  (Object.keys(stagePrices) as readonly PricedUnit[])
    .filter((name) => !without.includes(name))
    .reduce((sum, name) => sum + idleCost(name, kind), 0);

/** The most custom metrics that a stage has in use: each for the stage, and the refusals for each type of problem. */
export const customMetrics = metricNames.length + Object.keys(problemTypes).length;

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

/** Dollars per month for `prod` with a domain and so many users: the idle stage, metrics, requests and tables, without mails. */
export function monthlyCost(signIn: Act, verify: Act, use: Use, users: number): number {
  const signIns = users * use.signIns;
  const verifies = signIns * use.verifiesPerSignIn;
  const requests = signIns * signIn.requests + verifies * verify.requests;
  // The share is in the acts already.
  const tracedMore = Math.min(requests, secondsPerMonth) * (1 - assumed.tracedShare);
  const gigabytes = users * assumed.accountGigabytes + signIns * entryMonths * assumed.entryGigabytes;
  return (
    idleMonth('prod') +
    customMetrics * priceOf('customMetricMonth') +
    signIns * costOf(signIn) +
    verifies * costOf(verify) +
    tracedMore * priceOf('trace') +
    gigabytes * (priceOf('dynamodbGigabyteMonth') + priceOf('dynamodbBackupGigabyteMonth'))
  );
}
