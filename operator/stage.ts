import { type Mailer, mailer } from '../functions/adapters/mailer.ts';
import { type Store, store } from '../functions/adapters/store.ts';
import { type Host, lambdaHost } from '../functions/host.ts';
import { tableNames } from '../functions/steps.ts';
import { stageNames, tableVariable } from '../lib/names.ts';
import { type Aws, parseJson } from './aws/caller.ts';

/** A deployed stage, as its own functions see it, in the operator's hands. */
export interface Stage {
  readonly name: string;
  readonly host: Host;
  readonly store: Store;
  readonly mailer: Mailer;
}

/** Knows all that the commands need: the sender of mail, the public address, the names of things. */
const describingJob = 'mfa/carry-out-resets';

/** The environment that a function of the stage runs with. @throws AwsError where there is none. */
export async function stageEnvironment(aws: Aws, stage: string): Promise<Readonly<Record<string, string>>> {
  const name = stageNames(stage).function(describingJob);
  const { text } = await aws.call('lambda', {
    method: 'GET',
    path: `/2015-03-31/functions/${encodeURIComponent(name)}/configuration`,
  });
  const { Environment } = (parseJson(text) ?? {}) as { Environment?: { Variables?: Record<string, string> } };
  return Environment?.Variables ?? {};
}

/** Opens a stage: its tables by their names, all else as its functions have it. @throws AwsError */
export async function openStage(aws: Aws, name: string): Promise<Stage> {
  const names = stageNames(name);
  const tables = tableNames.map((table) => [tableVariable(table), names.table(table)]);
  const environment = { ...(await stageEnvironment(aws, name)), ...Object.fromEntries(tables) };
  // What functions count is read from their logs; a command has none.
  return stageOn(name, { ...lambdaHost, environment, emit: () => undefined });
}

export function stageOn(name: string, host: Host): Stage {
  return { name, host, store: store(host), mailer: mailer(host) };
}
