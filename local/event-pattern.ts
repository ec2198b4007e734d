import type { Json, JsonObject } from './template/assembly.ts';

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Whether an event matches an EventBridge pattern. Each leaf of the pattern lists the values that match. The other comparisons of
 * EventBridge (`prefix`, `exists`, …) are not supported and match nothing.
 */
export function matchesPattern(pattern: JsonObject, event: JsonObject): boolean {
  return Object.entries(pattern).every(([name, wanted]) => {
    const value = event[name];
    if (isObject(wanted)) return isObject(value) && matchesPattern(wanted, value);
    const values = Array.isArray(value) ? value : [value];
    return Array.isArray(wanted) && wanted.some((one) => values.includes(one as never));
  });
}
