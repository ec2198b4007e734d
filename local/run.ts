import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DataFolder } from './data-folder.ts';
import { startControlPlane } from './emulators/control-plane.ts';
import { startDynamoDB } from './emulators/dynamodb/index.ts';
import {
  awsEnvironment,
  createTables,
  type EmulatorOptions,
  type Emulators,
  type SentMail,
  startEmulators,
} from './emulators/index.ts';
import { reportMail, startSchedules } from './event-bridge.ts';
import { type FunctionLog, FunctionPool } from './functions/index.ts';
import { inboxPath, startGateway } from './gateway/index.ts';
import { type Grant, Iam, operatorKeyID } from './iam.ts';
import { seed } from './seed.ts';
import { type LocalModel, readModel } from './template/index.ts';

export interface LocalRunOptions {
  readonly port: number;
  /** If absent, everything is kept in memory. */
  readonly dataFolder?: DataFolder;
  /** The folder of the synthesized assembly. */
  readonly assembly: Promise<string>;
  /** Receives warnings and errors, one per line. */
  readonly report: (line: string) => void;
  /** Receives what is being done, for people who wait. */
  readonly progress?: (text: string) => void;
}

export interface LocalRun {
  readonly url: string;
  readonly inboxUrl: string;
  readonly emulators: Emulators;
  /** The endpoint at which an operator's tools reach everything as on AWS, with the access key `local-operator`. */
  readonly awsEndpoint: string;
  /** Permissions in the template that no call has needed so far. */
  unusedGrants(): Grant[];
  /** Starts the functions that a sign-in uses, so that the first sign-in does not wait for them. */
  warm(): void;
  close(): Promise<void>;
}

const signInRoutes = ['POST /api/auth/signin', 'POST /api/auth/signin/mfa/{mfaID}', 'GET /api/auth/verify'];

/**
 * Runs what the assembly's template declares.
 * @throws DataFolderError, BuildFailedError, TemplateError, PortInUseError
 */
export async function startLocalRun(options: LocalRunOptions): Promise<LocalRun> {
  const { port, dataFolder, progress = () => undefined } = options;
  if (dataFolder) await checkFolder(dataFolder);
  const model = await readModel(await options.assembly);
  progress('Starting ...');
  const iam = new Iam(model.functions);
  const onUnexpected = (error: unknown) =>
    options.report(error instanceof Error ? `${error.stack}` : `${error}`);
  const invoke = (arn: string, event: unknown) => pool.invoke(arn, event);
  const onSent = (mail: SentMail) => reportMail(model.rules, mail, invoke, onUnexpected);
  const emulators = await openEmulators(model, iam, dataFolder, { onUnexpected, onSent });
  const pool = new FunctionPool(model.functions, emulators, functionLog(options));
  const gateway = await startGateway(port, { model, invoke, ses: emulators.ses, onUnexpected });
  if (!(await dataFolder?.isSeeded())) {
    progress('Creating the demo accounts ...');
    await seed(`http://127.0.0.1:${gateway.port}`, emulators.ses);
    await dataFolder?.markSeeded();
  }
  const { dynamodb, kms, ses } = emulators;
  const controlPlane = await startControlPlane({
    environments: new Map(model.functions.map(({ name, environment }) => [name, environment])),
    others: { dynamodb: dynamodb.endpoint, kms: kms.endpoint, ses: ses.endpoint },
  });
  const endSchedules = startSchedules(model.rules, invoke, onUnexpected);
  const url = `http://localhost:${gateway.port}`;
  return {
    url,
    inboxUrl: url + inboxPath,
    emulators,
    awsEndpoint: controlPlane.endpoint,
    unusedGrants: () => iam.unusedGrants(),
    warm() {
      for (const { routeKey, functionArn } of model.api.routes)
        if (signInRoutes.includes(routeKey)) pool.warm(functionArn);
    },
    async close() {
      endSchedules();
      await controlPlane.close();
      await gateway.close();
      await pool.close();
      await emulators.close();
    },
  };
}

/** Opens and closes the tables, so that problems with the folder are reported before the build is done. */
async function checkFolder(folder: DataFolder): Promise<void> {
  await folder.prepare();
  await folder.explainErrors(async () => {
    const dynamodb = await startDynamoDB({ path: join(folder.path, 'dynamodb') });
    await dynamodb.close();
  });
}

async function openEmulators(
  model: LocalModel,
  iam: Iam,
  folder: DataFolder | undefined,
  callbacks: Required<Pick<EmulatorOptions, 'onUnexpected' | 'onSent'>>,
): Promise<Emulators> {
  const open = async () => {
    const emulators = await startEmulators({
      keyArns: model.keyArns,
      authorize: iam.authorize,
      ...callbacks,
      ...(folder && { dataFolder: folder.path }),
    });
    const client = operatorClient(emulators);
    await createTables(client, model.tables);
    client.destroy();
    return emulators;
  };
  if (!folder) return open();
  await folder.checkLayout(model.keyArns);
  return folder.explainErrors(open);
}

function operatorClient(emulators: Emulators): DynamoDBClient {
  const environment = awsEnvironment(emulators, operatorKeyID);
  return new DynamoDBClient({
    endpoint: emulators.dynamodb.endpoint,
    region: environment['AWS_REGION'] ?? '',
    credentials: { accessKeyId: operatorKeyID, secretAccessKey: 'local' },
  });
}

function functionLog({ dataFolder, report }: LocalRunOptions): FunctionLog {
  const file = dataFolder && createWriteStream(dataFolder.logPath, { flags: 'a' });
  return (functionName, level, line) => {
    file?.write(`${new Date().toISOString()} ${functionName} ${line}\n`);
    if (level === 'loud') report(`[${functionName}] ${line}`);
  };
}
