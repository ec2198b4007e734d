import { join } from 'node:path';
import type { Deployment } from './deployment.ts';
import { runOrFail } from './programs.ts';
import type { Account } from './stage.ts';

export interface DeployedResource {
  readonly type: string;
  readonly physicalID: string;
  readonly status: string;
}

/** By stack name and logical id. */
export type Resources = Readonly<Record<string, Readonly<Record<string, DeployedResource>>>>;

/** What CloudFormation says of the stacks of a stage. */
export async function resourcesOf(
  { emulator, pythonPath }: Account,
  { prefix }: Deployment,
): Promise<Resources> {
  const program = join(import.meta.dirname, 'emulator/account.py');
  const { answer } = await runOrFail(pythonPath, [program, `${prefix}-`], {
    environment: emulator.environment,
  });
  return JSON.parse(answer) as Resources;
}

/** The physical ids of the resources of some types, by stack and logical id. */
export function idsOf(resources: Resources, types: readonly string[]): Readonly<Record<string, string>> {
  const ids = Object.entries(resources).flatMap(([stack, its]) =>
    Object.entries(its)
      .filter(([, { type }]) => types.includes(type))
      .map(([logicalID, { physicalID }]) => [`${stack} ${logicalID}`, physicalID]),
  );
  return Object.fromEntries(ids);
}
