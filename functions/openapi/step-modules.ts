import type { AnyStep } from '../http/step.ts';
import { type StepName, steps } from '../steps.ts';

/** The definition of every operation. */
export const stepModules = Object.fromEntries(
  await Promise.all(
    steps.map(
      async ({ name }) =>
        [
          name,
          ((await import(new URL(`../steps/${name}.ts`, import.meta.url).href)) as { step: AnyStep }).step,
        ] as const,
    ),
  ),
) as Record<StepName, AnyStep>;
