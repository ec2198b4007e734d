import { ArnFormat, Stack } from 'aws-cdk-lib';
import { type IPublicHostedZone, TxtRecord } from 'aws-cdk-lib/aws-route53';
import {
  DkimIdentity,
  EasyDkimSigningKeyLength,
  EmailIdentity,
  Identity,
  MailFromBehaviorOnMxFailure,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';

export interface MailIdentityProps {
  readonly sender: string;
  readonly zone: IPublicHostedZone | undefined;
  /** False if the AWS account already has the identity, created by another stage. */
  readonly create: boolean;
  /** Whether to tell receivers to reject mail that forges the sender's domain. */
  readonly dmarcRecord: boolean;
}

/**
 * All SES identities of the account and region. In the sandbox, SES also authorizes the identity of each recipient, and of several
 * identities that fit the sender it takes the most specific, which may be of another stage. The condition on
 * `ses:FromAddress` binds a permission to the one sender.
 */
export const anyMailIdentity = (scope: Construct): string =>
  Stack.of(scope).formatArn({
    service: 'ses',
    resource: 'identity',
    resourceName: '*',
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });

/**
 * The SES identity: the sender's domain with its DKIM, MAIL FROM and DMARC records if it is in the hosted zone; otherwise only the
 * email address of the sender, and the operator creates the records of its domain.
 */
export class MailIdentity extends Construct {
  constructor(scope: Construct, id: string, props: MailIdentityProps) {
    super(scope, id);
    const { sender, zone, create, dmarcRecord } = props;
    const domain = sender.slice(sender.lastIndexOf('@') + 1).toLowerCase();
    const owned = zone && (domain === zone.zoneName || domain.endsWith(`.${zone.zoneName}`));
    if (!create) return;
    if (!owned) {
      new EmailIdentity(this, 'Identity', { identity: Identity.email(sender) });
      return;
    }
    this.#domain(domain, zone);
    if (dmarcRecord) this.#dmarc(domain, zone);
  }

  #domain(domain: string, zone: IPublicHostedZone): void {
    // The construct creates the DKIM and MAIL FROM records in the hosted zone.
    new EmailIdentity(this, 'Identity', {
      identity: { value: domain, hostedZone: zone },
      dkimIdentity: DkimIdentity.easyDkim(EasyDkimSigningKeyLength.RSA_2048_BIT),
      mailFromDomain: `mail-from.${domain}`,
      mailFromBehaviorOnMxFailure: MailFromBehaviorOnMxFailure.REJECT_MESSAGE,
    });
  }

  #dmarc(domain: string, zone: IPublicHostedZone): void {
    new TxtRecord(this, 'Dmarc', {
      zone,
      recordName: `_dmarc.${domain}.`,
      values: ['v=DMARC1; p=reject; adkim=s; aspf=r'],
    });
  }
}
