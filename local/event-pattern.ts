import type { Json, JsonObject } from './template/assembly.ts';

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Whether an event has what an EventBridge pattern asks for: each leaf of the pattern lists the values of which one must be
 * there. EventBridge's other comparisons (`prefix`, `exists`, …) are not known here and match nothing.
 */
export function matchesPattern(pattern: JsonObject, event: JsonObject): boolean {
  return Object.entries(pattern).every(([name, wanted]) => {
    const value = event[name];
    if (isObject(wanted)) return isObject(value) && matchesPattern(wanted, value);
    const values = Array.isArray(value) ? value : [value];
    return Array.isArray(wanted) && wanted.some((one) => values.includes(one as never));
  });
}
