import { type MemberPage, memberListLimits } from '../../core/organizations/member-lists.ts';
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

/**
 * The query of an operation that lists members. Without a limit it lists all, as the guide's command line expects. The
 * last page is the first that is not full: a page is always filled, and its last id leads to the next.
 */
export const memberPageQuery = {
  limit: {
    description: 'How many members to list, by id. Default: all, by name',
    schema: { type: 'integer', minimum: 1, maximum: memberListLimits.page },
  },
  cursor: {
    description:
      'The id of the last member in the previous page. The last page has fewer members than `limit`',
    schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,100}$' },
  },
} as const;

/** @returns undefined if all members are asked for. @throws Refusal `limit-invalid`, `cursor-invalid` */
export function readMemberPage(query: Readonly<Record<string, string | undefined>>): MemberPage | undefined {
  const { limit, cursor } = query;
  if (limit === undefined && cursor === undefined) return undefined;
  if (cursor !== undefined && !/^[A-Za-z0-9_-]{1,100}$/.test(cursor)) refuseField('cursor', 'cursor-invalid');
  return {
    limit: readLimit(limit, { usual: memberListLimits.page, most: memberListLimits.page }),
    ...(cursor !== undefined && { after: cursor }),
  };
}

/** What an answer says about the next page. */
export function pageOf(page: Pick<Page, 'next'>): { readonly next?: string } {
  return page.next === undefined ? {} : { next: Buffer.from(page.next).toString('base64url') };
}

function readLimit(text: string | undefined, { usual, most } = limits): number {
  if (text === undefined) return usual;
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= most) return limit;
  return refuseField('limit', 'limit-invalid', { maximum: most });
}

function readCursor(text: string): string {
  const id = Buffer.from(text, 'base64url').toString('utf8');
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[a-z0-9]{1,64}$/.test(id)
    ? id
    : refuseField('cursor', 'cursor-invalid');
}
