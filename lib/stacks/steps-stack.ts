import { Stack, type StackProps } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { type IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Job, JobName } from '../../functions/jobs.ts';
import type { Step, StepName, StepStack } from '../../functions/steps.ts';
import { jobConcurrency, stepConcurrency } from '../concurrency.ts';
import { addRoute } from '../constructs/api.ts';
import { JobFunction } from '../constructs/job-function.ts';
import { RowFunction, type RowFunctionProps } from '../constructs/row-function.ts';
import { constructId, routeKey, type StageNames } from '../names.ts';
import type { Settings } from '../settings.ts';

/** A row of the table of steps. */
export type StepRow = Step & { readonly name: StepName };

/** A row of the table of jobs. */
export type JobRow = Job & { readonly name: JobName };

/** What the functions of all rows have in common. */
export type SharedByFunctions = Pick<RowFunctionProps, 'logs' | 'environment' | 'resources'>;

/** Short, because a user waits for the response. */
const stepTimeoutSeconds = 10;

export interface StepFunctionProps {
  readonly row: StepRow;
  readonly settings: Settings;
  readonly names: StageNames;
  readonly functionsFolder: string;
  readonly shared: SharedByFunctions;
}

/** The function of a step, with its role and log group. */
export function stepFunction(scope: Construct, { row, settings, shared, ...props }: StepFunctionProps) {
  return new RowFunction(scope, constructId(row.name), {
    ...props,
    ...shared,
    row,
    timeoutSeconds: stepTimeoutSeconds,
    reservedConcurrency: settings.reservedConcurrency ? stepConcurrency(row) : undefined,
    keyVersion: settings.keyVersion,
  }).function;
}

export interface JobFunctionsProps extends Omit<StepFunctionProps, 'row'> {
  readonly jobs: readonly JobRow[];
  /** Keeps the events of jobs that failed after all retries. */
  readonly failures: IQueue;
}

/** The functions of jobs, with their roles, log groups and rules. */
export function addJobs(scope: Construct, { jobs, settings, shared, ...props }: JobFunctionsProps): void {
  for (const row of jobs)
    new JobFunction(scope, constructId(row.name), {
      ...props,
      ...shared,
      row,
      isEnabled: row.setting === undefined || settings[row.setting],
      reservedConcurrency: settings.reservedConcurrency ? jobConcurrency(row) : undefined,
      keyVersion: settings.keyVersion,
    });
}

export interface StepsStackProps extends StackProps, Omit<StepFunctionProps, 'row'> {
  readonly stack: Exclude<StepStack, 'service'>;
  readonly rows: readonly StepRow[];
  readonly jobs: readonly JobRow[];
  readonly apiId: string;
  /** The name of the queue that keeps the events of failed jobs. */
  readonly failedJobs: string;
}

/**
 * Functions for which the service stack has no room. Their routes are added to its API. Only the stack of the API can set throttles
 * for single routes, and only for its own, so the routes here have the default of the API, which is tight.
 */
export class StepsStack extends Stack {
  constructor(scope: Construct, id: string, props: StepsStackProps) {
    const { settings, names, rows, jobs, apiId, functionsFolder } = props;
    super(scope, id, { ...props, stackName: names.stack(props.stack) });
    const api = HttpApi.fromHttpApiAttributes(this, 'Api', { httpApiId: apiId });
    const redactions = LogGroup.fromLogGroupName(this, 'Redactions', names.vendedLogGroup('redactions'));
    const shared = { ...props.shared, logs: { ...props.shared.logs, redactions } };
    for (const row of rows) {
      if (row.throttle !== 'tight')
        throw new TypeError(
          `${routeKey(row)}: a route of the stack ${props.stack} must have the throttle "tight".`,
        );
      addRoute(this, api, row, stepFunction(this, { row, settings, names, functionsFolder, shared }));
    }
    if (jobs.length === 0) return;
    const queueArn = this.formatArn({ service: 'sqs', resource: props.failedJobs });
    const failures = Queue.fromQueueArn(this, 'FailedJobs', queueArn);
    addJobs(this, { jobs, settings, names, functionsFolder, shared, failures });
  }
}
