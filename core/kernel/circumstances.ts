import type { ClientProgram } from './client-program.ts';

/** When, from which network address and with which browser something was requested. */
export interface Circumstances {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly address: string;
  readonly browser: ClientProgram;
}
