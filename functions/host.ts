import * as crypto from 'node:crypto';
import type { Random } from '../core/random.ts';

/** What a function stands on: its environment, the clock and the randomness. */
export interface Host {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly random: Random;
}

export const lambdaHost: Host = {
  environment: process.env,
  now: () => Date.now(),
  random: (byteLength) => crypto.randomBytes(byteLength),
};

/** Reads a setting that the template gives to every function that needs it. */
export function setting(host: Host, name: string): string {
  const value = host.environment[name];
  if (value === undefined || value === '') throw new Error(`the environment variable ${name} is missing`);
  return value;
}
