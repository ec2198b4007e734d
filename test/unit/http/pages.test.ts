import { describe, expect, it } from 'vitest';
import { pageOf, readPage } from '../../../functions/http/pages.ts';
import { Refusal } from '../../../functions/refusal.ts';

const reasonFor = (query: Record<string, string>): string | undefined => {
  try {
    readPage(query);
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
