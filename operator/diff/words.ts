/** What a change does to a stage. `lost`: data, secrets or an address that others know. `interrupted`: something people use. */
export type Risk = 'lost' | 'interrupted';

/** What it means that resources of a type go, or are replaced by others. */
export interface Meaning {
  readonly noun: string;
  readonly risk: Risk;
  /** The resource is gone, or no longer belongs to the stack. */
  readonly removed: string;
  /** Another one is made in its place. */
  readonly replaced: string;
}

const operation: Meaning = {
  noun: 'part of an operation or job',
  risk: 'interrupted',
  removed: 'What it does is no longer there: requests are answered with 404, and a job does not run.',
  replaced: 'Requests can fail for some seconds while the other one takes over.',
};

const edge: Meaning = {
  noun: 'part of the edge',
  risk: 'interrupted',
  removed: 'Requests through CloudFront can fail, or lose a protection.',
  replaced: 'Changes of CloudFront take minutes, in which old and new answers mix.',
};

/** By type of resource. Types that are not here have the general meaning. */
export const meanings: Readonly<Record<string, Meaning>> = {
  'AWS::DynamoDB::GlobalTable': {
    noun: 'table',
    risk: 'lost',
    removed:
      'The table and its rows are kept in AWS, but the stack forgets them. To deploy it again, the table must be imported.',
    replaced:
      'Its rows stay in the old table, which nothing reads: the stage begins with an empty one. If both have the same name, the deployment fails.',
  },
  'AWS::KMS::Key': {
    noun: 'key',
    risk: 'lost',
    removed:
      'The key is kept in AWS, but the stack forgets it. What is encrypted with it can be read only as long as nobody deletes it.',
    replaced:
      'Authenticators, recovery codes or tables that are encrypted with the old key cannot be used with the new one.',
  },
  'AWS::KMS::Alias': {
    noun: 'name of a key',
    risk: 'interrupted',
    removed: 'Operators and the doctor no longer find the key by its name.',
    replaced: 'The name leads to another key, or has changed.',
  },
  'AWS::CloudFront::Distribution': {
    noun: 'distribution',
    risk: 'lost',
    removed: 'The dashboard and the API can no longer be reached.',
    replaced:
      'The CloudFront address of the dashboard changes. Links in mails that were sent, and passkeys made at that address, no longer work.',
  },
  'AWS::ApiGatewayV2::Api': {
    noun: 'HTTP API',
    risk: 'interrupted',
    removed: 'No operation can be called any more.',
    replaced: 'The API gets another address. Requests fail until CloudFront knows it, which takes minutes.',
  },
  'AWS::SecretsManager::Secret': {
    noun: 'secret between CloudFront and the functions',
    risk: 'interrupted',
    removed: 'Functions no longer know requests that come from CloudFront.',
    replaced:
      'Requests are refused until CloudFront and all functions have the new one. Rotate it with edgeSecretNext instead: docs/operating.md, "Rotating keys and secrets".',
  },
  'AWS::SES::EmailIdentity': {
    noun: 'sender of mail',
    risk: 'interrupted',
    removed:
      'No mail is sent from this address or domain any more. Was the setting "sender" or "domain" forgotten?',
    replaced: 'No mail is sent until SES has verified the new address or domain.',
  },
  'AWS::SES::ConfigurationSet': {
    noun: 'settings of mail',
    risk: 'interrupted',
    removed: 'SES refuses mails that name it.',
    replaced: 'Mails can fail for some seconds. Bounces are counted from zero.',
  },
  'AWS::Route53::RecordSet': {
    noun: 'DNS record',
    risk: 'interrupted',
    removed: 'The name no longer leads here. Was the setting "domain" forgotten?',
    replaced: 'The name leads nowhere for some seconds, and caches keep the old answer.',
  },
  'AWS::CertificateManager::Certificate': {
    noun: 'certificate',
    risk: 'interrupted',
    removed: 'The domain can no longer be used over https.',
    replaced: 'The deployment waits until the new one is validated by a DNS record.',
  },
  'AWS::ApiGatewayV2::DomainName': {
    noun: 'domain of the API',
    risk: 'interrupted',
    removed: 'CloudFront no longer reaches the API by this name.',
    replaced: 'Requests of the API can fail for minutes.',
  },
  'AWS::WAFv2::WebACL': {
    noun: 'firewall',
    risk: 'interrupted',
    removed: 'Nothing limits the requests of a network address in front of the service any more.',
    replaced: 'For some minutes there may be no firewall.',
  },
  'AWS::S3::Bucket': {
    noun: 'bucket',
    risk: 'lost',
    removed: 'The bucket is kept in AWS, but the stack forgets it.',
    replaced: 'Its files stay in the old one. Pages that are open in browsers may miss files.',
  },
  'AWS::Logs::LogGroup': {
    noun: 'log',
    risk: 'lost',
    removed: 'What was logged is deleted.',
    replaced: 'What was logged before is deleted.',
  },
  'AWS::SQS::Queue': {
    noun: 'queue of failed jobs',
    risk: 'lost',
    removed: 'The events of failed jobs in it are deleted.',
    replaced: 'The events of failed jobs in it are deleted.',
  },
  'AWS::SNS::Topic': {
    noun: 'topic of alarms',
    risk: 'interrupted',
    removed: 'Alarms no longer notify anybody.',
    replaced: 'Alarms notify nobody until the subscription is confirmed again by mail.',
  },
  'AWS::SNS::Subscription': {
    noun: 'recipient of alarms',
    risk: 'interrupted',
    removed: 'This address gets no more alarms.',
    replaced: 'The address must confirm again, by a link in a mail, before it gets alarms.',
  },
  'AWS::CloudWatch::Alarm': {
    noun: 'alarm',
    risk: 'interrupted',
    removed: 'This no longer raises an alarm.',
    replaced: 'The alarm starts again without its history.',
  },
  'AWS::Events::Rule': {
    noun: 'schedule or event of a job',
    risk: 'interrupted',
    removed: 'The job no longer runs.',
    replaced: 'The job may miss a run; the next one does what was left.',
  },
  'AWS::IAM::Role': {
    noun: 'role',
    risk: 'interrupted',
    removed: 'What uses it is refused by AWS.',
    replaced: 'Calls of the function can be refused for some seconds.',
  },
  'AWS::Lambda::Function': operation,
  'AWS::ApiGatewayV2::Route': operation,
  'AWS::ApiGatewayV2::Integration': operation,
  'AWS::ApiGatewayV2::Stage': operation,
  'AWS::CloudFront::Function': edge,
  'AWS::CloudFront::OriginAccessControl': edge,
  'AWS::CloudFront::ResponseHeadersPolicy': edge,
};

