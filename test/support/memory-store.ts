import type { Change, Condition } from '../../core/kernel/change.ts';
import type { FailedChange } from '../../core/kernel/decision.ts';
import type { Row, Table } from '../../core/kernel/rows.ts';
import type { Commit, RowAddress, Store } from '../../functions/adapters/store.ts';

/**
 * Changes carried out in memory, as the store carries them out on DynamoDB, for models that make too many of them for an emulator.
 * `contract/memory-store` compares the two.
 */
export interface MemoryStore extends Pick<Store, 'read' | 'commit'> {
  readonly commitNow: (changes: readonly Change[]) => Commit;
  readonly rowAt: (address: { readonly table: Table; readonly key: RowAddress['key'] }) => Row | undefined;
}

export function memoryStore(): MemoryStore {
  const rows = new Map<string, Row>();
  const rowAt: MemoryStore['rowAt'] = ({ table, key }) => rows.get(identify(table, key));
  const commitNow = (changes: readonly Change[]): Commit => {
    const failed = changes.flatMap((change): FailedChange[] => {
      const old = rowAt(change);
      return holdsAll(change.when, old) ? [] : [{ change, ...(old && { old }) }];
    });
    if (failed.length > 0) return { committed: false, failed };
    for (const change of changes) {
      const item = identify(change.table, change.key);
      const next = written(change, rows.get(item));
      if (next) rows.set(item, next);
      else rows.delete(item);
    }
    return { committed: true };
  };
  const read = async (...addresses: readonly RowAddress[]) =>
    addresses.map(({ table, key }) => rows.get(identify(table, key)));
  return { rowAt, commitNow, commit: async (changes) => commitNow(changes), read: read as Store['read'] };
}

const identify = (table: string, key: RowAddress['key']) =>
  JSON.stringify([table, Object.entries(key).sort(([a], [b]) => (a < b ? -1 : 1))]);

function written(change: Change, old: Row | undefined): Row | undefined {
  switch (change.kind) {
    case 'put':
      return withoutUndefined(change.row);
    case 'delete':
      return undefined;
    case 'check':
      return old;
    case 'update': {
      const added = Object.entries(change.add ?? {}).map(([name, value]) => [
        name,
        Number(old?.[name] ?? 0) + value,
      ]);
      return withoutUndefined({ ...change.key, ...old, ...change.set, ...Object.fromEntries(added) });
    }
  }
}

const withoutUndefined = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));

const holdsAll = (conditions: readonly Condition[], row: Row | undefined): boolean =>
  conditions.every((condition) => holds(condition, row));

function holds(condition: Condition, row: Row | undefined): boolean {
  if ('anyOf' in condition) return condition.anyOf.some((group) => holdsAll(group, row));
  const found = row?.[condition.attribute];
  if (!('value' in condition)) return (condition.is === 'absent') === (found === undefined);
  if (condition.is === 'not-equal') return found !== condition.value;
  // Values of different types, and one that is missing, are neither equal nor in any order.
  if (typeof found !== typeof condition.value) return false;
  const value = found as string | number;
  switch (condition.is) {
    case 'equal':
      return value === condition.value;
    case 'below':
      return value < condition.value;
    case 'at-most':
      return value <= condition.value;
    case 'above':
      return value > condition.value;
    case 'at-least':
      return value >= condition.value;
  }
}
