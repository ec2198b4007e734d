import {
  type Callback,
  db,
  type Item,
  type Operation,
  type Release,
  type Store,
  type Table,
} from './dynalite.ts';

/** The item that an operation is about. */
export interface Target {
  readonly table: Table;
  /** Its key in the store of dynalite. */
  readonly key: string;
}

/** @throws ServiceError if the table does not exist, or the key does not match it. */
export async function targetOf(store: Store, operation: Operation): Promise<Target> {
  const table = await tableOf(store, operation.TableName);
  const item = operation.Item ?? operation.Key ?? {};
  const invalid = operation.Item ? db.validateItem(item, table) : db.validateKey(item, table);
  if (invalid) throw invalid;
  return { table, key: db.createKey(item, table) };
}

export function tableOf(store: Store, name: string): Promise<Table> {
  return promised((callback) => store.getTable(name, callback)) as Promise<Table>;
}

export function itemAt(store: Store, target: Target): Promise<Item | undefined> {
  const items = store.getItemDb(target.table.TableName);
  return promised<Item>((callback) => items.get(target.key, callback));
}

/**
 * Runs while no other call writes the items, under the locks of dynalite. All locks are requested at once, so that two calls
 * queue in the same order at every item that they share and cannot deadlock.
 */
export async function whileLocked<T>(
  store: Store,
  targets: readonly Target[],
  run: () => Promise<T>,
): Promise<T> {
  const tables = new Set(targets.map((target) => target.table.TableName));
  const locks = [...tables].map((name) => {
    const keys = targets.filter((target) => target.table.TableName === name).map((target) => target.key);
    return new Promise<Release>((locked) => store.getItemDb(name).lock(keys, locked));
  });
  const releases = await Promise.all(locks);
  try {
    return await run();
  } finally {
    for (const release of releases) release(() => undefined)();
  }
}

function promised<T>(call: (callback: Callback<T>) => void): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    call((error, value) => {
      if (error && (error as Error).name !== 'NotFoundError') reject(error);
      else if (error && 'statusCode' in (error as object)) reject(error);
      else resolve(value);
    });
  });
}
