import type { Step } from '../functions/steps.ts';

/**
 * Requests per second that API Gateway lets through, for each route, over all callers: `rate` lasting, `burst` at once. They bound
 * the bill and the load of a flood. A single guesser is slowed by the rules of the second factor, long before.
 */
export const throttles = {
  standard: { rate: 1000, burst: 2000 },
  tight: { rate: 100, burst: 200 },
} as const satisfies Record<Step['throttle'], { rate: number; burst: number }>;
