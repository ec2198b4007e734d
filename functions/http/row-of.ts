import { type Step, steps } from '../steps.ts';
import type { AnyStep } from './step.ts';

/**
 * The row of a step. A bundle has only its own row, which the build puts into the step (lib/build/lean-functions.ts).
 * @throws Error if it has none
 */
export function rowOf({ name, row }: AnyStep): Step {
  const found = row ?? steps.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`no row for the step ${name}`);
  return found;
}
