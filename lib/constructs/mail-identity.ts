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
  /** False where the account already has the identity, made by another stage. */
  readonly create: boolean;
  /** Tell receivers to refuse mail that pretends to come from the sender's domain. */
  readonly dmarcRecord: boolean;
}

/**
 * What SES sends as: the sender's domain where it is in the zone, with its DKIM, MAIL FROM and DMARC records there; else the one
 * address, for whose domain the operator makes the records.
 */
export class MailIdentity extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: MailIdentityProps) {
    super(scope, id);
    const { sender, zone, create, dmarcRecord } = props;
    const domain = sender.slice(sender.lastIndexOf('@') + 1).toLowerCase();
    const owned = zone && (domain === zone.zoneName || domain.endsWith(`.${zone.zoneName}`));
    this.arn = Stack.of(this).formatArn({
      service: 'ses',
      resource: 'identity',
      resourceName: owned ? domain : sender,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    if (!create) return;
    if (!owned) {
      new EmailIdentity(this, 'Identity', { identity: Identity.email(sender) });
      return;
    }
    this.#domain(domain, zone);
    if (dmarcRecord) this.#dmarc(domain, zone);
  }

  #domain(domain: string, zone: IPublicHostedZone): void {
    // With the zone in hand the construct writes the records of DKIM and MAIL FROM into it.
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
