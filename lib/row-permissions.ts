import { PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Job } from '../functions/jobs.ts';
import { type Step, type TableAction, type TableName, tableNames } from '../functions/steps.ts';

/** What rows of steps and rows of jobs grant. */
export type RowGrants = Pick<Step, 'tables' | 'mail' | 'keys'> & Pick<Job, 'watchesKeys'>;

/** The resources that the permissions of steps and jobs name. */
export interface PermittedResources {
  readonly tableArn: (table: TableName) => string;
  readonly secretsKeyArn: string;
  /** The customer-managed key that encrypts the tables, if there is one. */
  readonly storageKeyArn: string | undefined;
  /** `dynamodb.eu-central-1.amazonaws.com`: the only service through which that key may be used. */
  readonly storageService: string;
  /** The SES identities of sender and recipients, and the configuration set that mail is sent with. */
  readonly mailArns: readonly string[];
  readonly sender: string;
}

/** What a row grants on tables. With data keys it also reads the table `keys`, and stores a key that it is the first to create. */
export function tableAccess(row: RowGrants): ReadonlyMap<TableName, readonly TableAction[]> {
  const keys: readonly TableAction[] = row.keys.length > 0 ? ['BatchGetItem', 'PutItem'] : [];
  const granted = tableNames.map((table) => {
    const actions = [...(row.tables[table] ?? []), ...(table === 'keys' ? keys : [])];
    return [table, [...new Set(actions)]] as const;
  });
  return new Map(granted.filter(([, actions]) => actions.length > 0));
}

function mail({ mailArns, sender }: PermittedResources): PolicyStatement {
  return new PolicyStatement({
    actions: ['ses:SendEmail'],
    resources: [...mailArns],
    conditions: { StringEquals: { 'ses:FromAddress': sender } },
  });
}

function dataKeys({ secretsKeyArn }: PermittedResources, purposes: readonly string[]): PolicyStatement {
  return new PolicyStatement({
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: [secretsKeyArn],
    conditions: { StringEquals: { 'kms:EncryptionContext:purpose': purposes } },
  });
}

/** The KMS keys of the stage. */
export const kmsKeyArns = ({ secretsKeyArn, storageKeyArn }: PermittedResources): string[] => [
  secretsKeyArn,
  ...(storageKeyArn ? [storageKeyArn] : []),
];

const keyStates = (resources: PermittedResources) =>
  new PolicyStatement({ actions: ['kms:DescribeKey'], resources: kmsKeyArns(resources) });

/** DynamoDB uses a customer-managed key on behalf of whoever reads or writes the table. */
function encryptedTables(keyArn: string, service: string): PolicyStatement {
  return new PolicyStatement({
    actions: [
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:Encrypt',
      'kms:GenerateDataKey',
      'kms:GenerateDataKeyWithoutPlaintext',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
    ],
    resources: [keyArn],
    conditions: { StringEquals: { 'kms:ViaService': service } },
  });
}

/** The actions of X-Ray do not support resources. */
const tracing = new PolicyStatement({
  actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
  resources: ['*'],
});

/** Exactly what the row grants, plus writing to its own log and to X-Ray. */
export function rowPermissions(
  row: RowGrants,
  resources: PermittedResources,
  logGroupArn: string,
  also: readonly PolicyStatement[] = [],
): PolicyDocument {
  const access = tableAccess(row);
  const { storageKeyArn, storageService } = resources;
  const statements = [
    new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroupArn] }),
    tracing,
    ...[...access].map(
      ([table, actions]) =>
        new PolicyStatement({
          actions: actions.map((action) => `dynamodb:${action}`),
          resources: [resources.tableArn(table)],
        }),
    ),
    ...(row.mail ? [mail(resources)] : []),
    ...(row.keys.length > 0 ? [dataKeys(resources, row.keys)] : []),
    ...(row.watchesKeys ? [keyStates(resources)] : []),
    ...(storageKeyArn && access.size > 0 ? [encryptedTables(storageKeyArn, storageService)] : []),
    ...also,
  ];
  return new PolicyDocument({ statements });
}
