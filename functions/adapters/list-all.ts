import type { ListOptions, Page } from './store.ts';

type ReadPage<R> = (options: ListOptions) => Promise<Page<R>>;

/** Reads a list page by page until the last one. */
export async function listAll<R>(readPage: ReadPage<R>, options: ListOptions): Promise<readonly R[]> {
  const rows: R[] = [];
  let { after } = options;
  do {
    const page = await readPage({ ...options, ...(after !== undefined && { after }) });
    rows.push(...page.rows);
    after = page.next;
  } while (after !== undefined);
  return rows;
}
