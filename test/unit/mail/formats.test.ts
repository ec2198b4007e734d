import { describe, expect, it } from 'vitest';
import { formatsFor } from '../../../core/mail/formats.ts';

const noon = Date.UTC(2026, 10, 24, 12);
const english = formatsFor('en-GB', 'UTC', (date, time) => `${date} at ${time}`);

describe('an instant', () => {
  it('is written with its time zone', () => {
    expect(english.instant(noon)).toBe('24 November 2026 at 12:00 UTC');
  });

  it('is written as the locale and the time zone of its reader demand', () => {
    const german = formatsFor('de-DE', 'Europe/Berlin', (date, time) => `${date} um ${time}`);
    expect(german.instant(noon)).toBe('24. November 2026 um 13:00 MEZ');
  });
});

describe('a duration', () => {
  it.each([
    [7 * 86_400, '7 days'],
    [172_800, '2 days'],
    [172_799, '47 hours'],
    [86_400, '24 hours'],
    [3599, '59 minutes'],
    [3600, '1 hour'],
    [600, '10 minutes'],
    [119, '1 minute'],
    [1, '1 minute'],
  ])('of %i s is %s', (seconds, text) => {
    expect(english.duration(seconds)).toBe(text);
  });

  it('is written in the words of the locale', () => {
    expect(formatsFor('de-DE', 'UTC', (date) => date).duration(7 * 86_400)).toBe('7 Tage');
  });
});

it('a list is written as the locale demands', () => {
  expect(english.list(['a', 'b', 'c'])).toBe('a, b and c');
});

it.each([
  [['a'], 'a'],
  [['a', 'b'], 'a or b'],
  [['a', 'b', 'c'], 'a, b or c'],
])('alternatives: %j', (items, text) => {
  expect(english.alternatives(items)).toBe(text);
});
