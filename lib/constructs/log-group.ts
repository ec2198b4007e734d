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

/** How long logs are kept and what encrypts them; `redactions` gets a line for each line in which something was masked. */
export interface LogSettings {
  readonly retentionDays: RetentionDays;
  readonly key: IKey | undefined;
  readonly redactions?: ILogGroup;
}

/** What no log may contain. If one does, CloudWatch Logs shows asterisks instead and reports it to the log group of redactions. */
const redacted = [
  DataIdentifier.EMAILADDRESS,
  DataIdentifier.IPADDRESS,
  // Tokens of sessions and of links in mails; see core/kernel/random.ts.
  new CustomDataIdentifier('Token', '[a-z2-7]{26}\\.[A-Za-z0-9_-]{43}'),
];

/** A log group, deleted with its stack: what happened to accounts is recorded in the table `events`. */
export function logGroup(
  scope: Construct,
  id: string,
  name: string,
  { retentionDays, key, redactions }: LogSettings,
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
            description: 'Masks what no log may contain',
            identifiers: redacted,
            logGroupAuditDestination: redactions,
          }),
        }
      : {}),
  });
}
