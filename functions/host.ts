import * as crypto from 'node:crypto';
import type { Random } from '../core/kernel/random.ts';
import type { Invocation } from './invocation.ts';

/** What a function gets from where it runs: the environment, a clock, randomness, and its output. */
export interface Host {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly random: Random;
  /** Resolves after some milliseconds, before another attempt at what may succeed by then. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Writes a line to the log as it is. Lambda wraps what is written with `console`. */
  readonly emit: (line: string) => void;
  /** A lower cost of password hashes, for tests that are not about hashing. No setting changes the cost of functions. */
  readonly hashCost?: HashCost;
  /** The invocation that is being handled. Outside functions, such as in the operator's commands, there is none. */
  readonly invocation?: Invocation;
}

/** The cost of argon2id: the memory in KiB, and the number of passes. */
export interface HashCost {
  readonly memory: number;
  readonly passes: number;
}

export const lambdaHost: Host = {
  environment: process.env,
  now: () => Date.now(),
  random: (byteLength) => crypto.randomBytes(byteLength),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  emit: (line) => void process.stdout.write(`${line}\n`),
};

/** Reads a setting that the template gives to every function that needs it. */
export function setting(host: Host, name: string): string {
  const value = host.environment[name];
  if (value === undefined || value === '') throw new Error(`the environment variable ${name} is missing`);
  return value;
}
