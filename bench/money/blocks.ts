import { breakEven, type CognitoTier, cognitoCost } from './cognito.ts';
import { limitsOf } from './limits.ts';
import {
  type Act,
  type ActName,
  actsOf,
  assumed,
  costOf,
  customMetrics,
  idleCost,
  idleMonth,
  monthlyCost,
  type PricedUnit,
  stageUnits,
  type Units,
  uses,
} from './model.ts';
import { cognitoPrices, type Price, type PriceName, pages, priceOf, prices, region } from './prices.ts';
import { dollars, list, table, whole } from './words.ts';

/** The parts of documents that are computed, by name. */
export function blocksOf(units: Units): Readonly<Record<string, string>> {
  const acts = actsOf(units);
  return {
    idle: idle(),
    later: later(),
    acts: actTable(acts),
    metrics: metrics(),
    months: months(acts),
    limits: limits(units),
    prices: priceTable(),
    summary: summary(acts),
  };
}

const million = 1_000_000;
const perMillion = (amount: number) => dollars(amount * million);

const idleRows: readonly {
  readonly unit: PricedUnit;
  readonly what: string;
  readonly setting: string;
}[] = [
  { unit: 'secretsKeys', what: 'KMS key that wraps the data keys', setting: 'always present' },
  {
    unit: 'edgeSecrets',
    what: 'secret between CloudFront and the functions',
    setting: 'always present; a second one with `edgeSecretNext`, or while `edgeSecretVersion` is above 1',
  },
  { unit: 'storageKeys', what: 'KMS key for tables and logs', setting: '`customerStorageKey`' },
  { unit: 'webAcls', what: 'firewall: web ACL', setting: '`firewall`' },
  { unit: 'webAclRules', what: 'firewall: rules', setting: '`firewall`' },
  {
    unit: 'alarmMetrics',
    what: `metrics of ${stageUnits.alarms.prod} alarms`,
    setting: '`alarms`, `alarmAddress`; the first ten metrics of an account are free',
  },
  {
    unit: 'dashboards',
    what: 'dashboard',
    setting: '`dashboard`; the first three of an account are free',
  },
];

function idle(): string {
  const count = (amount: number) => (amount === 0 ? '' : String(amount));
  const rows = idleRows.map(({ unit, what, setting }) => {
    const { byDefault, prod } = stageUnits[unit];
    return [what, count(byDefault), count(prod), setting, dollars(idleCost(unit, 'prod'))];
  });
  const total = [
    '**total, dollars per month**',
    `**${dollars(idleMonth('byDefault'))}**`,
    `**${dollars(idleMonth('prod'))}**`,
  ];
  const withoutFirewall = idleMonth('prod', ['webAcls', 'webAclRules']);
  return `${table(
    ['what', 'by default', '`prod` with a domain', 'setting', 'dollars per month'],
    [...rows, [...total, '', '']],
  )}

Without a domain \`prod\` has no firewall, and costs ${dollars(withoutFirewall)} while idle.`;
}

function later(): string {
  const rotation = priceOf('kmsRotationMonth');
  const replica = priceOf('kmsKeyMonth');
  return `What else can be added: ${dollars(rotation)} a month for each of the first two rotations of each key (\`keyRotationDays\`: after 7
years by default, after one in \`prod\`); ${dollars(replica)} for the keys of each region of \`replicas\`, and ${dollars(replica)} more with
\`customerStorageKey\`; ${dollars(priceOf('hostedZoneMonth'))} for the hosted zone, which is your own.`;
}

const services: readonly { readonly what: string; readonly names: readonly PriceName[] }[] = [
  { what: 'DynamoDB', names: ['dynamodbReadUnit', 'dynamodbWriteUnit'] },
  { what: 'Lambda', names: ['lambdaRequest', 'lambdaArmGigabyteSecond'] },
  { what: 'HTTP API', names: ['httpApiRequest'] },
  { what: 'CloudFront', names: ['cloudFrontRequest', 'cloudFrontGigabyte'] },
  { what: 'firewall', names: ['webAclRequest'] },
  { what: 'logs, and masking them', names: ['logGigabyte', 'maskedGigabyte'] },
  { what: 'traces', names: ['trace'] },
  { what: 'KMS', names: ['kmsRequest'] },
];

