import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { IPublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';

export interface MailIdentityProps {
  readonly sender: string;
  readonly zone: IPublicHostedZone | undefined;
  /** False where the account already has the identity, made by another stage. */
  readonly create: boolean;
}

/** What SES sends as: the zone's domain with DKIM records where the sender is in it, else the one address. */
export class MailIdentity extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { sender, zone, create }: MailIdentityProps) {
    super(scope, id);
    const senderDomain = sender.slice(sender.lastIndexOf('@') + 1).toLowerCase();
    const owned = zone && (senderDomain === zone.zoneName || senderDomain.endsWith(`.${zone.zoneName}`));
    this.arn = Stack.of(this).formatArn({
      service: 'ses',
      resource: 'identity',
      resourceName: owned ? zone.zoneName : sender,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    if (!create) return;
    new EmailIdentity(this, 'Identity', {
      identity: owned ? Identity.publicHostedZone(zone) : Identity.email(sender),
    });
  }
}
