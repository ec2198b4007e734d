import { remove } from '../../core/kernel/change.ts';
import { type Row, sortKeyOf, type Table } from '../../core/kernel/rows.ts';
import type { Store } from '../adapters/store.ts';
import { commitInParts } from './commit-in-parts.ts';

/** Removes all rows of one partition. If it is cut short, it can be repeated. */
export async function removePartition(
  store: Store,
  table: Table,
  partition: Readonly<Record<string, string>>,
): Promise<void> {
  const sortKey = sortKeyOf(table);
  const rows = await store.listAll<Row>(table, partition);
  await commitInParts(
    store,
    rows.map((row) => remove(table, { ...partition, [sortKey]: String(row[sortKey]) })),
  );
}
