import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SESClient } from '@aws-sdk/client-ses';
import { type Mailer, mailer } from '../functions/adapters/mailer.ts';
import { type Store, store } from '../functions/adapters/store.ts';
import { type Host, lambdaHost } from '../functions/host.ts';
import { tableNames } from '../functions/steps.ts';
import { stageNames, tableVariable } from '../lib/names.ts';
import type { Aws } from './aws/clients.ts';

/** A deployed stage: its tables, its mail and the settings of its functions, used with the operator's credentials. */
export interface Stage {
  readonly name: string;
  readonly host: Host;
  readonly store: Store;
  readonly mailer: Mailer;
}

/** A job whose environment has every setting that the commands need: the sender of mail, the public origin, the brand. */
const describingJob = 'mfa/carry-out-resets';

/**
 * The environment variables that the functions of a stage run with.
 * @throws ResourceNotFoundException of Lambda if there is no such stage.
 */
export async function stageEnvironment(aws: Aws, stage: string): Promise<Readonly<Record<string, string>>> {
  const FunctionName = stageNames(stage).function(describingJob);
  const { Environment } = await aws
    .client(LambdaClient)
    .send(new GetFunctionConfigurationCommand({ FunctionName }));
  return Environment?.Variables ?? {};
}

/** Opens a stage with the settings of its functions. @throws ResourceNotFoundException of Lambda if there is no such stage. */
export async function openStage(aws: Aws, name: string): Promise<Stage> {
  const names = stageNames(name);
  const tables = tableNames.map((table) => [tableVariable(table), names.table(table)]);
  const environment = { ...(await stageEnvironment(aws, name)), ...Object.fromEntries(tables) };
  // Functions report metrics through their log, which a command does not have.
  return stageOn(name, { ...lambdaHost, environment, emit: () => undefined }, aws);
}

export function stageOn(name: string, host: Host, aws: Aws): Stage {
  return {
    name,
    host,
    store: store(host, aws.client(DynamoDBClient)),
    mailer: mailer(host, aws.client(SESClient)),
  };
}
