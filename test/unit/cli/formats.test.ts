import { expect, it } from 'vitest';
import { formatsFor } from '../../../cli/texts/formats.ts';

const hour = 3_600_000;

it.each([
  [-30_000, '30s ago'],
  [-59 * 60_000, '59m ago'],
  [-3 * hour, '3h ago'],
  [-47 * hour, '1d ago'],
  [-400 * 24 * hour, '1y ago'],
  [2 * 24 * hour, 'in 2d'],
])('%i ms from now is %s', (milliseconds, text) => {
  expect(formatsFor('en').fromNow(milliseconds)).toBe(text);
});
