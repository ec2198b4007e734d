import { createHash } from 'node:crypto';
import { localAccount, localArn } from '../emulators/authorize.ts';

/** The values of `Ref` and `Fn::GetAtt` for a resource in the local run. */
export interface PhysicalResource {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Named {
  readonly stack: string;
  readonly logicalID: string;
  /** The resolved value of the property that names the resource; undefined if AWS generates the name. */
  name(property: string): string | undefined;
  /** The digests of the generated secrets whose ARNs a property lists. */
  digests(property: string): string;
}

type Physical = (it: Named) => PhysicalResource;

const generatedName = ({ stack, logicalID }: Named) => `${stack}-${logicalID}`;
/** The same in every run, because kept tables contain these ids. */
const generatedID = (it: Named, length: number) =>
  createHash('sha256').update(generatedName(it)).digest('hex').slice(0, length);

const withArn = (ref: string, arn: string): PhysicalResource => ({ ref, attributes: { Arn: arn } });
const idOnly: Physical = (it) => ({ ref: generatedID(it, 10), attributes: { Id: generatedID(it, 10) } });
const globalArn = (service: string, resource: string) =>
  `arn:${localAccount.partition}:${service}::${localAccount.accountID}:${resource}`;

const table: Physical = (it) => {
  const name = it.name('TableName') ?? generatedName(it);
  return withArn(name, localArn('dynamodb', `table/${name}`));
};

function keyID(it: Named): string {
  const hex = generatedID(it, 32);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function distributionDomain(it: Named): string {
  return `d${generatedID(it, 13)}.cloudfront.net`;
}

const kinds: Readonly<Record<string, Physical>> = {
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::Lambda::Function': (it) => {
    const name = it.name('FunctionName') ?? generatedName(it);
    return withArn(name, localArn('lambda', `function:${name}`));
  },
  'AWS::IAM::Role': (it) => {
    const name = it.name('RoleName') ?? generatedName(it);
    return withArn(name, globalArn('iam', `role/${name}`));
  },
  'AWS::KMS::Key': (it) => {
    const id = keyID(it);
    return { ref: id, attributes: { KeyId: id, Arn: localArn('kms', `key/${id}`) } };
  },
  'AWS::SecretsManager::Secret': (it) => {
    const arn = localArn(
      'secretsmanager',
      `secret:${it.name('Name') ?? generatedName(it)}-${generatedID(it, 6)}`,
    );
    return { ref: arn, attributes: { Id: arn } };
  },
  'Custom::EdgeSecretDigests': (it) => ({
    ref: it.logicalID,
    attributes: { Sha256: it.digests('SecretArns') },
  }),
  'AWS::S3::Bucket': (it) => {
    const name = it.name('BucketName') ?? generatedName(it).toLowerCase();
    return {
      ref: name,
      attributes: {
        Arn: `arn:${localAccount.partition}:s3:::${name}`,
        DomainName: `${name}.s3.amazonaws.com`,
        RegionalDomainName: `${name}.s3.${localAccount.region}.amazonaws.com`,
      },
    };
  },
  'AWS::Logs::LogGroup': (it) => {
    const name = it.name('LogGroupName') ?? generatedName(it);
    return withArn(name, localArn('logs', `log-group:${name}:*`));
  },
  'AWS::SES::EmailIdentity': (it) => ({ ref: it.name('EmailIdentity') ?? '', attributes: {} }),
  'AWS::SES::ConfigurationSet': (it) => ({ ref: it.name('Name') ?? generatedName(it), attributes: {} }),
  'AWS::SQS::Queue': (it) => {
    const name = it.name('QueueName') ?? generatedName(it);
    const url = `https://sqs.${localAccount.region}.amazonaws.com/${localAccount.accountID}/${name}`;
    return { ref: url, attributes: { Arn: localArn('sqs', name), QueueName: name, QueueUrl: url } };
  },
  'AWS::Events::Rule': (it) => {
    const name = it.name('Name') ?? generatedName(it);
    return withArn(name, localArn('events', `rule/${name}`));
  },
  'AWS::SNS::Topic': (it) => {
    const arn = localArn('sns', it.name('TopicName') ?? generatedName(it));
    return { ref: arn, attributes: { TopicArn: arn } };
  },
  'AWS::ApiGatewayV2::Api': (it) => {
    const id = generatedID(it, 10);
    const host = `${id}.execute-api.${localAccount.region}.amazonaws.com`;
    return { ref: id, attributes: { ApiId: id, ApiEndpoint: `https://${host}` } };
  },
  'AWS::ApiGatewayV2::Integration': idOnly,
  'AWS::CloudFront::Distribution': (it) => {
    const id = `E${generatedID(it, 13).toUpperCase()}`;
    return { ref: id, attributes: { Id: id, DomainName: distributionDomain(it) } };
  },
  'AWS::CloudFront::Function': (it) => {
    const arn = globalArn('cloudfront', `function/${it.name('Name') ?? generatedName(it)}`);
    return { ref: arn, attributes: { FunctionARN: arn } };
  },
  'AWS::CloudFront::ResponseHeadersPolicy': idOnly,
  'AWS::CloudFront::CachePolicy': idOnly,
  'AWS::CloudFront::OriginRequestPolicy': idOnly,
  'AWS::CloudFront::OriginAccessControl': idOnly,
};

/** @returns undefined for a type of resource that the local run does not support. */
export function physicalResource(type: string, it: Named): PhysicalResource | undefined {
  return kinds[type]?.(it);
}
