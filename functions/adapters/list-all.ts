interface Page<R> {
  readonly rows: readonly R[];
  readonly next?: string;
}

/** Reads all pages of a list, one after the other. `readPage` gets the end of the previous page. */
export async function listAll<R>(
  readPage: (after: string | undefined) => Promise<Page<R>>,
): Promise<readonly R[]> {
  const rows: R[] = [];
  let after: string | undefined;
  do {
    const page = await readPage(after);
    rows.push(...page.rows);
    after = page.next;
  } while (after !== undefined);
  return rows;
}
