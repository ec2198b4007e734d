import { type IPublicHostedZone, PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { Settings } from './settings.ts';

/** The hosted zone, from its attributes: a lookup would need AWS credentials at synth. */
export function hostedZone(scope: Construct, settings: Settings): IPublicHostedZone | undefined {
  const { hostedZoneId, hostedZoneName: zoneName } = settings;
  if (!hostedZoneId || !zoneName) return undefined;
  return PublicHostedZone.fromPublicHostedZoneAttributes(scope, 'HostedZone', { hostedZoneId, zoneName });
}
