import { describe, expect, it } from 'vitest';
import { pageOf, readMemberPage, readPage } from '../../../functions/http/pages.ts';
import { Refusal } from '../../../functions/refusal.ts';

const reasonFor = (
  query: Record<string, string>,
  read: (query: Record<string, string>) => unknown = readPage,
) => {
  try {
    read(query);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.problem.errors?.[0]?.reason;
    throw error;
  }
};

describe('a page of a list', () => {
  it('goes on where the previous one ended', () => {
    const after = '2026-11-24T12:00:00.000Z#abc123';
    const { next = '' } = pageOf({ next: after });
    expect(readPage({ cursor: next })).toMatchObject({ after });
    expect(readPage({})).not.toHaveProperty('after');
    expect(pageOf({})).toEqual({});
  });

  it.each(['', '0', 'x', 'bm90IGEgY3Vyc29y'])(
    'is refused for the cursor %j, which no page gave',
    (cursor) => {
      expect(reasonFor({ cursor })).toBe('cursor-invalid');
    },
  );

  it.each(['', '0', '-1', '1.5', '101', 'all'])('is refused for the limit %j', (limit) => {
    expect(reasonFor({ limit })).toBe('limit-invalid');
  });
});

describe('a page of members', () => {
  it('is all of them if neither a limit nor a cursor is given', () => {
    expect(readMemberPage({})).toBeUndefined();
  });

  it('begins after the last id of the previous page, and is full without a limit', () => {
    expect(readMemberPage({ limit: '2', cursor: 'abc' })).toEqual({ limit: 2, after: 'abc' });
    expect(readMemberPage({ cursor: 'abc' })).toEqual({ limit: 500, after: 'abc' });
    expect(readMemberPage({ limit: '500' })).toEqual({ limit: 500 });
  });

  it.each(['', 'member#abc', 'a b', 'é', 'a'.repeat(101)])('is refused for the cursor %j', (cursor) => {
    expect(reasonFor({ cursor }, readMemberPage)).toBe('cursor-invalid');
  });

  it.each(['', '0', '501', '1.5', '-1'])('is refused for the limit %j', (limit) => {
    expect(reasonFor({ limit }, readMemberPage)).toBe('limit-invalid');
  });
});
