import type { Job } from '../functions/jobs.ts';
import type { Step } from '../functions/steps.ts';

/**
 * How many requests a function may serve at once; undefined if it is not limited. A limit keeps the bill and the mails of a flood
 * in bounds, and leaves concurrency for the other functions: an AWS account has 1,000 by default, 100 of which cannot be reserved.
 */
export function stepConcurrency({ memory, mail }: Pick<Step, 'memory' | 'mail'>): number | undefined {
  if (memory === 'hashing') return 20;
  return mail ? 10 : undefined;
}

/** How many runs of a job may overlap. Scheduled jobs never do. */
export function jobConcurrency({ trigger }: Pick<Job, 'trigger'>): number {
  return 'schedule' in trigger ? 1 : 5;
}
