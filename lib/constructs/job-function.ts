import { Duration } from 'aws-cdk-lib';
import { type EventPattern, Match, Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as Target } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Job, JobName } from '../../functions/jobs.ts';
import { RowFunction, type RowFunctionProps } from './row-function.ts';

export interface JobFunctionProps extends Omit<RowFunctionProps, 'row' | 'timeoutSeconds' | 'alsoAllow'> {
  readonly row: Job & { readonly name: JobName };
  /** Whether its rule runs it. Otherwise the function is idle, which costs nothing. */
  readonly isEnabled: boolean;
  /** Gets the events of runs that failed after all retries. */
  readonly failures: IQueue;
}

/** Retry limits for asynchronous invocations. An older event is useless to a job. */
const retryAttempts = 2;
const maxEventAge = Duration.hours(6);

const mailEventsOf = (configurationSet: string): EventPattern => ({
  source: ['aws.ses'],
  detailType: ['Email Bounced', 'Email Complaint Received', 'Email Rejected', 'Email Delivery Delayed'],
  detail: { mail: { tags: { 'ses:configuration-set': Match.exactString(configurationSet) } } },
});

/**
 * The function of a job, and the EventBridge rule that runs it. A failed run is retried twice; then its event goes to the queue of
 * failures.
 */
export class JobFunction extends RowFunction {
  constructor(scope: Construct, id: string, props: JobFunctionProps) {
    const { row, failures, names, isEnabled } = props;
    const mayReportFailures = new PolicyStatement({
      actions: ['sqs:SendMessage'],
      resources: [failures.queueArn],
    });
    super(scope, id, { ...props, timeoutSeconds: row.timeoutSeconds, alsoAllow: [mayReportFailures] });
    const handler = this.function;
    new EventInvokeConfig(this, 'Failures', {
      function: handler,
      onFailure: new SqsDestination(failures),
      retryAttempts,
      maxEventAge,
    });
    new Rule(this, 'Rule', {
      description: row.summary,
      enabled: isEnabled,
      ...('schedule' in row.trigger
        ? { schedule: Schedule.expression(row.trigger.schedule) }
        : { eventPattern: mailEventsOf(names.configurationSet) }),
      targets: [new Target(handler, { deadLetterQueue: failures, retryAttempts, maxEventAge })],
    });
  }
}
