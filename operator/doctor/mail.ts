import { type Aws, AwsError, parseJson } from '../aws/caller.ts';
import { type Judgement, ok, problem, warning } from './finding.ts';

interface SesAccount {
  readonly ProductionAccessEnabled?: boolean;
  readonly SendingEnabled?: boolean;
  readonly EnforcementStatus?: string;
  readonly SendQuota?: {
    readonly Max24HourSend?: number;
    readonly MaxSendRate?: number;
    readonly SentLast24Hours?: number;
  };
}

interface SesIdentity {
  readonly IdentityType?: string;
  readonly VerifiedForSendingStatus?: boolean;
  readonly DkimAttributes?: { readonly Status?: string };
  readonly MailFromAttributes?: { readonly MailFromDomain?: string; readonly MailFromDomainStatus?: string };
}

const get = async <T>(aws: Aws, path: string): Promise<T> =>
  (parseJson((await aws.call('ses', { method: 'GET', path })).text) ?? {}) as T;

export const readSesAccount = (aws: Aws): Promise<SesAccount> => get<SesAccount>(aws, '/v2/email/account');

/** In the sandbox SES sends only to addresses that were verified by hand. */
export function judgeSandbox(account: SesAccount, stage: string): Judgement {
  if (account.ProductionAccessEnabled) return ok('SES has production access');
  const judge = stage === 'prod' ? problem : warning;
  return judge(
    'SES is in its sandbox: mail goes only to addresses that are verified in SES.',
    'Ask for production access: docs/operating.md, "Leaving the sandbox". Until then verify each recipient: aws sesv2 create-email-identity --email-identity ADDRESS',
  );
}

export function judgeSending(account: SesAccount): Judgement {
  const { SendingEnabled, EnforcementStatus = 'HEALTHY' } = account;
  if (SendingEnabled === false)
    return problem(
      'SES sends no mail for this account.',
      'AWS or an operator paused it: look for a case in the AWS Support Center, or: aws sesv2 put-account-sending-attributes --sending-enabled',
    );
  if (EnforcementStatus !== 'HEALTHY')
    return problem(
      `SES has the account under ${EnforcementStatus}.`,
      'Too much mail bounced or was complained of: read the case in the AWS Support Center, and docs/operating.md, "bounces".',
    );
  return ok('SES sends, and finds nothing to complain of');
}

/** Of the day's mails, how many may be gone before it is said. */
const worryingShare = 0.8;
/** Below it, a handful of people who sign in at once wait for their codes. */
const worryingRate = 10;

export function judgeSendQuota({ SendQuota = {} }: SesAccount): Judgement {
  const { Max24HourSend = 0, MaxSendRate = 0, SentLast24Hours = 0 } = SendQuota;
  const detail = `${MaxSendRate} mails a second, ${SentLast24Hours} of ${Max24HourSend} sent in the last 24 hours`;
  // -1 stands for no limit.
  const isNearlySpent = Max24HourSend >= 0 && SentLast24Hours > Max24HourSend * worryingShare;
  if (MaxSendRate >= worryingRate && !isNearlySpent) return ok(detail);
  return warning(
    `${detail}.`,
    'Ask for more in the console of Service Quotas, under "Amazon Simple Email Service (SES)". Production access raises both.',
  );
}

/** The identity that covers a sender: its domain, or the one address. */
async function readIdentity(
  aws: Aws,
  sender: string,
): Promise<{ readonly name: string; readonly identity: SesIdentity } | undefined> {
  for (const name of [sender.slice(sender.lastIndexOf('@') + 1).toLowerCase(), sender])
    try {
      return { name, identity: await get(aws, `/v2/email/identities/${encodeURIComponent(name)}`) };
    } catch (error) {
      if (!(error instanceof AwsError) || error.name !== 'NotFoundException') throw error;
    }
  return undefined;
}

export async function judgeIdentity(aws: Aws, sender: string): Promise<Judgement> {
  const found = await readIdentity(aws, sender);
  if (!found)
    return problem(
      `SES knows no identity for ${sender}.`,
      'Deploy again, or with -c senderIdentity=create if another stage that made it is gone.',
    );
  const { name, identity } = found;
  const { DkimAttributes, MailFromAttributes, VerifiedForSendingStatus } = identity;
  if (!VerifiedForSendingStatus)
    return problem(
      `The identity ${name} is not verified, so no mail goes out.`,
      name.includes('@')
        ? `Follow the link in the mail that SES sent to ${name}; send it again with: aws sesv2 create-email-identity --email-identity ${name} (delete the identity first)`
        : 'Look at the DKIM records in the hosted zone. With the zone at another provider, make them there.',
    );
  if (DkimAttributes?.Status !== 'SUCCESS')
    return warning(
      `${name} is verified, but its mail is not signed (DKIM: ${DkimAttributes?.Status ?? 'none'}).`,
      'Unsigned mail ends in spam folders. Use a domain with a hosted zone (-c domain=… -c hostedZoneId=…), or make the DKIM records of the domain by hand.',
    );
  const { MailFromDomain, MailFromDomainStatus } = MailFromAttributes ?? {};
  if (MailFromDomain && MailFromDomainStatus !== 'SUCCESS')
    return problem(
      `The MAIL FROM domain ${MailFromDomain} is ${MailFromDomainStatus ?? 'unknown'}; mail is refused while it is not found.`,
      `Look at the MX and TXT records of ${MailFromDomain}.`,
    );
  return ok(`${name} is verified and signed with DKIM`);
}

export async function judgeConfigurationSet(aws: Aws, name: string): Promise<Judgement> {
  const { SendingOptions } = await get<{ SendingOptions?: { SendingEnabled?: boolean } }>(
    aws,
    `/v2/email/configuration-sets/${encodeURIComponent(name)}`,
  );
  if (SendingOptions?.SendingEnabled !== false) return ok(`${name} sends`);
  return problem(
    `The configuration set ${name} is paused, so no mail goes out.`,
    `aws sesv2 put-configuration-set-sending-options --configuration-set-name ${name} --sending-enabled`,
  );
}
