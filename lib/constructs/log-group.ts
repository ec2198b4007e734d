import { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** How long logs are kept, and what encrypts them. */
export interface LogKeeping {
  readonly retentionDays: RetentionDays;
  readonly key: IKey | undefined;
}

/** A log group that goes with its stack: the record of what happened to accounts is the events table. */
export function logGroup(
  scope: Construct,
  id: string,
  name: string,
  { retentionDays, key }: LogKeeping,
): LogGroup {
  return new LogGroup(scope, id, {
    logGroupName: name,
    retention: retentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
    ...(key ? { encryptionKey: key } : {}),
  });
}
