import type { Step } from '../functions/steps.ts';

/**
 * Requests that API Gateway accepts for each route, over all callers: `rate` per second, `burst` at once. They keep the bill and
 * the load of a flood in bounds. Someone who guesses codes is slowed down much earlier, by the limits on wrong codes.
 */
export const throttles = {
  standard: { rate: 1000, burst: 2000 },
  tight: { rate: 100, burst: 200 },
} as const satisfies Record<Step['throttle'], { rate: number; burst: number }>;
