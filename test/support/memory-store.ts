import type { Change, Condition } from '../../core/kernel/change.ts';
import type { Row } from '../../core/kernel/rows.ts';
import { listAll } from '../../functions/adapters/list-all.ts';
import type { Commit, ListOptions, Page, RowAddress, Store } from '../../functions/adapters/store.ts';
import type { TableName } from '../../functions/steps.ts';

/**
 * A store that keeps its rows in memory, for models that need too many of them for an emulator. It is held to the same
 * suite as the store on DynamoDB (`contract/memory-store`).
 */
export interface MemoryStore extends Store {
  readonly commitNow: (changes: readonly Change[]) => Commit;
  readonly rowAt: (address: Pick<RowAddress, 'table' | 'key'>) => Row | undefined;
  rows(table: TableName): readonly Row[];
}

/** @param pause runs before each call, so that a scheduler can let other requests go first. */
export function memoryStore(pause: () => Promise<unknown> = async () => undefined): MemoryStore {
  const tables = new Map<TableName, Map<string, Row>>();
  const table = (name: TableName) => {
    const known = tables.get(name) ?? new Map<string, Row>();
    tables.set(name, known);
    return known;
  };
  const find = ({ table: name, key }: Pick<RowAddress, 'table' | 'key'>) => table(name).get(identify(key));

  const read = async (...rows: readonly RowAddress[]) => {
    await pause();
    return rows.map((row) => structuredClone(find(row)));
  };
  const list = async <R>(name: TableName, partition: RowAddress['key'], options: ListOptions = {}) => {
    await pause();
    return pageOf<R>([...table(name).values()], name, partition, options);
  };
  const commitNow = (changes: readonly Change[]): Commit => {
    const places = changes.map((change) => `${change.table} ${identify(change.key)}`);
    if (new Set(places).size < places.length)
      throw new Error('a transaction cannot include multiple operations on one item');
    const failed = changes.flatMap((change) => {
      const old = find(change);
      if (change.when.every((condition) => holds(condition, old))) return [];
      return [{ change, ...(old && { old: structuredClone(old) }) }];
    });
    if (failed.length > 0) return { committed: false, failed };
    for (const change of changes) write(table(change.table), change);
    return { committed: true };
  };
  const commit = async (changes: readonly Change[]): Promise<Commit> => {
    await pause();
    return commitNow(changes);
  };
  return {
    read: read as Store['read'],
    readMany: async <R>(rows: readonly RowAddress[]) =>
      (rows.length > 0 ? await read(...rows) : []).filter((row) => row !== undefined) as R[],
    list,
    listAll: <R>(name: TableName, partition: RowAddress['key'], options: ListOptions = {}) =>
      listAll((after) => list<R>(name, partition, { ...options, ...(after !== undefined && { after }) })),
    commit,
    commitNow,
    rowAt: find,
    rows: (name) => [...table(name).values()],
  };
}

const identify = (key: RowAddress['key']) => JSON.stringify(Object.entries(key).sort());

function holds(condition: Condition, row: Row | undefined): boolean {
  if ('anyOf' in condition) return condition.anyOf.some((group) => group.every((inner) => holds(inner, row)));
  const stored = row?.[condition.attribute];
  if (!('value' in condition)) return (stored !== undefined) === (condition.is === 'present');
  const { value } = condition;
  if (condition.is === 'not-equal') return stored !== value;
  if (condition.is === 'equal') return stored === value;
  if (typeof stored !== typeof value) return false;
  const [one, other] = [stored as number, value as number];
  switch (condition.is) {
    case 'below':
      return one < other;
    case 'at-most':
      return one <= other;
    case 'above':
      return one > other;
    case 'at-least':
      return one >= other;
  }
}

function write(rows: Map<string, Row>, change: Change): void {
  const id = identify(change.key);
  if (change.kind === 'put') rows.set(id, stored(change.row));
  if (change.kind === 'delete') rows.delete(id);
  if (change.kind !== 'update') return;
  const row = { ...(rows.get(id) ?? change.key), ...change.set } as Record<string, unknown>;
  for (const [attribute, amount] of Object.entries(change.add ?? {}))
    row[attribute] = Number(row[attribute] ?? 0) + amount;
  rows.set(id, stored(row));
}

/** As DynamoDB keeps it: what is undefined is not there. */
function stored(row: Row): Row {
  return JSON.parse(JSON.stringify(row)) as Row;
}

function pageOf<R>(
  rows: readonly Row[],
  table: TableName,
  partition: RowAddress['key'],
  { newestFirst = false, limit = Number.POSITIVE_INFINITY, after, prefix = '' }: ListOptions,
): Page<R> {
  const [[name, value] = ['', '']] = Object.entries(partition);
  const sortKey = table === 'organizations' ? 'item' : 'id';
  const sorted = rows
    .filter((row) => row[name] === value && String(row[sortKey]).startsWith(prefix))
    .sort((a, b) => (String(a[sortKey]) < String(b[sortKey]) ? -1 : 1));
  const ordered = newestFirst ? sorted.reverse() : sorted;
  const left = ordered.filter((row) => {
    const id = String(row[sortKey]);
    return after === undefined || (newestFirst ? id < after : id > after);
  });
  const page = left.slice(0, limit);
  const last = page.at(-1);
  // DynamoDB ends a page at its limit and only then looks whether there is more.
  const isFull = page.length === limit && last !== undefined;
  return {
    rows: structuredClone(page) as R[],
    ...(isFull && { next: String(last[sortKey]) }),
  };
}
