import { createRequire } from 'node:module';

/**
 * The parts of dynalite that the emulator uses, with types: its store on level, its actions and its validations. Its HTTP server
 * is not used, because an unexpected error in it ends the process.
 */

export type Callback<T> = (error: unknown, value?: T) => void;
/** An attribute value as it is sent, for example `{"S": "text"}`. */
export type Attribute = Record<string, unknown>;
export type Item = Record<string, Attribute>;
export type Release = <T extends unknown[]>(callback: (...args: T) => void) => (...args: T) => void;

export interface Table {
  readonly TableName: string;
  readonly TableStatus: string;
}

/** The items of one table, or the entries of one index. */
export interface ItemStore {
  get(key: string, callback: Callback<Item>): void;
  put(key: string, item: Item, callback: Callback<void>): void;
  del(key: string, callback: Callback<void>): void;
  /** Locks the keys, then calls `run` with a function that wraps the final callback and unlocks them. */
  lock(keys: string | readonly string[], run: (release: Release) => void): void;
}

export type LevelWrite =
  | { readonly type: 'put'; readonly key: string; readonly value: unknown }
  | { readonly type: 'del'; readonly key: string };

export interface Level {
  open(): Promise<void>;
  get(key: string): Promise<unknown>;
  put(key: string, value: unknown): Promise<void>;
  del(key: string): Promise<void>;
  batch(writes: readonly LevelWrite[]): Promise<void>;
  close(): Promise<void>;
}

export interface Store {
  readonly options: { readonly maxItemSize: number };
  readonly db: Level;
  getTable(name: string, callback: Callback<Table>): void;
  getItemDb(table: string): ItemStore;
  getIndexDb(indexType: string, table: string, index: string): ItemStore;
}

/** A request after the validations, which add the parsed expressions. */
export interface Operation {
  TableName: string;
  Key?: Item;
  Item?: Item;
  ConditionExpression?: string;
  ReturnValuesOnConditionCheckFailure?: 'ALL_OLD' | 'NONE';
  ReturnConsumedCapacity?: 'TOTAL' | 'INDEXES' | 'NONE';
}

export interface ConsumedCapacity {
  readonly TableName: string;
  readonly CapacityUnits: number;
}

export type Action = (store: Store, request: unknown, callback: Callback<Record<string, unknown>>) => void;

/** dynalite's description of the fields of a request. */
export type FieldTypes = Record<string, unknown>;
export interface Validation {
  readonly types: FieldTypes;
  /** @returns what is wrong with the request, if anything. */
  custom?(request: unknown, store: Store): string | undefined;
}

interface Db {
  create(options: {
    path?: string;
    createTableMs: number;
    deleteTableMs: number;
    updateTableMs: number;
  }): Store;
  validateKey(key: Item, table: Table): Error | undefined;
  validateItem(item: Item, table: Table): Error | undefined;
  createKey(item: Item, table: Table): string;
  checkConditional(operation: Operation, existing: Item | undefined): Error | null | undefined;
  itemSize(item: Item): number;
  addConsumedCapacity(
    operation: Operation,
    isRead: boolean,
    before?: Item,
    after?: Item,
  ): ConsumedCapacity | undefined;
}

interface Validations {
  /** @returns the request with only the fields of the types. */
  checkTypes(request: unknown, types: FieldTypes): Record<string, unknown>;
  checkValidations(
    request: unknown,
    types: FieldTypes,
    custom: Validation['custom'] | undefined,
    store: Store,
  ): void;
}

const load = createRequire(import.meta.url);

export const db: Db = load('dynalite/db');
export const validations: Validations = load('dynalite/validations');

const decapitalized = (name: string) => `${name[0]?.toLowerCase()}${name.slice(1)}`;
export const action = (name: string): Action => load(`dynalite/actions/${decapitalized(name)}`);
export const validation = (name: string): Validation => load(`dynalite/validations/${decapitalized(name)}`);
