import { type Row, schemaVersions, type Table } from './rows.ts';

/**
 * A write as a value. Decisions return changes, and the store commits all changes of a decision or none. The conditions
 * of a write are part of it, so check and use are one step, no matter who else writes at the same time.
 */
export type Change = {
  readonly table: Table;
  readonly key: Readonly<Record<string, string>>;
  /** All must hold for the stored row at the moment of the write. */
  readonly when: readonly Condition[];
} & Write;

export type Update = Extract<Change, { readonly kind: 'update' }>;

export type Write =
  | { readonly kind: 'put'; readonly row: Row }
  | {
      readonly kind: 'update';
      /** The value undefined removes the attribute. */
      readonly set: Readonly<Record<string, unknown>>;
      readonly add?: Readonly<Record<string, number>>;
    }
  | { readonly kind: 'delete' }
  | { readonly kind: 'check' };

export type Condition =
  | { readonly attribute: string; readonly is: 'absent' | 'present' }
  | {
      readonly attribute: string;
      readonly is: 'equal' | 'not-equal' | 'below' | 'at-most' | 'above' | 'at-least';
      readonly value: string | number;
    }
  /** All conditions of at least one group must hold. */
  | { readonly anyOf: readonly (readonly Condition[])[] };

export const absent = (attribute: string): Condition => ({ attribute, is: 'absent' });
export const present = (attribute: string): Condition => ({ attribute, is: 'present' });
export const equal = (attribute: string, value: string | number): Condition => ({
  attribute,
  is: 'equal',
  value,
});
export const notEqual = (attribute: string, value: string | number): Condition => ({
  attribute,
  is: 'not-equal',
  value,
});
export const below = (attribute: string, value: number): Condition => ({ attribute, is: 'below', value });
export const atMost = (attribute: string, value: number): Condition => ({ attribute, is: 'at-most', value });
export const above = (attribute: string, value: number): Condition => ({ attribute, is: 'above', value });
export const atLeast = (attribute: string, value: number): Condition => ({
  attribute,
  is: 'at-least',
  value,
});
export const anyOf = (...groups: readonly (readonly Condition[])[]): Condition => ({ anyOf: groups });

export function put(
  table: Table,
  key: Readonly<Record<string, string>>,
  row: Row,
  when: readonly Condition[] = [],
): Change {
  const schemaVersion = schemaVersions[table];
  return { table, key, kind: 'put', row: { ...row, ...(schemaVersion && { schemaVersion }) }, when };
}

/**
 * Puts a row whose key is random and new. If the answer to the write is lost, it is sent again and meets its own row. That does
 * not conflict as long as nobody has changed the row.
 * @param unchanged What holds for the row until somebody changes it.
 */
export function putNew(
  table: Table,
  key: { readonly id: string },
  row: Row,
  unchanged: readonly Condition[],
): Change {
  return put(table, key, row, [anyOf([absent('id')], unchanged)]);
}

export function update(
  table: Table,
  key: Readonly<Record<string, string>>,
  set: Readonly<Record<string, unknown>>,
  when: readonly Condition[],
  add?: Readonly<Record<string, number>>,
): Update {
  return { table, key, kind: 'update', set, when, ...(add && { add }) };
}

export function remove(
  table: Table,
  key: Readonly<Record<string, string>>,
  when: readonly Condition[] = [],
): Change {
  return { table, key, kind: 'delete', when };
}
