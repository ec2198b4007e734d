import type { ItemStore, LevelWrite, Release, Store } from './dynalite.ts';

const unlocked: Release = (callback) => callback;

/**
 * A view of the store for dynalite's write actions. It collects their writes of items and index entries until `commit` makes them
 * in one batch: all or nothing, even if the process is killed. The caller must hold the locks.
 */
export class StagedStore implements Store {
  readonly options: Store['options'];
  readonly db: Store['db'];
  readonly #base: Store;
  readonly #writes: LevelWrite[] = [];

  constructor(base: Store) {
    this.#base = base;
    this.options = base.options;
    this.db = base.db;
  }

  getTable(...args: Parameters<Store['getTable']>): void {
    this.#base.getTable(...args);
  }

  getItemDb(table: string): ItemStore {
    return this.#staged(this.#base.getItemDb(table), `item-${table}~`);
  }

  getIndexDb(indexType: string, table: string, index: string): ItemStore {
    const prefix = `index-${indexType.toLowerCase()}~${table}~${index}~`;
    return this.#staged(this.#base.getIndexDb(indexType, table, index), prefix);
  }

  commit(): Promise<void> {
    return this.db.batch(this.#writes);
  }

  // These are the prefixes of dynalite. The contract tests of persistence and indexes fail if they change.
  #staged(base: ItemStore, prefix: string): ItemStore {
    return {
      get: (key, callback) => base.get(key, callback),
      put: (key, value, callback) => {
        this.#writes.push({ type: 'put', key: prefix + key, value });
        callback(null);
      },
      del: (key, callback) => {
        this.#writes.push({ type: 'del', key: prefix + key });
        callback(null);
      },
      lock: (_keys, run) => run(unlocked),
    };
  }
}
