import type { JobName } from '../functions/jobs.ts';
import type { Step, StepName, StepStack, TableName } from '../functions/steps.ts';

const product = 'serverless-mfa';

/** `auth/sign-in` as `auth-sign-in`, for names that must not contain `/`, such as the folder of its bundle. */
export const dashed = (name: string): string => name.replaceAll('/', '-');

/** `auth/sign-in` as `AuthSignIn`: the id of its construct. */
export const constructId = (name: string): string =>
  name.replace(/(?:^|[/-])([a-z])/g, (_match, letter: string) => letter.toUpperCase());

/** Every physical name of a stage. They contain the stage, so that an AWS account can have several. */
export function stageNames(stage: string) {
  const prefix = `${product}-${stage}`;
  return {
    prefix,
    stack: (part: 'data' | StepStack | 'edge' | 'monitoring' | 'keys') => `${prefix}-${part}`,
    table: (table: TableName) => `${prefix}-${table}`,
    function: (name: StepName | JobName) => `${prefix}-${dashed(name)}`,
    keyAlias: (purpose: 'secrets' | 'storage') => `alias/${product}/${stage}/${purpose}`,
    configurationSet: prefix,
    logGroup: (part: string) => `/${product}/${stage}/${part}`,
    /** With this prefix AWS services can write to the group without another entry in the resource policy of CloudWatch Logs. */
    vendedLogGroup: (part: string) => `/aws/vendedlogs/${product}/${stage}/${part}`,
    /** AWS WAF requires this prefix. */
    firewallLogGroup: `aws-waf-logs-${prefix}`,
  };
}

export type StageNames = ReturnType<typeof stageNames>;

/** `USERS_TABLE`: the environment variable with the name of a table. */
export const tableVariable = (table: TableName): string => `${table.toUpperCase()}_TABLE`;

/** `/api/auth/signin`: the path of an operation in the HTTP API. */
export const routePath = (step: Step): string => `/api${step.path}`;

/** `POST /api/auth/signin`: the key of an operation's route in the HTTP API. */
export const routeKey = (step: Step): string => `${step.method} ${routePath(step)}`;
