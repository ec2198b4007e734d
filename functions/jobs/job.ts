import type { Context, EventBridgeEvent } from 'aws-lambda';
import { isDenial, metrics } from '../adapters/metrics.ts';
import { type Dependencies, type Factories, makeDependencies } from '../dependencies.ts';
import { errorLine } from '../error-line.ts';
import { type Host, lambdaHost } from '../host.ts';
import { trackInvocations } from '../invocation.ts';
import type { JobName, jobs } from '../jobs.ts';

type RowOf<Name extends JobName> = Extract<(typeof jobs)[number], { name: Name }>;

/** An event from EventBridge. SES's report about a mail is in its `detail`, which is not validated yet. */
export type JobEvent<Name extends JobName> =
  RowOf<Name> extends { trigger: { mailEvents: true } }
    ? EventBridgeEvent<string, unknown>
    : EventBridgeEvent<'Scheduled Event', unknown>;

export interface JobDefinition<Name extends JobName, U extends Factories> {
  readonly name: Name;
  /** The factories of the adapters that `run` gets. The bundle of a function contains only the adapters named here. */
  readonly uses: U;
  /**
   * If it throws, the job has failed: it is run twice more, and then its event is kept in the queue of failed jobs. The same
   * event may be delivered more than once in any case.
   */
  readonly run: (event: JobEvent<Name>, ports: Dependencies<U> & { readonly host: Host }) => Promise<void>;
}

/** Any job. */
// biome-ignore lint/suspicious/noExplicitAny: the one place where jobs of all events and uses meet
export type AnyJob = JobDefinition<any, any>;

/** Defines the job of a row of the table of jobs. */
export function defineJob<const Name extends JobName, U extends Factories>(
  definition: JobDefinition<Name, U>,
): JobDefinition<Name, U> {
  return definition;
}

/** Reports to Lambda that the job failed. The message quotes nothing, because Lambda writes it to the log. */
export class JobFailedError extends Error {
  // The runtime logs the name of the class, which the minifier would shorten.
  static override readonly name = 'JobFailedError';
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
