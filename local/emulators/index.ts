import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Authorize, localAccount } from './authorize.ts';
import { type Conflicts, type DynamoDBEmulator, startDynamoDB } from './dynamodb/index.ts';
import { type KmsEmulator, startKms } from './kms.ts';
import { type Mail, type SentMail, type SesEmulator, startSes } from './ses.ts';

export { createTables, type TableDefinition, TableLayoutError } from './dynamodb/tables.ts';
export type { Conflicts, Mail, SentMail };

export interface EmulatorOptions {
  /** Where tables and key material are kept; by default in memory. Mails are always kept in memory. */
  readonly dataFolder?: string;
  /** The KMS keys that exist; by default one, `kms.keyArns[0]`. */
  readonly keyArns?: readonly string[];
  /** Called for each mail that was accepted. */
  readonly onSent?: (mail: SentMail) => void;
  /** See DynamoDBOptions. */
  readonly conflicts?: Conflicts;
  /** What callers may do; by default everything. */
  readonly authorize?: Authorize;
  readonly onUnexpected?: (error: unknown) => void;
}

export interface Emulators {
  /** With these variables in its environment the AWS SDK finds the emulators. */
  readonly environment: Record<string, string>;
  readonly dynamodb: DynamoDBEmulator;
  readonly kms: KmsEmulator;
  readonly ses: SesEmulator;
  /** The mails sent so far, oldest first. */
  inbox(): Promise<Mail[]>;
  close(): Promise<void>;
}

/** Starts DynamoDB, KMS and SES on free ports of 127.0.0.1. @throws as they do, if the data folder cannot be used. */
export async function startEmulators(options: EmulatorOptions = {}): Promise<Emulators> {
  const { dataFolder, keyArns, onSent, conflicts, ...common } = options;
  if (dataFolder !== undefined) await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  const dynamodb = await startDynamoDB({
    ...common,
    ...(conflicts && { conflicts }),
    ...(dataFolder !== undefined && { path: join(dataFolder, 'dynamodb') }),
  });
  const kms = await startKms({
    ...common,
    ...(keyArns && { keyArns }),
    ...(dataFolder !== undefined && { path: join(dataFolder, 'kms-key') }),
  });
  const ses = await startSes({ ...common, ...(onSent && { onSent }) });
  return {
    environment: awsEnvironment({ dynamodb, kms, ses }, 'local'),
    dynamodb,
    kms,
    ses,
    inbox: ses.inbox,
    async close() {
      await Promise.all([dynamodb.close(), kms.close(), ses.close()]);
    },
  };
}

/** The AWS SDK's own variables. The access key names the caller: there are no secrets here. */
export function awsEnvironment(
  { dynamodb, kms, ses }: Pick<Emulators, 'dynamodb' | 'kms' | 'ses'>,
  accessKeyID: string,
): Record<string, string> {
  return {
    AWS_REGION: localAccount.region,
    AWS_ACCESS_KEY_ID: accessKeyID,
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb.endpoint,
    AWS_ENDPOINT_URL_KMS: kms.endpoint,
    AWS_ENDPOINT_URL_SES: ses.endpoint,
  };
}
