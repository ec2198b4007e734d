import type { JobName } from '../functions/jobs.ts';
import type { Step, StepName, TableName } from '../functions/steps.ts';

const product = 'serverless-mfa';

/** `auth/sign-in` as `auth-sign-in`: the name of its bundle's folder, and in names where `/` may not stand. */
export const dashed = (name: string): string => name.replaceAll('/', '-');

/** `auth/sign-in` as `AuthSignIn`: the id of its construct. */
export const constructId = (name: string): string =>
  name.replace(/(?:^|[/-])([a-z])/g, (_match, letter: string) => letter.toUpperCase());

/** Every physical name of a stage, so that several live in one account. */
export function stageNames(stage: string) {
  const prefix = `${product}-${stage}`;
  return {
    prefix,
    stack: (part: 'data' | 'service' | 'edge' | 'monitoring' | 'keys') => `${prefix}-${part}`,
    table: (table: TableName) => `${prefix}-${table}`,
    function: (name: StepName | JobName) => `${prefix}-${dashed(name)}`,
    keyAlias: (purpose: 'secrets' | 'storage') => `alias/${product}/${stage}/${purpose}`,
    configurationSet: prefix,
    logGroup: (part: string) => `/${product}/${stage}/${part}`,
    /** Under the prefix for which AWS's services need no growing resource policy of CloudWatch Logs. */
    vendedLogGroup: (part: string) => `/aws/vendedlogs/${product}/${stage}/${part}`,
    /** AWS WAF takes no other prefix. */
    firewallLogGroup: `aws-waf-logs-${prefix}`,
  };
}

export type StageNames = ReturnType<typeof stageNames>;

/** `USERS_TABLE`: the variable that tells a function the name of a table. */
export const tableVariable = (table: TableName): string => `${table.toUpperCase()}_TABLE`;

/** `/api/auth/signin`: the path of a step in the HTTP API. */
export const routePath = (step: Step): string => `/api${step.path}`;

/** `POST /api/auth/signin`: the key of a step's route in the HTTP API. */
export const routeKey = (step: Step): string => `${step.method} ${routePath(step)}`;
