import type { ClientProgram } from './client-program.ts';

/** When, from which network address and with which browser something was requested. */
export interface Circumstances {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly address: string;
  readonly browser: ClientProgram;
  /** The account whose session it is; absent if the caller is not signed in. */
  readonly account?: string;
}

/** Whether a scheduled job does it, and not a user, who could wait and try again. */
export const isScheduled = ({ browser }: Circumstances): boolean => browser === 'scheduled job';

/** Those of what a job does, which nobody requested. */
export function scheduledCircumstances(at: number): Circumstances {
  return { at, address: '', browser: 'scheduled job' };
}
