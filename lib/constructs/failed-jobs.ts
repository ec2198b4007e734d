import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** Keeps the events of jobs that failed after all retries, until someone has looked at them. */
export class FailedJobs extends Construct {
  readonly queue: IQueue;

  /** @param ruleNames what the names of rules of other stacks begin with, which hand over events that they could not deliver. */
  constructor(scope: Construct, id: string, ruleNames: string) {
    super(scope, id);
    // As an IQueue, because the CDK's types of the two are not compatible with exactOptionalPropertyTypes.
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: RemovalPolicy.DESTROY,
    }) as IQueue;
    const rules = Stack.of(this).formatArn({
      service: 'events',
      resource: 'rule',
      resourceName: `${ruleNames}*`,
    });
    this.queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [this.queue.queueArn],
        conditions: { ArnLike: { 'aws:SourceArn': rules } },
      }),
    );
    Validations.of(this.queue).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is the dead-letter queue of Lambda and EventBridge itself; only people read it.',
    });
  }
}
