import {
  GetAccountCommand,
  type GetAccountResponse,
  GetConfigurationSetCommand,
  GetEmailIdentityCommand,
  type GetEmailIdentityResponse,
  NotFoundException,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import type { Aws } from '../aws/clients.ts';
import { type Judgement, ok, problem, warning } from './finding.ts';

export const readSesAccount = (aws: Aws): Promise<GetAccountResponse> =>
  aws.client(SESv2Client).send(new GetAccountCommand({}));

/** In the sandbox SES sends only to email addresses that are verified identities. */
export function judgeSandbox(account: GetAccountResponse, stage: string): Judgement {
  if (account.ProductionAccessEnabled) return ok('SES has production access');
  const judge = stage === 'prod' ? problem : warning;
  return judge(
    'SES is in its sandbox: it sends mail only to email addresses that are verified in SES.',
    'Request production access: docs/operating.md, "Leaving the SES sandbox". Until then verify each recipient: aws sesv2 create-email-identity --email-identity ADDRESS',
  );
}

export function judgeSending(account: GetAccountResponse): Judgement {
  const { SendingEnabled, EnforcementStatus = 'HEALTHY' } = account;
  if (SendingEnabled === false)
    return problem(
      'SES sends no mail for this account.',
      'AWS or an operator paused it. Look for a case in the AWS Support Center, or resume it: aws sesv2 put-account-sending-attributes --sending-enabled',
    );
  if (EnforcementStatus !== 'HEALTHY')
    return problem(
      `The status of the account in SES is ${EnforcementStatus}.`,
      'Too many mails bounced or were reported as spam. Read the case in the AWS Support Center, and docs/operating.md, "bounces".',
    );
  return ok('SES sends mail for this account, whose status is HEALTHY');
}

/** The share of the daily quota from which on the doctor warns. */
const warningShare = 0.8;
/** With a lower rate, a handful of people who sign in at the same time wait for their codes. */
const leastMailsPerSecond = 10;

export function judgeSendQuota({ SendQuota = {} }: GetAccountResponse): Judgement {
  const { Max24HourSend = 0, MaxSendRate = 0, SentLast24Hours = 0 } = SendQuota;
  const detail = `${MaxSendRate} mails a second, ${SentLast24Hours} of ${Max24HourSend} sent in the last 24 hours`;
  // -1 means no limit.
  const isNearlySpent = Max24HourSend >= 0 && SentLast24Hours > Max24HourSend * warningShare;
  if (MaxSendRate >= leastMailsPerSecond && !isNearlySpent) return ok(detail);
  return warning(
    `${detail}.`,
    'Request a higher quota in the Service Quotas console, under "Amazon Simple Email Service (SES)". Production access raises both.',
  );
}

/** The identity that a sender is covered by: its domain, or the email address itself. */
async function readIdentity(
  aws: Aws,
  sender: string,
): Promise<{ readonly name: string; readonly identity: GetEmailIdentityResponse } | undefined> {
  for (const name of [sender.slice(sender.lastIndexOf('@') + 1).toLowerCase(), sender])
    try {
      const request = new GetEmailIdentityCommand({ EmailIdentity: name });
      return { name, identity: await aws.client(SESv2Client).send(request) };
    } catch (error) {
      if (!(error instanceof NotFoundException)) throw error;
    }
  return undefined;
}

export async function judgeIdentity(aws: Aws, sender: string): Promise<Judgement> {
  const found = await readIdentity(aws, sender);
  if (!found)
    return problem(
      `SES has no identity for ${sender}.`,
      'Deploy again, with -c senderIdentity=create if the stage that created it is gone.',
    );
  const { name, identity } = found;
  const { DkimAttributes, MailFromAttributes, VerifiedForSendingStatus } = identity;
  if (!VerifiedForSendingStatus)
    return problem(
      `The identity ${name} is not verified, so no mail is sent.`,
      name.includes('@')
        ? `Follow the link in the mail that SES sent to ${name}. To get it again, delete the identity, then: aws sesv2 create-email-identity --email-identity ${name}`
        : 'Check the DKIM records in the hosted zone. If another provider hosts the zone, create them there.',
    );
  if (DkimAttributes?.Status !== 'SUCCESS')
    return warning(
      `${name} is verified, but its mail is not signed (DKIM: ${DkimAttributes?.Status ?? 'none'}).`,
      'Unsigned mail is often filed as spam. Use a domain with a hosted zone (-c domain=… -c hostedZoneId=…), or create the DKIM records of the domain yourself.',
    );
  const { MailFromDomain, MailFromDomainStatus } = MailFromAttributes ?? {};
  if (MailFromDomain && MailFromDomainStatus !== 'SUCCESS')
    return problem(
      `The MAIL FROM domain ${MailFromDomain} has the status ${MailFromDomainStatus ?? 'unknown'}. SES refuses to send until it is found.`,
      `Check the MX and TXT records of ${MailFromDomain}.`,
    );
  return ok(`${name} is verified and signed with DKIM`);
}

export async function judgeConfigurationSet(aws: Aws, name: string): Promise<Judgement> {
  const request = new GetConfigurationSetCommand({ ConfigurationSetName: name });
  const { SendingOptions } = await aws.client(SESv2Client).send(request);
  if (SendingOptions?.SendingEnabled !== false) return ok(`${name} is enabled`);
  return problem(
    `The configuration set ${name} is paused, so no mail is sent.`,
    `aws sesv2 put-configuration-set-sending-options --configuration-set-name ${name} --sending-enabled`,
  );
}
