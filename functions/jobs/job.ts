import type { Context, EventBridgeEvent } from 'aws-lambda';
import { isDenial, metrics } from '../adapters/metrics.ts';
import { type Dependencies, type Factories, makeDependencies } from '../dependencies.ts';
import { errorLine } from '../error-line.ts';
import { type Host, lambdaHost } from '../host.ts';
import { trackInvocations } from '../invocation.ts';
import type { JobName, jobs } from '../jobs.ts';

type RowOf<Name extends JobName> = Extract<(typeof jobs)[number], { name: Name }>;

/** What EventBridge hands over; SES's own account of a mail stands in its `detail`, not checked yet. */
export type JobEvent<Name extends JobName> =
  RowOf<Name> extends { trigger: { mailEvents: true } }
    ? EventBridgeEvent<string, unknown>
    : EventBridgeEvent<'Scheduled Event', unknown>;

export interface JobDefinition<Name extends JobName, U extends Factories> {
  readonly name: Name;
  /** The adapters that `run` gets, each by the factory that makes it. A function holds only the adapters named here. */
  readonly uses: U;
  /**
   * An error is a failure of the job: it is run again twice, then its event is kept in the queue of failed jobs. An event may come
   * more than once in any case.
   */
  readonly run: (event: JobEvent<Name>, ports: Dependencies<U> & { readonly host: Host }) => Promise<void>;
}

/** A job as those see it that run any of them. */
// biome-ignore lint/suspicious/noExplicitAny: the one place where jobs of all events and uses meet
export type AnyJob = JobDefinition<any, any>;

/** Defines what a row of the table of jobs does. */
export function defineJob<const Name extends JobName, U extends Factories>(
  definition: JobDefinition<Name, U>,
): JobDefinition<Name, U> {
  return definition;
}

/** Tells Lambda that the job failed, in words that quote nothing: Lambda writes them to the log. */
export class JobFailedError extends Error {
  override name = 'JobFailedError';
  constructor(job: string) {
    super(`${job} failed`);
    this.stack = `${this.name}: ${this.message}`;
  }
}

export type JobHandler = (event: unknown, context: Context) => Promise<void>;

/** A job as a Lambda function. @throws JobFailedError */
export function toJob(job: AnyJob, host: Host = lambdaHost): JobHandler {
  const identify = trackInvocations();
  let made: Record<string, unknown> | undefined;
  return async (event, context) => {
    const invokedHost = { ...host, invocation: identify(context) };
    try {
      made ??= makeDependencies(job.uses as Factories, host);
      await job.run(event as JobEvent<JobName>, { ...made, host: invokedHost });
    } catch (error) {
      console.error(errorLine(invokedHost, error, { job: job.name }));
      metrics(host).count(isDenial(error) ? ['Errors', 'Denials'] : ['Errors'], { row: job.name });
      throw new JobFailedError(job.name);
    }
  };
}
