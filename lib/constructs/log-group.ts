import { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  CustomDataIdentifier,
  DataIdentifier,
  DataProtectionPolicy,
  type ILogGroup,
  LogGroup,
  type RetentionDays,
} from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** How long logs are kept, what encrypts them, and where it is told that something in them was masked. */
export interface LogKeeping {
  readonly retentionDays: RetentionDays;
  readonly key: IKey | undefined;
  readonly redactions?: ILogGroup;
}

/** What must stand in no log. Should it ever, readers see asterisks, and the group of redactions says so. */
const redacted = [
  DataIdentifier.EMAILADDRESS,
  DataIdentifier.IPADDRESS,
  // Of sessions and of links in mails; see core/kernel/random.ts.
  new CustomDataIdentifier('Token', '[a-z2-7]{26}\\.[A-Za-z0-9_-]{43}'),
];

/** A log group that goes with its stack: the record of what happened to accounts is the events table. */
export function logGroup(
  scope: Construct,
  id: string,
  name: string,
  { retentionDays, key, redactions }: LogKeeping,
): LogGroup {
  return new LogGroup(scope, id, {
    logGroupName: name,
    retention: retentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
    ...(key ? { encryptionKey: key } : {}),
    ...(redactions
      ? {
          dataProtectionPolicy: new DataProtectionPolicy({
            name: 'redact',
            description: 'Masks what must stand in no log',
            identifiers: redacted,
            logGroupAuditDestination: redactions,
          }),
        }
      : {}),
  });
}
