import {
  ArnFormat,
  CrossStackReferences,
  Duration,
  ReferenceStrength,
  RemovalPolicy,
  Stack,
} from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { StageNames } from '../names.ts';

export interface KeysProps {
  readonly names: StageNames;
  /** Whether to create a key for tables and logs too. */
  readonly storage: boolean;
  readonly rotationDays: number;
  /** Whether the keys can have replicas in other regions. This cannot be changed later. */
  readonly multiRegion: boolean;
}

/**
 * The customer-managed KMS keys. `secrets` wraps the data keys that seal authenticator secrets, derive email codes and find recovery
 * codes: without it every authenticator is lost. `storage` encrypts tables and logs at rest.
 */
export class Keys extends Construct {
  readonly secrets: Key;
  readonly storage: Key | undefined;

  constructor(scope: Construct, id: string, { names, storage, rotationDays, multiRegion }: KeysProps) {
    super(scope, id);
    const common = {
      enableKeyRotation: true,
      rotationPeriod: Duration.days(rotationDays),
      removalPolicy: RemovalPolicy.RETAIN,
      ...(multiRegion ? { multiRegion } : {}),
    };
    this.secrets = new Key(this, 'Secrets', {
      alias: names.keyAlias('secrets'),
      ...common,
      description: `Wraps the data keys of ${names.prefix}`,
    });
    if (!storage) return;
    this.storage = new Key(this, 'Storage', {
      alias: names.keyAlias('storage'),
      ...common,
      description: `Encrypts the tables and logs of ${names.prefix}`,
    });
    this.storage.addToResourcePolicy(logsMayEncrypt(this, names));
    // A weak reference: the setting can be turned off, and CloudFormation does not remove an export that is still imported. The key
    // is retained in any case.
    CrossStackReferences.of(this.storage).produce(ReferenceStrength.WEAK);
  }
}

function logsMayEncrypt(scope: Construct, names: StageNames): PolicyStatement {
  const stack = Stack.of(scope);
  const logGroup = (resourceName: string) =>
    stack.formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  return new PolicyStatement({
    principals: [new ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
    // As in https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
    actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
    resources: ['*'],
    conditions: {
      ArnLike: {
        'kms:EncryptionContext:aws:logs:arn': [
          logGroup(names.logGroup('*')),
          logGroup(names.vendedLogGroup('*')),
        ],
      },
    },
  });
}
