import { ArnFormat, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { AaaaRecord, ARecord, type IPublicHostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { TableName } from '../../functions/steps.ts';
import { Api } from '../constructs/api.ts';
import { ApiDomain } from '../constructs/api-domain.ts';
import { Edge } from '../constructs/distribution.ts';
import { EdgeSecret } from '../constructs/edge-secret.ts';
import { FailedJobs } from '../constructs/failed-jobs.ts';
import { type LogSettings, logGroup } from '../constructs/log-group.ts';
import { anyMailIdentity, MailIdentity } from '../constructs/mail-identity.ts';
import { MailSending } from '../constructs/mail-sending.ts';
import { Site } from '../constructs/site.ts';
import { hostedZone } from '../hosted-zone.ts';
import type { StageNames } from '../names.ts';
import type { PermittedResources } from '../row-permissions.ts';
import type { Settings } from '../settings.ts';
import { addJobs, type JobRow, type SharedByFunctions, type StepRow, stepFunction } from './steps-stack.ts';

export interface ServiceStackProps extends StackProps {
  readonly settings: Settings;
  readonly names: StageNames;
  readonly secretsKey: IKey;
  readonly storageKey: IKey | undefined;
  readonly certificate: ICertificate | undefined;
  readonly webAclArn: string | undefined;
  readonly functionsFolder: string;
  readonly siteFolder: string;
  /** The steps that it contains. */
  readonly rows: readonly StepRow[];
  /** The jobs that it contains. */
  readonly jobs: readonly JobRow[];
}

/**
 * The functions, the HTTP API and the distribution. They refer to each other, so they are one stack. Functions for which it has no
 * room are in a {@link StepsStack}.
 */
export class ServiceStack extends Stack {
  readonly apiId: string;
  /** Keeps the events of jobs that failed after all retries. */
  readonly failedJobs: IQueue;
  /** Has a line for each line of a log in which something was masked. */
  readonly redactions: ILogGroup;
  /** What functions of another stack need as well. */
  readonly shared: SharedByFunctions;

  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    const { settings, names, siteFolder } = props;
    super(scope, id, { ...props, stackName: names.stack('service') });
    const zone = hostedZone(this, settings);
    const storage = { retentionDays: settings.logRetentionDays, key: props.storageKey };
    this.redactions = logGroup(this, 'Redactions', names.vendedLogGroup('redactions'), storage);
    const logs: LogSettings = { ...storage, redactions: this.redactions };
    const site = new Site(this, 'Site', { names, siteFolder, logs });
    const api = new Api(this, 'Api', { names, logs, closeOwnEndpoint: zone !== undefined });
    this.apiId = api.api.apiId;
    const apiHost = this.#apiHost(api, settings, zone);
    const secret = new EdgeSecret(this, 'EdgeSecret', {
      names,
      logs,
      version: settings.edgeSecretVersion,
      acceptNext: settings.edgeSecretNext,
    });
    const edge = new Edge(this, 'Edge', {
      ...props,
      domain: settings.domain,
      siteBucket: site.bucket,
      apiHost,
      secret: secret.value,
    });
    if (zone) this.#addresses(edge, zone, settings);

    const publicOrigin =
      settings.publicOrigin ?? `https://${settings.domain ?? edge.distribution.distributionDomainName}`;
    const environment = {
      STAGE: settings.stage,
      PUBLIC_ORIGIN: publicOrigin,
      BRAND_NAME: settings.brandName,
      ...(settings.brandColor ? { BRAND_COLOR: settings.brandColor } : {}),
      ...(settings.supportAddress ? { SUPPORT_ADDRESS: settings.supportAddress } : {}),
      REGISTRATION: settings.registration,
      DAILY_MAILS: String(settings.dailyMails),
      PASSWORD_MIN_LENGTH: String(settings.passwordMinLength),
      TRUSTED_BROWSER_DAYS: String(settings.trustedBrowserDays),
      ...(settings.passkeyDomain ? { PASSKEY_DOMAIN: settings.passkeyDomain } : {}),
      EDGE_SECRET_SHA256: secret.acceptedDigests,
      // Where API Gateway's own address cannot be closed, it would lead past the firewall.
      ...(settings.firewall ? { EDGE_ONLY: 'true' } : {}),
    };
    this.shared = { logs, environment, resources: this.#permittedResources(props, zone) };
    this.#steps(props, api);
    this.failedJobs = new FailedJobs(this, 'FailedJobs', `${names.prefix}-`).queue;
    addJobs(this, { ...props, shared: this.shared, failures: this.failedJobs });
    this.#exports(edge);
    new CfnOutput(this, 'PublicOrigin', { value: publicOrigin, description: 'The URL of the dashboard' });
    new CfnOutput(this, 'DistributionDomain', { value: edge.distribution.distributionDomainName });
    new CfnOutput(this, 'SiteBucket', { value: site.bucket.bucketName });
    new CfnOutput(this, 'ApiHost', {
      value: apiHost,
      description: 'The host at which CloudFront calls the API',
    });
  }

  /**
   * What other stacks may import. Exported although none of them may be there: CloudFormation does not remove an export while it is
   * imported, and this stack is deployed before the one that no longer imports it.
   */
  #exports({ distribution }: Edge): void {
    const { logGroupName } = this.redactions;
    const { queueName } = this.failedJobs;
    for (const value of [this.apiId, logGroupName, queueName, distribution.distributionDomainName])
      this.exportValue(value);
  }

  #steps(props: ServiceStackProps, api: Api): void {
    const { shared } = this;
    for (const row of props.rows) api.addRoute(row, stepFunction(this, { ...props, row, shared }));
    api.finish();
  }

  #apiHost({ api, stage }: Api, { domain }: Settings, zone: IPublicHostedZone | undefined): string {
    if (!domain || !zone) return `${api.apiId}.execute-api.${this.region}.${this.urlSuffix}`;
    const domainName = `origin.${domain}`;
    new ApiDomain(this, 'ApiDomain', { domainName, zone, api, stage });
    return domainName;
  }

  #addresses({ distribution }: Edge, zone: IPublicHostedZone, { domain }: Settings): void {
    const record = {
      zone,
      recordName: `${domain}.`,
      target: RecordTarget.fromAlias(new CloudFrontTarget(distribution)),
    };
    new ARecord(this, 'Address', record);
    new AaaaRecord(this, 'AddressV6', record);
  }

  #permittedResources(
    { names, secretsKey, storageKey, settings }: ServiceStackProps,
    zone?: IPublicHostedZone,
  ): PermittedResources {
    const { sender, senderIdentity, dmarcRecord } = settings;
    new MailIdentity(this, 'Mail', {
      sender,
      zone,
      create: senderIdentity === 'create',
      dmarcRecord: dmarcRecord === 'create',
    });
    const sending = new MailSending(this, 'MailSending', { name: names.configurationSet });
    return {
      tableArn: (table: TableName) =>
        this.formatArn({
          service: 'dynamodb',
          resource: 'table',
          resourceName: names.table(table),
          arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
        }),
      secretsKeyArn: secretsKey.keyArn,
      storageKeyArn: storageKey?.keyArn,
      storageService: `dynamodb.${this.region}.amazonaws.com`,
      mailArns: [anyMailIdentity(this), sending.arn],
      sender,
    };
  }
}
