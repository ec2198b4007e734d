import { z } from 'zod';
import { contrast } from './colors.ts';

/** The retention periods that CloudWatch Logs supports. */
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

function isRegistrationPolicy(text: string): boolean {
  const [, domains] = /^domains=(.*)$/.exec(text) ?? [];
  return (
    ['open', 'invited'].includes(text) || domains?.split(',').every((name) => hostName.test(name)) === true
  );
}

/** A boolean, which is a string if it comes from the command line. */
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);
const wholeNumber = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).pipe(z.int());

function wholeNumberBetween(minimum: number, maximum: number) {
  return wholeNumber.pipe(z.number().min(minimum).max(maximum));
}

/** What pages and mails link to. */
const secureUrl = z.url({ protocol: /^https$/ }).max(500);

const hexColor = z
  .string()
  .transform((text) => text.toLowerCase())
  .pipe(z.string().regex(/^#[0-9a-f]{6}$/));
/** The least contrast of text (WCAG 2.2, 1.4.3). */
const leastTextContrast = 4.5;
const regionName = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/);
const commaSeparated = z.string().transform((text) => text.split(',').map((part) => part.trim()));

/** What each setting must look like; `expected` completes the sentence "it must be …". */
const definitions = {
  stage: {
    schema: z.string().regex(/^[a-z][a-z0-9]{0,11}$/),
    expected: '1 to 12 lower-case letters and digits, beginning with a letter, such as dev or prod',
  },
  publicOrigin: {
    schema: z.string().refine(isOrigin),
    expected: 'the origin of the dashboard without a path, such as https://accounts.example.com',
  },
  domain: { schema: z.string().regex(hostName), expected: 'a host name such as accounts.example.com' },
  hostedZoneId: {
    schema: z.string().regex(/^Z[A-Z0-9]{3,31}$/),
    expected: 'the id of a Route 53 hosted zone, such as Z0123456789ABCDEFGHIJ',
  },
  hostedZoneName: {
    schema: z.string().regex(hostName),
    expected: 'the name of that hosted zone, such as example.com',
  },
  sender: {
    schema: z.email().max(320),
    expected: 'the email address that mail is sent from, such as no-reply@example.com',
  },
  senderIdentity: {
    schema: z.enum(['create', 'existing']),
    expected:
      'create, or existing if the AWS account already has this SES identity (because another stage has the same sender)',
  },
  dmarcRecord: {
    schema: z.enum(['create', 'existing']),
    expected:
      "create, or existing if the sender's domain has a DMARC record already, or should not get one from this deployment",
  },
  brandName: {
    schema: z.string().trim().min(1).max(64).regex(printable),
    expected: '1 to 64 characters without line breaks or control characters',
  },
  brandColor: {
    schema: hexColor.refine((color) => contrast(color, '#f2f5f8') >= leastTextContrast),
    expected:
      'a color such as #2253b0, dark enough to be readable on white and as a background of white text',
  },
  brandColorDark: {
    schema: hexColor.refine((color) => contrast(color, '#232c36') >= leastTextContrast),
    expected: 'a color for the dark theme such as #9dbdff, light enough to be readable on nearly black',
  },
  supportAddress: {
    schema: z.email().max(320),
    expected: 'the email address where users get help, such as support@example.com',
  },
  termsUrl: {
    schema: secureUrl,
    expected: 'the URL of your terms of use, such as https://www.example.com/terms',
  },
  privacyUrl: {
    schema: secureUrl,
    expected: 'the URL of your privacy notice, such as https://www.example.com/privacy',
  },
  registration: {
    schema: z.string().refine(isRegistrationPolicy),
    expected:
      'open, invited, or domains= with the domains of email addresses separated by commas, such as domains=example.com',
  },
  dailyMails: {
    schema: wholeNumberBetween(1, 100_000_000),
    expected: 'a whole number from 1: the sending quota of SES for 24 hours',
  },
  passwordMinLength: { schema: wholeNumberBetween(8, 15), expected: 'a whole number from 8 to 15' },
  trustedBrowserDays: {
    schema: wholeNumberBetween(0, 30),
    expected: 'a whole number from 0, for not at all, to 30',
  },
  passkeyDomain: {
    schema: z.string().regex(hostName),
    expected: 'the domain that passkeys belong to: a host name such as example.com',
  },
  keyVersion: { schema: wholeNumberBetween(1, 1_000_000), expected: 'a whole number from 1' },
  edgeSecretVersion: { schema: wholeNumberBetween(1, 1_000_000), expected: 'a whole number from 1' },
  edgeSecretNext: { schema: flag, expected: 'true or false' },
  logRetentionDays: {
    schema: wholeNumber.pipe(z.literal(retentionPeriodsDays)),
    expected: `one of ${retentionPeriodsDays.join(', ')}`,
  },
  customerStorageKey: { schema: flag, expected: 'true or false' },
  keyRotationDays: { schema: wholeNumberBetween(90, 2560), expected: 'a whole number from 90 to 2560' },
  firewall: { schema: flag, expected: 'true or false' },
  alarms: { schema: flag, expected: 'true or false' },
  alarmAddress: {
    schema: z.email().max(320),
    expected: 'the email address that alarms are sent to, such as operators@example.com',
  },
  signInCheck: { schema: flag, expected: 'true or false' },
  monthlyBudget: {
    schema: wholeNumberBetween(1, 10_000_000),
    expected: 'a whole number from 1: US dollars a month for the whole AWS account',
  },
  dashboard: { schema: flag, expected: 'true or false' },
  reservedConcurrency: { schema: flag, expected: 'true or false' },
  region: { schema: regionName, expected: 'an AWS region such as eu-central-1' },
  replicas: {
    schema: z.union([z.array(regionName), commaSeparated]).pipe(z.array(regionName).min(1)),
    expected: 'other AWS regions, separated by commas, such as eu-west-1,eu-north-1',
  },
} as const;

type Name = keyof typeof definitions;
/** docs/settings.md describes each of them. */
export const settingNames = Object.keys(definitions) as readonly Name[];
type Optional =
  | 'publicOrigin'
  | 'domain'
  | 'hostedZoneId'
  | 'hostedZoneName'
  | 'brandColor'
  | 'brandColorDark'
  | 'supportAddress'
  | 'termsUrl'
  | 'privacyUrl'
  | 'alarmAddress'
  | 'monthlyBudget'
  | 'passkeyDomain'
  | 'region'
  | 'replicas';
type Values = { readonly [name in Name]: z.output<(typeof definitions)[name]['schema']> };

/**
 * What an operator decides about a deployment. `stage` is part of every name, so that an AWS account can have several stages.
 * `publicOrigin` is where the dashboard is reached (by default the domain, or CloudFront's own domain name). `keyVersion` and
 * `edgeSecretVersion` are increased to rotate the data keys and the secret between CloudFront and the functions.
 * `registration` is who may create an account: everybody, invited email addresses, or those of certain domains.
 * `dailyMails` is how many mails SES may send for this stage in 24 hours; a part of them is kept for one-time passwords.
 * `trustedBrowserDays` is for how long users can trust a browser with their second factor; 0 for not at all.
 * `passkeyDomain` is the domain that passkeys belong to (by default the host of the dashboard); a passkey keeps the one that it was
 * made for.
 * `brandColor` and `brandColorDark` are the accent colors of the light and the dark theme.
 * `supportAddress` is where answers to mails go, and where users get help; the pages link to `termsUrl` and `privacyUrl`.
 * `dmarcRecord` is `existing` by default if the sender's domain is the hosted zone itself, because other mail is sent from there too.
 * `customerStorageKey` encrypts tables and logs with a customer-managed key; `keyRotationDays` is the rotation period of keys.
 * `firewall` adds AWS WAF in front of CloudFront; `alarms`, `alarmAddress` and `dashboard` are for monitoring;
 * `signInCheck` runs the job that signs in every ten minutes; `monthlyBudget` is in US dollars, and of the whole AWS account;
 * `reservedConcurrency` limits how many functions that hash or send mail run at once; `replicas` keeps copies of the tables in
 * other regions. docs/cost.md says what each of them costs.
 */
export type Settings = Omit<Values, Optional> & { readonly [name in Optional]?: Values[name] };

/** One or more settings are invalid; the message has one sentence for each. */
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
    const { schema, expected } = definitions[name];
    const result = schema.safeParse(value);
    if (result.success) values[name] = result.data;
    else problems.push(`The setting "${name}" is ${JSON.stringify(value)}; it must be ${expected}.`);
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
      `The setting "publicOrigin" is "${publicOrigin}"; with the setting "domain" it must be "https://${domain}" or absent.`,
    );
  if (values.monthlyBudget && !values.alarmAddress)
    problems.push(
      'The setting "monthlyBudget" is given without "alarmAddress", the email address that its mails go to.',
    );
  if (values.alarms === false && values.alarmAddress && !values.monthlyBudget)
    problems.push(
      'The setting "alarmAddress" is given although "alarms" is false: there would be nothing to send.',
    );
  if (new Set(replicas).size < replicas.length || (region && replicas.includes(region)))
    problems.push(
      'The setting "replicas" must name each region once, and not the region of the deployment (the setting "region").',
    );
  return problems;
}

