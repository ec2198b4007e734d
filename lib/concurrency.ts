import type { Job } from '../functions/jobs.ts';
import type { Step } from '../functions/steps.ts';

/**
 * How many requests a function may serve at once, where that is bounded: it bounds the bill and the mails of a flood, and leaves
 * the others their share. An account has 1,000 at first, of which 100 cannot be reserved.
 */
export function stepConcurrency({ memory, mail }: Pick<Step, 'memory' | 'mail'>): number | undefined {
  if (memory === 'hashing') return 20;
  return mail ? 10 : undefined;
}

/** By the clock never twice at once. */
export function jobConcurrency({ trigger }: Pick<Job, 'trigger'>): number {
  return 'schedule' in trigger ? 1 : 5;
}
