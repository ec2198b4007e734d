import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { type TableName, tableNames } from '../../functions/steps.ts';
import { constructId, type StageNames } from '../names.ts';

interface TableShape {
  readonly partitionKey: string;
  readonly sortKey?: string;
  /** Rows carry the attribute `ttl`, in epoch seconds, after which DynamoDB may delete them. */
  readonly expires?: true;
}

const shapes: Readonly<Record<TableName, TableShape>> = {
  users: { partitionKey: 'id' },
  factors: { partitionKey: 'userID', sortKey: 'id' },
  challenges: { partitionKey: 'id', expires: true },
  sessions: { partitionKey: 'userID', sortKey: 'id', expires: true },
  organizations: { partitionKey: 'organizationID', sortKey: 'item' },
  events: { partitionKey: 'subject', sortKey: 'id', expires: true },
  keys: { partitionKey: 'id' },
};

const text = (name: string) => ({ name, type: AttributeType.STRING });

export interface TablesProps {
  readonly names: StageNames;
  /** Encrypts the tables; without it the account's AWS-managed key does. */
  readonly key: IKey | undefined;
}

/** The DynamoDB tables: on demand, restorable to any second, and never deleted with a stack. */
export class Tables extends Construct {
  constructor(scope: Construct, id: string, { names, key }: TablesProps) {
    super(scope, id);
    const encryption = key ? TableEncryptionV2.customerManagedKey(key) : TableEncryptionV2.awsManagedKey();
    for (const table of tableNames) {
      const { partitionKey, sortKey, expires } = shapes[table];
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
      });
    }
  }
}