/**
 * Checks settings and fills in the defaults. They come from a program, or from the CDK context, where all values are strings.
 * @throws SettingsError with one sentence for each invalid or unknown setting.
 */
export function readSettings(given: Readonly<Record<string, unknown>>): Settings {
  const { values, problems } = checkEach(given);
  problems.push(...checkTogether(values));
  if (problems.length > 0) throw new SettingsError(problems.join('\n'));
  const stage = values.stage ?? 'dev';
  const isProduction = stage === 'prod';
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
    registration: values.registration ?? 'open',
    // What SES allows in its sandbox, and usually at first outside of it.
    dailyMails: values.dailyMails ?? (isProduction ? 50_000 : 200),
    passwordMinLength: values.passwordMinLength ?? 15,
    trustedBrowserDays: values.trustedBrowserDays ?? 0,
    keyVersion: values.keyVersion ?? 1,
    edgeSecretVersion: values.edgeSecretVersion ?? 1,
    edgeSecretNext: values.edgeSecretNext ?? false,
    logRetentionDays: values.logRetentionDays ?? 90,
    // It is of use where somebody learns of a failure.
    signInCheck: values.signInCheck ?? values.alarms ?? (isProduction || values.alarmAddress !== undefined),
    customerStorageKey: values.customerStorageKey ?? isProduction,
    // Each of the first two rotations of a key adds a dollar per month.
    keyRotationDays: values.keyRotationDays ?? (isProduction ? 365 : 2560),
    firewall: values.firewall ?? (isProduction && values.domain !== undefined),
    alarms: values.alarms ?? (isProduction || values.alarmAddress !== undefined),
    dashboard: values.dashboard ?? isProduction,
    reservedConcurrency: values.reservedConcurrency ?? isProduction,
  };
}

/** What the CDK CLI keeps in the context under names that look like settings. */
const cliNames = ['acknowledged-issue-numbers', 'cli-telemetry'];

/** The settings in a CDK context, which also has the CDK's feature flags and lookups (`@aws-cdk/…`, `aws:…`). */
export function settingsInContext(context: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const isSetting = (name: string) => !/[@:/=]/.test(name) && !cliNames.includes(name);
  return Object.fromEntries(Object.entries(context).filter(([name]) => isSetting(name)));
}
