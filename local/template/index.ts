import type { TableDefinition } from '../emulators/index.ts';
import { type HttpApi, readApi } from './api.ts';
import { type Assembly, readAssembly } from './assembly.ts';
import { type Distribution, readDistribution } from './distribution.ts';
import { type LambdaFunction, readFunctions } from './functions.ts';
import { Resolver } from './resolver.ts';
import { readRoles } from './roles.ts';
import { type Rule, readRules } from './rules.ts';
import { readTables } from './tables.ts';

export { TemplateError } from './resolver.ts';

/** What the stacks of an assembly declare, as far as it can be run on this machine. */
export interface LocalModel {
  readonly tables: readonly TableDefinition[];
  readonly keyArns: readonly string[];
  /** Those that a route leads to, or that a rule runs. */
  readonly functions: readonly LambdaFunction[];
  readonly api: HttpApi;
  readonly rules: readonly Rule[];
  readonly distribution: Distribution;
}

/** @param folder of a cloud assembly. @throws TemplateError that names what the local run does not support. */
export async function readModel(folder: string): Promise<LocalModel> {
  return modelOf(await readAssembly(folder));
}

/** @throws TemplateError that names what the local run does not support. */
export function modelOf(assembly: Assembly): LocalModel {
  const resolver = new Resolver(assembly);
  const api = readApi(resolver);
  const rules = readRules(resolver);
  const called = new Set([...api.routes, ...rules].map(({ functionArn }) => functionArn));
  return {
    tables: readTables(resolver),
    keyArns: resolver.resources('AWS::KMS::Key').map((located) => resolver.attribute(located, 'Arn')),
    functions: readFunctions(resolver, assembly.assets, readRoles(resolver), called),
    api,
    rules,
    distribution: readDistribution(resolver, assembly.assets, api),
  };
}