export const general: Meaning = {
  noun: 'resource',
  risk: 'interrupted',
  removed: 'What depends on it no longer works.',
  replaced: 'What depends on it may be interrupted.',
};

/** They are replaced in many deployments, and nobody notices. */
export const unnoticed: readonly string[] = [
  'AWS::CloudFormation::WaitConditionHandle',
  'AWS::CloudWatch::Dashboard',
  'AWS::Lambda::LayerVersion',
  'AWS::Lambda::Permission',
  'AWS::Lambda::Version',
];

/** Changes in place that people notice, by type and property. */
export const noticedUpdates: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'AWS::DynamoDB::GlobalTable': {
    SSESpecification:
      'The table is encrypted with another key. Until the functions may use it, calls are refused: minutes in which nobody signs in.',
    Replicas: 'A region with a copy of the table is added, removed or changed. A removed copy is deleted.',
    TimeToLiveSpecification: 'Other rows expire.',
  },
  'AWS::KMS::Key': {
    KeyPolicy: 'Others may use the key, or some no longer may.',
    Enabled: 'A disabled key ends every sign-in with an authenticator.',
  },
  'AWS::CloudFront::Distribution': {
    DistributionConfig:
      'The distribution changes, which takes minutes. If its names change, look at what they lead to before and after.',
  },
};
