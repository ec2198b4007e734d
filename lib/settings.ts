import { z } from 'zod';
import { contrast } from './colors.ts';

/** The periods CloudWatch Logs knows, in days. */
const retentionPeriodsDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

const hostName = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
const printable = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u;

function isOrigin(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.origin !== text) return false;
  const onThisMachine = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && onThisMachine);
}

/** A yes or no that may come from the command line, where everything is a string. */
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);
const wholeNumber = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).pipe(z.int());

function from(minimum: number, maximum: number) {
  return wholeNumber.pipe(z.number().min(minimum).max(maximum));
}

const hexColor = z
  .string()
  .transform((text) => text.toLowerCase())
  .pipe(z.string().regex(/^#[0-9a-f]{6}$/));
/** WCAG's contrast of text. */
const readable = 4.5;
const regionName = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/);
const commaSeparated = z.string().transform((text) => text.split(',').map((part) => part.trim()));

/** What each setting must look like, and the words that say so when it does not. */
const definitions = {
  stage: {
    schema: z.string().regex(/^[a-z][a-z0-9]{0,11}$/),
    wanted: '1 to 12 lower-case letters and digits, beginning with a letter, such as dev or prod',
  },
  publicOrigin: {
    schema: z.string().refine(isOrigin),
    wanted: 'the origin of the dashboard without a path, such as https://accounts.example.com',
  },
  domain: { schema: z.string().regex(hostName), wanted: 'a host name such as accounts.example.com' },
  hostedZoneId: {
    schema: z.string().regex(/^Z[A-Z0-9]{3,31}$/),
    wanted: 'the id of a Route 53 hosted zone, such as Z0123456789ABCDEFGHIJ',
  },
  hostedZoneName: {
    schema: z.string().regex(hostName),
    wanted: 'the name of that hosted zone, such as example.com',
  },
  sender: {
    schema: z.email().max(320),
    wanted: 'the address that mail comes from, such as no-reply@example.com',
  },
  senderIdentity: {
    schema: z.enum(['create', 'existing']),
    wanted:
      'create, or existing where the account already has this SES identity (a second stage with one sender)',
  },
  dmarcRecord: {
    schema: z.enum(['create', 'existing']),
    wanted:
      "create, or existing where the sender's domain has a DMARC record, or is to have none of this deployment",
  },
  brandName: {
    schema: z.string().trim().min(1).max(64).regex(printable),
    wanted: '1 to 64 characters without line breaks or control characters',
  },
  brandColor: {
    schema: hexColor.refine((color) => contrast(color, '#f2f5f8') >= readable),
    wanted: 'a colour such as #2253b0, dark enough to be read on white and to have white text on it',
  },
  brandColorDark: {
    schema: hexColor.refine((color) => contrast(color, '#232c36') >= readable),
    wanted: 'a colour for the dark theme such as #9dbdff, light enough to be read on nearly black',
  },
  passwordMinLength: { schema: from(8, 15), wanted: 'a whole number from 8 to 15' },
  keyVersion: { schema: from(1, 1_000_000), wanted: 'a whole number from 1' },
  edgeSecretVersion: { schema: from(1, 1_000_000), wanted: 'a whole number from 1' },
  logRetentionDays: {
    schema: wholeNumber.pipe(z.literal(retentionPeriodsDays)),
    wanted: `one of ${retentionPeriodsDays.join(', ')}`,
  },
  customerStorageKey: { schema: flag, wanted: 'true or false' },
  keyRotationDays: { schema: from(90, 2560), wanted: 'a whole number from 90 to 2560' },
  firewall: { schema: flag, wanted: 'true or false' },
  alarms: { schema: flag, wanted: 'true or false' },
  alarmAddress: {
    schema: z.email().max(320),
    wanted: 'the address that alarms are mailed to, such as operators@example.com',
  },
  dashboard: { schema: flag, wanted: 'true or false' },
  reservedConcurrency: { schema: flag, wanted: 'true or false' },
  region: { schema: regionName, wanted: 'an AWS region such as eu-central-1' },
  replicas: {
    schema: z.union([z.array(regionName), commaSeparated]).pipe(z.array(regionName).min(1)),
    wanted: 'other AWS regions, separated by commas, such as eu-west-1,eu-north-1',
  },
} as const;

type Name = keyof typeof definitions;
/** docs/settings.md tells of each. */
export const settingNames = Object.keys(definitions) as readonly Name[];
type Optional =
  | 'publicOrigin'
  | 'domain'
  | 'hostedZoneId'
  | 'hostedZoneName'
  | 'brandColor'
  | 'brandColorDark'
  | 'alarmAddress'
  | 'region'
  | 'replicas';
type Values = { readonly [name in Name]: z.output<(typeof definitions)[name]['schema']> };

/**
 * What an operator decides about a deployment. `stage` stands in every name, so that several live in one account.
 * `publicOrigin` is where the dashboard is reached (else the domain, else the CloudFront address). `keyVersion` and
 * `edgeSecretVersion` are counted up to rotate the data keys and the secret between CloudFront and the functions.
 * `brandColor` and `brandColorDark` are the accent of the light and the dark theme.
 * `dmarcRecord` is not made where the sender's domain is the hosted zone itself, unless asked for: other mail comes from there too.
 * `customerStorageKey` encrypts tables and logs with a key of the account's own, `keyRotationDays` says how often keys rotate;
 * `firewall` puts AWS WAF before all; `alarms`, `alarmAddress` and `dashboard` are what an operator watches it by;
 * `reservedConcurrency` sets functions that hash or mail their share of the account's; `replicas` keeps the tables in other
 * regions too. What each costs is in docs/cost.md.
 */
export type Settings = Omit<Values, Optional> & { readonly [name in Optional]?: Values[name] };

/** One or more settings are wrong; the message has one sentence for each. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

const isName = (name: string): name is Name => Object.hasOwn(definitions, name);

function unknownSetting(name: string): string {
  const near = Object.keys(definitions).find((known) => known.toLowerCase() === name.toLowerCase());
  const hint = near ? `did you mean "${near}"?` : `the settings are ${Object.keys(definitions).join(', ')}.`;
  return `There is no setting "${name}": ${hint}`;
}

function checkEach(given: Readonly<Record<string, unknown>>) {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    if (!isName(name)) {
      problems.push(unknownSetting(name));
      continue;
    }
    const { schema, wanted } = definitions[name];
    const result = schema.safeParse(value);
    if (result.success) values[name] = result.data;
    else problems.push(`The setting "${name}" is ${JSON.stringify(value)}; it must be ${wanted}.`);
  }
  return { values: values as { -readonly [name in Name]?: Values[name] }, problems };
}

const isWithin = (name: string, zone: string): boolean => name === zone || name.endsWith(`.${zone}`);

function checkTogether(values: { readonly [name in Name]?: Values[name] }): string[] {
  const { domain, hostedZoneId, hostedZoneName, publicOrigin, region, replicas = [] } = values;
  const problems: string[] = [];
  if (hostedZoneId && !domain)
    problems.push(
      'The setting "hostedZoneId" is given without "domain", the host name to create in that zone.',
    );
  if (hostedZoneName && !hostedZoneId)
    problems.push('The setting "hostedZoneName" is given without "hostedZoneId", the id of that zone.');
  if (domain && hostedZoneName && !isWithin(domain, hostedZoneName))
    problems.push(
      `The setting "domain" is "${domain}"; it must be "${hostedZoneName}" (the setting "hostedZoneName") or end in ".${hostedZoneName}".`,
    );
  if (domain && publicOrigin && publicOrigin !== `https://${domain}`)
    problems.push(
      `The setting "publicOrigin" is "${publicOrigin}"; beside the setting "domain" it must be "https://${domain}" or absent.`,
    );
  if (values.alarms === false && values.alarmAddress)
    problems.push('The setting "alarmAddress" is given beside "alarms" as false: there is nothing to mail.');
  if (new Set(replicas).size < replicas.length || (region && replicas.includes(region)))
    problems.push(
      'The setting "replicas" must name each region once, and not the one that is deployed to (the setting "region").',
    );
  return problems;
}

/**
 * Checks settings and fills in the defaults: from a program, or from the CDK context, where all values are strings.
 * @throws SettingsError with one sentence for each wrong or unknown setting.
 */
export function readSettings(given: Readonly<Record<string, unknown>>): Settings {
  const { values, problems } = checkEach(given);
  problems.push(...checkTogether(values));
  if (problems.length > 0) throw new SettingsError(problems.join('\n'));
  const stage = values.stage ?? 'dev';
  const production = stage === 'prod';
  const zoneName = values.hostedZoneId ? (values.hostedZoneName ?? values.domain) : undefined;
  const sender = values.sender ?? `no-reply@${values.domain ?? 'example.com'}`;
  const senderDomain = sender.slice(sender.lastIndexOf('@') + 1).toLowerCase();
  return {
    ...values,
    ...(zoneName ? { hostedZoneName: zoneName } : {}),
    stage,
    sender,
    senderIdentity: values.senderIdentity ?? 'create',
    dmarcRecord: values.dmarcRecord ?? (senderDomain === zoneName ? 'existing' : 'create'),
    brandName: values.brandName ?? 'Serverless MFA',
    passwordMinLength: values.passwordMinLength ?? 15,
    keyVersion: values.keyVersion ?? 1,
    edgeSecretVersion: values.edgeSecretVersion ?? 1,
    logRetentionDays: values.logRetentionDays ?? 90,
    customerStorageKey: values.customerStorageKey ?? production,
    // Each of a key's first two rotations adds a dollar a month.
    keyRotationDays: values.keyRotationDays ?? (production ? 365 : 2560),
    firewall: values.firewall ?? (production && values.domain !== undefined),
    alarms: values.alarms ?? (production || values.alarmAddress !== undefined),
    dashboard: values.dashboard ?? production,
    reservedConcurrency: values.reservedConcurrency ?? production,
  };
}

/** What the CDK CLI itself keeps in the context, under names without a mark of its own. */
const cliNames = ['acknowledged-issue-numbers', 'cli-telemetry'];

/** The settings in a CDK context, where the CDK's feature flags and look-ups (`@aws-cdk/…`, `aws:…`) stand too. */
export function settingsInContext(context: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const isSetting = (name: string) => !/[@:/=]/.test(name) && !cliNames.includes(name);
  return Object.fromEntries(Object.entries(context).filter(([name]) => isSetting(name)));
}
