import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Assembly, JsonObject } from './assembly.ts';
import { type Located, type Resolver, TemplateError } from './resolver.ts';
import type { Role } from './roles.ts';

/** A Lambda function that a route leads to, or that a rule runs. */
export interface LambdaFunction {
  readonly logicalID: string;
  readonly name: string;
  readonly arn: string;
  /** The module with the handler. */
  readonly modulePath: string;
  readonly handlerName: string;
  /** As the template has it, such as `index.handler`. */
  readonly handler: string;
  /** The runtime, such as `nodejs24.x`. */
  readonly runtime: string;
  readonly logFormat: 'JSON' | 'Text';
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMilliseconds: number;
  readonly memoryMegabytes: number;
  readonly role: Role;
}

/** The defaults of Lambda. */
const defaultTimeoutSeconds = 3;
const defaultMemoryMegabytes = 128;

/** @param arns of the functions that are needed. @throws TemplateError */
export function readFunctions(
  resolver: Resolver,
  assets: Assembly['assets'],
  roles: ReadonlyMap<string, Role>,
  arns: ReadonlySet<string>,
): LambdaFunction[] {
  return resolver
    .resources('AWS::Lambda::Function')
    .filter((located) => arns.has(resolver.attribute(located, 'Arn')))
    .map((located) => readFunction(resolver, located, assets, roles));
}

function readFunction(
  resolver: Resolver,
  located: Located,
  assets: Assembly['assets'],
  roles: ReadonlyMap<string, Role>,
): LambdaFunction {
  const { logicalID } = located;
  const runtime = String(resolver.property(located, 'Runtime'));
  if (!runtime.startsWith('nodejs'))
    throw new TemplateError(
      `The function ${logicalID} runs on ${runtime}; the local run only supports Node.`,
    );
  const code = (resolver.property(located, 'Code') ?? {}) as JsonObject;
  const folder = assets.get(String(code['S3Key']));
  if (folder === undefined)
    throw new TemplateError(`The code of the function ${logicalID} is not an asset of the assembly.`);
  const role = roles.get(String(resolver.property(located, 'Role')));
  if (!role) throw new TemplateError(`The role of the function ${logicalID} is in no stack of the assembly.`);
  const handler = String(resolver.property(located, 'Handler'));
  const [moduleName = '', handlerName = ''] = handler.split('.');
  const logging = (resolver.property(located, 'LoggingConfig') ?? {}) as { LogFormat?: 'JSON' | 'Text' };
  const environment = (resolver.property(located, 'Environment') ?? {}) as {
    Variables?: Record<string, string>;
  };
  return {
    logicalID,
    name: resolver.ref(located),
    arn: resolver.attribute(located, 'Arn'),
    modulePath: findModule(join(folder, moduleName), logicalID),
    handlerName,
    handler,
    runtime,
    logFormat: logging.LogFormat ?? 'Text',
    environment: environment.Variables ?? {},
    timeoutMilliseconds: Number(resolver.property(located, 'Timeout') ?? defaultTimeoutSeconds) * 1000,
    memoryMegabytes: Number(resolver.property(located, 'MemorySize') ?? defaultMemoryMegabytes),
    role,
  };
}

function findModule(path: string, logicalID: string): string {
  const found = ['.mjs', '.js', '.cjs'].map((ending) => path + ending).find((file) => existsSync(file));
  if (found === undefined)
    throw new TemplateError(`The module ${path} of the function ${logicalID} does not exist.`);
  return found;
}
