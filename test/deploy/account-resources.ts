import { join } from 'node:path';
import type { Deployment } from './deployment.ts';
import { runOrFail } from './programs.ts';
import type { Account } from './stand.ts';

export interface DeployedResource {
  readonly type: string;
  readonly physicalID: string;
  readonly status: string;
}

/** The resources of a stack by logical id; null for a stack that is not there. */
export type StackResources = Readonly<Record<string, DeployedResource>> | null;

/** What CloudFormation says of the stacks of a stage. */
export async function resourcesOf(
  { emulator, pythonPath }: Account,
  { stackNames }: Deployment,
): Promise<{ readonly data: StackResources; readonly service: StackResources }> {
  const { data, service } = stackNames;
  const { answer } = await runOrFail(
    pythonPath,
    [join(import.meta.dirname, 'emulator/account.py'), data, service],
    { environment: emulator.environment },
  );
  const resources = JSON.parse(answer) as Record<string, StackResources>;
  return { data: resources[data] ?? null, service: resources[service] ?? null };
}
