import { randomInt } from 'node:crypto';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** What the random inputs of property tests follow from. */
    propertySeed: number;
  }
}

/** Chooses the seed of this run's property tests, and prints it: `SEED=… npm run test:property` runs the same again. */
export default function setup({ provide }: TestProject): void {
  const given = process.env['SEED'];
  const seed = given === undefined ? randomInt(2 ** 31) : Number(given);
  if (!Number.isInteger(seed)) throw new Error(`SEED must be an integer, and is "${given}"`);
  console.log(`Property tests run with SEED=${seed}`);
  provide('propertySeed', seed);
}
