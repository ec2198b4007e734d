import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSettings, SettingsError, settingNames, settingsInContext } from '../../lib/settings.ts';

const problemsOf = (given: Record<string, unknown>): string[] => {
  try {
    readSettings(given);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return (error as Error).message.split('\n');
  }
};

describe('the settings', () => {
  it('are all optional', () => {
    expect(readSettings({})).toEqual({
      stage: 'dev',
      sender: 'no-reply@example.com',
      senderIdentity: 'create',
      dmarcRecord: 'create',
      brandName: 'Serverless MFA',
      registration: 'open',
      dailyMails: 200,
      passwordMinLength: 15,
      trustedBrowserDays: 0,
      keyVersion: 1,
      edgeSecretVersion: 1,
      edgeSecretNext: false,
      logRetentionDays: 90,
      customerStorageKey: false,
      keyRotationDays: 2560,
      firewall: false,
      signInCheck: false,
      alarms: false,
      dashboard: false,
      reservedConcurrency: false,
    });
  });

  it('of production have what costs money switched on', () => {
    const production = readSettings({ stage: 'prod', domain: 'accounts.example.com' });
    const { customerStorageKey, firewall, alarms, signInCheck, dashboard, reservedConcurrency } = production;
    const { keyRotationDays } = production;
    expect([customerStorageKey, firewall, alarms, signInCheck, dashboard, reservedConcurrency]).toEqual(
      Array.from({ length: 6 }, () => true),
    );
    expect(keyRotationDays).toBe(365);
    expect(production.dailyMails).toBe(50_000);
  });

  it('have alarms where somebody is to be mailed', () => {
    expect(readSettings({ alarmAddress: 'operators@example.com' }).alarms).toBe(true);
  });

  it('have the scheduled sign-in where there are alarms, unless it is turned off', () => {
    expect(readSettings({ alarmAddress: 'operators@example.com' }).signInCheck).toBe(true);
    expect(readSettings({ stage: 'prod', alarms: false }).signInCheck).toBe(false);
    expect(readSettings({ stage: 'prod', signInCheck: 'false' })).toMatchObject({
      alarms: true,
      signInCheck: false,
    });
  });

  it('may have a budget without alarms, which an address is needed for as well', () => {
    const given = { alarms: false, monthlyBudget: '20', alarmAddress: 'operators@example.com' };
    expect(readSettings(given)).toMatchObject({ alarms: false, monthlyBudget: 20 });
  });

  it('come from the command line as text', () => {
    const given = {
      passwordMinLength: '12',
      dailyMails: '14000',
      registration: 'domains=example.com,example.org',
      logRetentionDays: '365',
      keyVersion: '2',
      firewall: 'false',
      stage: 'prod',
      replicas: 'eu-west-1, eu-north-1',
    };
    expect(readSettings(given)).toMatchObject({
      replicas: ['eu-west-1', 'eu-north-1'],
      passwordMinLength: 12,
      dailyMails: 14_000,
      registration: 'domains=example.com,example.org',
      logRetentionDays: 365,
      keyVersion: 2,
      firewall: false,
    });
  });

  it('send mail from the domain, and take it for its own zone, where nothing else is said', () => {
    const settings = readSettings({ domain: 'accounts.example.com', hostedZoneId: 'Z0123456789ABC' });
    expect(settings.sender).toBe('no-reply@accounts.example.com');
    expect(settings.hostedZoneName).toBe('accounts.example.com');
  });

  it.each([
    ['stage', 'Prod'],
    ['stage', 'a-b'],
    ['stage', ''],
    ['stage', 'abcdefghijklm'],
    ['publicOrigin', 'https://accounts.example.com/'],
    ['publicOrigin', 'http://accounts.example.com'],
    ['publicOrigin', 'accounts.example.com'],
    ['domain', 'localhost'],
    ['domain', 'https://accounts.example.com'],
    ['domain', 'Accounts.example.com'],
    ['hostedZoneId', 'example.com'],
    ['sender', 'no-reply'],
    ['sender', 'Accounts <no-reply@example.com>'],
    ['senderIdentity', 'none'],
    ['dmarcRecord', 'none'],
    ['brandName', ''],
    ['registration', 'closed'],
    ['registration', 'domains='],
    ['registration', 'domains=Example.com'],
    ['registration', 'domains=example.com, example.org'],
    ['dailyMails', 0],
    ['dailyMails', 'many'],
    ['supportAddress', 'Support <support@example.com>'],
    ['supportAddress', 'support@example.com\r\nBcc: x@example.com'],
    ['termsUrl', 'http://www.example.com/terms'],
    ['privacyUrl', 'javascript:alert(1)'],
    ['brandName', 'A\r\nBcc: someone@example.com'],
    ['brandName', 'x'.repeat(65)],
    ['brandColor', 'blue'],
    ['brandColor', '#ffcc00'],
    ['brandColorDark', '#2253b0'],
    ['passkeyDomain', 'https://example.com'],
    ['passkeyDomain', 'localhost'],
    ['trustedBrowserDays', '31'],
    ['trustedBrowserDays', '-1'],
    ['trustedBrowserDays', 'yes'],
    ['passwordMinLength', '7'],
    ['passwordMinLength', '16'],
    ['passwordMinLength', '12.5'],
    ['passwordMinLength', 'twelve'],
    ['keyVersion', '0'],
    ['logRetentionDays', '42'],
    ['customerStorageKey', 'yes'],
    ['firewall', 1],
    ['region', 'Frankfurt'],
    ['replicas', 'Ireland'],
    ['replicas', ''],
    ['alarmAddress', 'operators'],
    ['alarms', 'no'],
    ['signInCheck', 'sometimes'],
    ['monthlyBudget', '0'],
    ['monthlyBudget', '19.99'],
    ['monthlyBudget', '20 USD'],
    ['keyRotationDays', '30'],
  ])('name the setting, what was given and what is wanted: %s=%j', (name, value) => {
    const problem = problemsOf({ [name]: value }).find((line) => line.includes('must be'));
    expect(problem).toMatch(/^The setting "\w+" is .+; it must be .+\.$/s);
    expect(problem).toContain(`"${name}"`);
    expect(problem).toContain(JSON.stringify(value));
  });

  it('are refused all at once, a line for each', () => {
    expect(problemsOf({ stage: 'A', passwordMinLength: '4', colour: 'red' })).toEqual([
      'The setting "stage" is "A"; it must be 1 to 12 lower-case letters and digits, beginning with a letter, such as dev or prod.',
      'The setting "passwordMinLength" is "4"; it must be a whole number from 8 to 15.',
      expect.stringMatching(/^There is no setting "colour": the settings are stage, .+\.$/),
    ]);
  });

  it('that are misspelt are refused with the right spelling', () => {
    expect(problemsOf({ brandname: 'Acme' })).toEqual([
      'There is no setting "brandname": did you mean "brandName"?',
    ]);
  });

  it.each([
    [{ hostedZoneId: 'Z0123456789ABC' }, 'The setting "hostedZoneId" is given without "domain"'],
    [
      { hostedZoneName: 'example.com', domain: 'a.example.com' },
      'The setting "hostedZoneName" is given without',
    ],
    [
      { domain: 'a.example.org', hostedZoneId: 'Z0123456789ABC', hostedZoneName: 'example.com' },
      'The setting "domain" is "a.example.org"; it must be "example.com"',
    ],
    [
      { alarms: 'false', alarmAddress: 'operators@example.com' },
      'The setting "alarmAddress" is given although "alarms" is false',
    ],
    [{ monthlyBudget: 20 }, 'The setting "monthlyBudget" is given without "alarmAddress"'],
    [{ region: 'eu-west-1', replicas: 'eu-west-1' }, 'The setting "replicas" must name each region once'],
    [{ replicas: ['eu-west-1', 'eu-west-1'] }, 'The setting "replicas" must name each region once'],
    [
      { domain: 'a.example.com', publicOrigin: 'https://b.example.com' },
      'The setting "publicOrigin" is "https://b.example.com"; with the setting "domain" it must be',
    ],
  ])('that contradict each other are refused: %j', (given, expected) => {
    expect(problemsOf(given)).toEqual([expect.stringContaining(expected)]);
  });

  it('are told apart from what the CDK keeps in its context', () => {
    const context = {
      stage: 'prod',
      '@aws-cdk/core:defaultCrossStackReferences': 'strong',
      'aws:cdk:bundling-stacks': ['**'],
      'availability-zones:account=123456789012:region=eu-central-1': [],
      'cli-telemetry': false,
      'acknowledged-issue-numbers': [12345],
    };
    expect(settingsInContext(context)).toEqual({ stage: 'prod' });
    expect(settingsInContext({ 'log-retention': 3 })).toEqual({ 'log-retention': 3 });
  });

  it('are all in the documentation, and no others', () => {
    const text = readFileSync(new URL('../../docs/settings.md', import.meta.url), 'utf8');
    const rows = text.split('\n').filter((line) => line.startsWith('| `'));
    const documented = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)]);
    expect(documented.map(([, name]) => name).sort()).toEqual([...settingNames].sort());
  });
});
