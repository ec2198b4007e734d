import { CrossStackReferences, ReferenceStrength, Stack, type StackProps } from 'aws-cdk-lib';
import { Certificate, CertificateValidation, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { Construct } from 'constructs';
import { WebAcl } from '../constructs/web-acl.ts';
import { hostedZone } from '../hosted-zone.ts';
import type { StageNames } from '../names.ts';
import type { Settings } from '../settings.ts';

export interface EdgeStackProps extends StackProps {
  readonly settings: Settings;
  readonly names: StageNames;
}

/** What CloudFront requires in us-east-1: the certificate of the domain and the firewall. */
export class EdgeStack extends Stack {
  readonly certificate: ICertificate | undefined;
  readonly webAclArn: string | undefined;

  constructor(scope: Construct, id: string, { settings, names, ...props }: EdgeStackProps) {
    super(scope, id, { ...props, stackName: names.stack('edge') });
    if (settings.domain) this.certificate = this.#certificate(settings.domain, settings);
    const retentionDays = settings.logRetentionDays;
    if (settings.firewall) this.webAclArn = new WebAcl(this, 'WebAcl', { names, retentionDays }).arn;
  }

  /** A weak reference: CloudFormation cannot export values to another region. */
  #certificate(domainName: string, settings: Settings): ICertificate {
    const validation = CertificateValidation.fromDns(hostedZone(this, settings));
    const certificate = new Certificate(this, 'Certificate', { domainName, validation });
    CrossStackReferences.of(certificate).produce(ReferenceStrength.WEAK);
    return certificate;
  }
}