function actTable(acts: Readonly<Record<ActName, Act>>): string {
  const columns = [acts.email, acts.authenticator, acts.verify];
  const cells = (of: (act: Act) => number) => columns.map((act) => perMillion(of(act)));
  const { seconds, logGigabytes, tracedShare } = assumed;
  return `${table(
    ['dollars per million', 'sign-ins with a code by email', 'with an authenticator', '`GET /auth/verify`'],
    [
      ...services.map(({ what, names }) => [what, ...cells((act) => costOf(act, names))]),
      ['**without mail**', ...cells((act) => costOf(act)).map((cell) => `**${cell}**`)],
      ['mail', ...cells((act) => act.mails * priceOf('mail'))],
      [
        '**total**',
        ...cells((act) => costOf(act) + act.mails * priceOf('mail')).map((cell) => `**${cell}**`),
      ],
    ],
  )}

The units of DynamoDB are measured (\`bench/recorded.json\`; for a known device). Assumed are the billed time in Lambda (${seconds.hash} s for a request with the
hash of a password, ${seconds.mail} s more with a mail, ${seconds.code} s for a code, ${seconds.verify} s for a verification), ${logGigabytes * million} KB of logs for each request,
and that X-Ray takes ${tracedShare * 100} % of the requests: it takes more while there are few, at most ${dollars(2 * million * priceOf('trace'))} dollars per million sign-ins.`;
}

const metrics = () =>
  `**Custom metrics** cost ${dollars(priceOf('customMetricMonth'))} a month for each one in use, billed by the hour. A stage has at most ${customMetrics}:
${dollars(customMetrics * priceOf('customMetricMonth'))} a month if all are in use all the time.`;

function months(acts: Readonly<Record<ActName, Act>>): string {
  const rows = [1000, 100_000, 10_000_000].flatMap((users) =>
    uses.map((use) => [
      `${whole(users)} users, ${use.name}`,
      dollars(monthlyCost(acts.email, acts.verify, use, users)),
      dollars(monthlyCost(acts.authenticator, acts.verify, use, users)),
      dollars(cognitoCost('lite', users)),
      dollars(cognitoCost('essentials', users)),
    ]),
  );
  const even = (tier: CognitoTier) =>
    list(
      uses
        .map((use) => breakEven(tier, acts.email, acts.verify, use))
        .map((users) => (users === undefined ? 'no number of' : whole(users))),
    );
  return `${table(['dollars per month', 'email', 'authenticator', 'Cognito Lite', 'Cognito Essentials'], rows)}

For the three uses in this order, \`prod\` with codes by email costs less than Cognito Lite from about ${even('lite')} users on, and
less than Cognito Essentials from about ${even('essentials')} users on.`;
}

function limits(units: Units): string {
  const perSecond = (amount: number | undefined) => (amount === undefined ? '' : whole(Math.floor(amount)));
  return table(
    ['limit', 'by email, a second', 'by authenticator, a second', 'what to raise'],
    limitsOf(units).map(({ what, email, authenticator, raise }) => [
      what,
      perSecond(email),
      perSecond(authenticator),
      raise,
    ]),
  );
}

function priceTable(): string {
  const row = ({ dollars: amount, for: count, unit, page }: Price) => {
    const { url, readIn } = pages[page];
    return [`${count ? `${whole(count)} ` : ''}${unit}`, String(amount), `[${page}](${url}), ${readIn}`];
  };
  const ofCognito = (Object.keys(cognitoPrices) as readonly CognitoTier[]).flatMap((tier) =>
    cognitoPrices[tier].map(({ users, dollars: amount }): Price => {
      const which = Number.isFinite(users) ? `up to ${whole(users)}` : 'all others';
      return { dollars: amount, unit: `active user and month, ${tier}: ${which}`, page: 'Cognito' };
    }),
  );
  const all = [...(Object.values(prices) as readonly Price[]), ...ofCognito];
  return table(['price', 'dollars', `page, and when it was read, for ${region}`], all.map(row));
}

function summary({ email, authenticator }: Readonly<Record<ActName, Act>>): string {
  const withMail = costOf(email) + email.mails * priceOf('mail');
  return `An idle stage costs ${dollars(idleMonth('byDefault'))} dollars a month (\`prod\` with firewall and alarms ${dollars(idleMonth('prod'))}). A million sign-ins cost
about ${whole(Math.round(costOf(authenticator) * million))} dollars with an authenticator, and ${whole(Math.round(withMail * million))} with a code by email, most of it for the mail: [costs](docs/cost.md).`;
}
