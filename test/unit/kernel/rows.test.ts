import { describe, expect, it } from 'vitest';
import { Busy } from '../../../core/kernel/busy.ts';
import { isScheduled, scheduledCircumstances } from '../../../core/kernel/circumstances.ts';
import { isoOrNull } from '../../../core/kernel/iso-or-null.ts';
import { sortKeyOf, ttlAfter } from '../../../core/kernel/rows.ts';
import { circumstances, noon } from '../../support/users.ts';

describe('a row', () => {
  it('is sorted by its id, except in the table of organizations', () => {
    expect(['users', 'factors', 'sessions', 'events'].map(sortKeyOf)).toEqual(['id', 'id', 'id', 'id']);
    expect(sortKeyOf('organizations')).toBe('item');
  });

  it('is cleaned up a day after it expired, in whole seconds', () => {
    const dayAfter = (noon + 86_400_000) / 1000;
    expect(ttlAfter(noon)).toBe(dayAfter);
    expect(ttlAfter(noon + 1)).toBe(dayAfter + 1);
  });
});

describe('what a scheduled job does', () => {
  it('is at a time, and from nowhere', () => {
    expect(scheduledCircumstances(noon)).toEqual({ at: noon, address: '', browser: 'scheduled job' });
  });

  it('is told from what a user does', () => {
    expect(isScheduled(scheduledCircumstances(noon))).toBe(true);
    expect(isScheduled(circumstances)).toBe(false);
  });
});

it('an instant is shown in ISO 8601, and one that is not there as null', () => {
  expect(isoOrNull(noon)).toBe('2026-11-24T12:00:10.000Z');
  expect(isoOrNull(0)).toBe('1970-01-01T00:00:00.000Z');
  expect(isoOrNull(undefined)).toBeNull();
});

it('a busy store says so by name, and keeps the cause', () => {
  const cause = new Error('contention');
  const busy = new Busy({ cause });
  expect(busy.name).toBe('Busy');
  expect(busy.message).toBe('The service is busy. Try again in a moment.');
  expect(busy.cause).toBe(cause);
});
