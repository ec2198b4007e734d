import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, Billing, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { tableNames } from '../../functions/steps.ts';
import { constructId, type StageNames } from '../names.ts';
import { tableShapes } from '../table-shapes.ts';

const text = (name: string) => ({ name, type: AttributeType.STRING });

export interface TablesProps {
  readonly names: StageNames;
  /** Encrypts the tables; undefined means the AWS-managed key. */
  readonly key: IKey | undefined;
  /** Other regions that have copies of the tables. */
  readonly replicas: readonly string[];
}

/** The DynamoDB tables: on demand, with point-in-time recovery, and kept when the stack is deleted. */
export class Tables extends Construct {
  constructor(scope: Construct, id: string, { names, key, replicas }: TablesProps) {
    super(scope, id);
    const encryption = key
      ? TableEncryptionV2.customerManagedKey(key, replicaKeyArns(key, replicas))
      : TableEncryptionV2.awsManagedKey();
    for (const table of tableNames) {
      const { partitionKey, sortKey, expires } = tableShapes[table];
      new TableV2(this, constructId(table), {
        tableName: names.table(table),
        partitionKey: text(partitionKey),
        ...(sortKey ? { sortKey: text(sortKey) } : {}),
        ...(expires ? { timeToLiveAttribute: 'ttl' } : {}),
        billing: Billing.onDemand(),
        encryption,
        pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
        deletionProtection: true,
        removalPolicy: RemovalPolicy.RETAIN,
        ...(replicas.length > 0 ? { replicas: replicas.map((region) => ({ region })) } : {}),
      });
    }
  }
}

/** A multi-Region key has the same id in every region. */
function replicaKeyArns(key: IKey, replicas: readonly string[]): Record<string, string> {
  const stack = Stack.of(key);
  const arnIn = (region: string) =>
    stack.formatArn({ service: 'kms', region, resource: 'key', resourceName: key.keyId });
  return Object.fromEntries(replicas.map((region) => [region, arnIn(region)]));
}
