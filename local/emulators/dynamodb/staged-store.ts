import type { ItemStore, LevelWrite, Release, Store } from './dynalite.ts';

const unlocked: Release = (callback) => callback;

/**
 * A view of the store for dynalite's write actions that keeps their writes, of items and of index entries, until
 * `commit` makes them in one batch: all or nothing, also when the process is killed. Locks are the caller's.
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

  // The prefixes are dynalite's own; the contract tests of persistence and indexes hold the two together.
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
