import type { ListOptions, Page } from '../adapters/store.ts';
import { refuseField } from '../refusal.ts';

const limits = { usual: 25, most: 100 };

/** The query of an operation that lists log entries page by page, newest first. */
export const pageQuery = {
  limit: {
    description: 'How many entries to list',
    schema: { type: 'integer', minimum: 1, maximum: limits.most, default: limits.usual },
  },
  cursor: {
    description: 'The value of `next` in the previous page',
    schema: { type: 'string', format: 'page-cursor', pattern: '^[A-Za-z0-9_-]+$' },
  },
} as const;

export function readPage(query: Readonly<Record<string, string | undefined>>): ListOptions {
  const after = query['cursor'] === undefined ? undefined : readCursor(query['cursor']);
  return { newestFirst: true, limit: readLimit(query['limit']), ...(after && { after }) };
}

/** What an answer says about the next page. */
export function pageOf(page: Pick<Page, 'next'>): { readonly next?: string } {
  return page.next === undefined ? {} : { next: Buffer.from(page.next).toString('base64url') };
}

function readLimit(text: string | undefined): number {
  if (text === undefined) return limits.usual;
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= limits.most) return limit;
  return refuseField('limit', 'limit-invalid', { maximum: limits.most });
}

function readCursor(text: string): string {
  const id = Buffer.from(text, 'base64url').toString('utf8');
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[a-z0-9]{1,64}$/.test(id)
    ? id
    : refuseField('cursor', 'cursor-invalid');
}
