import { describe, expect, it } from 'vitest';
import { jobs } from '../../functions/jobs.ts';
import { steps } from '../../functions/steps.ts';
import { type Json, render, type Stack, synthesized, variants } from './templates.ts';

const [byDefault, production, ownDns] = await Promise.all([
  synthesized(variants.default),
  synthesized(variants.production),
  synthesized(variants.ownDns),
]);
const mailers = [...steps, ...jobs].filter(({ mail }) => mail);

const recordsOf = (stack: Stack): string[] =>
  stack
    .resources('AWS::Route53::RecordSet')
    .map(
      ({ Properties }) =>
        `${Properties.Type} ${render(Properties.Name)} ${render(Properties.ResourceRecords?.[0])}`,
    );

describe('with its domain in a hosted zone, mail', () => {
  const records = recordsOf(production.service);
  const identity = production.service.only('AWS::SES::EmailIdentity').Properties;

  it("is sent as the sender's own domain, which is no other mail's", () => {
    expect(identity.EmailIdentity).toBe('accounts.example.com');
  });

  it('is signed with keys of 2048 bits, whose records are in the zone', () => {
    expect(identity.DkimSigningAttributes).toEqual({ NextSigningKeyLength: 'RSA_2048_BIT' });
    const signing = records.filter((record) => record.startsWith('CNAME'));
    expect(signing).toHaveLength(3);
    for (const record of signing)
      expect(record).toMatch(/^CNAME <Mail\w+\.DkimDNSTokenName\d> <Mail\w+\.DkimDNSTokenValue\d>$/);
  });

  it('has a MAIL FROM below the domain, and is not sent where its record is gone', () => {
    expect(identity.MailFromAttributes).toEqual({
      BehaviorOnMxFailure: 'REJECT_MESSAGE',
      MailFromDomain: 'mail-from.accounts.example.com',
    });
    expect(records).toContain(
      'MX mail-from.accounts.example.com. 10 feedback-smtp.eu-central-1.amazonses.com',
    );
    expect(records).toContain('TXT mail-from.accounts.example.com. "v=spf1 include:amazonses.com ~all"');
  });

  it('that only pretends to come from the domain is to be refused', () => {
    expect(records).toContain('TXT _dmarc.accounts.example.com. "v=DMARC1; p=reject; adkim=s; aspf=r"');
  });
});

describe("where the sender's domain is the whole zone", () => {
  const settings = { ...variants.production, sender: 'no-reply@example.com' };
  const dmarc = async (given: object) =>
    recordsOf((await synthesized({ ...settings, ...given })).service).filter((record) =>
      record.includes('_dmarc'),
    );

  it('other mail may come from there: the DMARC record is made only when asked for', async () => {
    expect(await dmarc({})).toEqual([]);
    expect(await dmarc({ dmarcRecord: 'create' })).toEqual([
      'TXT _dmarc.example.com. "v=DMARC1; p=reject; adkim=s; aspf=r"',
    ]);
  });
});

describe('the sender', () => {
  it.each([
    ['default', byDefault, 'no-reply@example.com'],
    ['own DNS', ownDns, 'no-reply@example.org'],
  ] as const)(
    'is an identity of its one address where no zone is ours: %s',
    (_name, { service }, address) => {
      const { EmailIdentity, MailFromAttributes } = service.only('AWS::SES::EmailIdentity').Properties;
      expect([EmailIdentity, MailFromAttributes]).toEqual([address, undefined]);
    },
  );

  it('may be an identity that the account already has, for a second stage', async () => {
    const second = await synthesized({ stage: 'second', senderIdentity: 'existing' });
    expect(second.service.resources('AWS::SES::EmailIdentity')).toEqual([]);
    expect(second.service.resources('AWS::SES::ConfigurationSet')).toHaveLength(1);
  });
});

describe.each([
  ['dev', byDefault],
  ['prod', production],
  ['test', ownDns],
] as const)('in the stage %s, mail', (stage, { service, rows }) => {
  const set = service.only('AWS::SES::ConfigurationSet');

  it('goes out encrypted or not at all, to no address that bounced or complained, and its reputation is measured', () => {
    expect(set.Properties).toMatchObject({
      Name: `serverless-mfa-${stage}`,
      DeliveryOptions: { TlsPolicy: 'REQUIRE' },
      SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
      ReputationOptions: { ReputationMetricsEnabled: true },
    });
  });

  it('is not tracked: neither opening it nor its links, which tracking would rewrite', () => {
    const { TrackingOptions, VdmOptions } = set.Properties;
    expect([TrackingOptions, VdmOptions]).toEqual([undefined, undefined]);
    const { EventDestination } = service.only('AWS::SES::ConfigurationSetEventDestination').Properties;
    expect(EventDestination.MatchingEventTypes.slice().sort()).toEqual([
      'bounce',
      'complaint',
      'deliveryDelay',
      'reject',
    ]);
  });

  it('that comes back is told to the event bus, where a job listens', () => {
    const { EventDestination, ConfigurationSetName } = service.only(
      'AWS::SES::ConfigurationSetEventDestination',
    ).Properties;
    expect(EventDestination.Enabled).toBe(true);
    expect(render(EventDestination.EventBridgeDestination.EventBusArn)).toMatch(/:event-bus\/default$/);
    expect(ConfigurationSetName).toEqual({ Ref: set.logicalID });
    expect(jobs.some(({ trigger }) => 'mailEvents' in trigger)).toBe(true);
  });

  it('is sent with it by every function that sends any', () => {
    for (const { name } of mailers) {
      const lambda = rows
        .resources('AWS::Lambda::Function')
        .find(
          ({ Properties }) =>
            Properties.FunctionName === `serverless-mfa-${stage}-${name.replaceAll('/', '-')}`,
        );
      const variables: Json = lambda?.Properties.Environment.Variables;
      expect(variables.CONFIGURATION_SET, name).toBe(`serverless-mfa-${stage}`);
    }
  });
});
