import { type Row, sortKeyOf, type Table } from '../../core/kernel/rows.ts';

/** By attribute the types of its values, with `?` after the name where a row may be without it. What is nested has a path. */
export type RowForm = Readonly<Record<string, string>>;

/** What the rows of a table look like, by kind such as `users user#`. */
export interface TableForm {
  readonly schemaVersion: number | undefined;
  readonly kinds: Readonly<Record<string, RowForm>>;
}
export type TableForms = Readonly<Record<string, TableForm>>;

const partitions: { readonly [table in Table]?: string } = {
  factors: 'userID',
  sessions: 'userID',
  events: 'subject',
};

/** The prefix of a row key; empty where the key is random. */
const prefixOf = (key: unknown) => /^#?[a-z-]+#|^#[a-z-]+$/.exec(String(key))?.[0] ?? '';

function kindOf(table: Table, row: Row): string {
  const keys = new Set([prefixOf(row[partitions[table] ?? 'id']), prefixOf(row[sortKeyOf(table)])]);
  const { purpose, type } = row;
  return [...keys, purpose, type].filter((word) => typeof word === 'string' && word !== '').join(' ') || '*';
}

/** Names that are part of the content: an id, or one of many numbered attributes. */
const nameOf = (name: string) =>
  name.replace(/(?<=[a-z])\d+$/, '*').replace(/^(?=.*\d)[\w-]{16,}$|^.*[#@].*$/, '*');

/** The paths and types of all values in a row. */
function* valuesIn(value: unknown, path: string): Generator<readonly [path: string, type: string]> {
  if (Array.isArray(value)) {
    yield [path, 'list'];
    for (const item of value) yield* valuesIn(item, `${path}[]`);
  } else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) {
    if (path !== '') yield [path, 'map'];
    for (const [name, inner] of Object.entries(value))
      yield* valuesIn(inner, path === '' ? nameOf(name) : `${path}.${nameOf(name)}`);
  } else yield [path, value instanceof Uint8Array ? 'bytes' : value === null ? 'null' : typeof value];
}

interface Seen {
  readonly rows: Set<string>;
  readonly types: Map<string, Set<string>>;
  readonly counts: Map<string, number>;
}

/** Learns from rows what they look like. */
export class RowFormReader {
  readonly #seen = new Map<Table, Map<string, Seen>>();

  add(table: Table, rows: readonly Row[]): void {
    const kinds = this.#seen.get(table) ?? new Map<string, Seen>();
    this.#seen.set(table, kinds);
    for (const row of rows) {
      const kind = kindOf(table, row);
      const seen: Seen = kinds.get(kind) ?? { rows: new Set(), types: new Map(), counts: new Map() };
      kinds.set(kind, seen);
      learn(seen, row);
    }
  }

  forms(versions: { readonly [table in Table]?: number }): TableForms {
    return sorted(
      [...this.#seen].map(([table, kinds]) => [
        table,
        {
          schemaVersion: versions[table],
          kinds: sorted([...kinds].map(([kind, seen]) => [kind, formOf(seen)])),
        },
      ]),
    );
  }
}

function learn({ rows, types, counts }: Seen, row: Row): void {
  const text = JSON.stringify(row);
  if (rows.has(text)) return;
  rows.add(text);
  const values = [...valuesIn(row, '')];
  for (const [path, type] of values) types.set(path, (types.get(path) ?? new Set()).add(type));
  for (const path of new Set(values.map(([path]) => path))) counts.set(path, (counts.get(path) ?? 0) + 1);
}

const formOf = ({ rows, types, counts }: Seen): RowForm =>
  sorted(
    [...types].map(([path, of]) => [
      `${path}${(counts.get(path) ?? 0) < rows.size ? '?' : ''}`,
      [...of].sort().join(' | '),
    ]),
  );

function sorted<T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * What an earlier release would miss in rows that this one writes: attributes that were always there, values of another type, kinds
 * that are no longer written. New attributes and new kinds are none. A table whose schema version was raised is not compared.
 */
export function formViolations(earlier: TableForms, now: TableForms): readonly string[] {
  return Object.entries(earlier).flatMap(([table, { schemaVersion, kinds }]) => {
    const present = now[table];
    if ((present?.schemaVersion ?? 0) > (schemaVersion ?? 0)) return [];
    return Object.entries(kinds).flatMap(([kind, form]) => {
      const written = present?.kinds[kind];
      if (!written) return [`${table}: rows of the kind ${kind} are no longer written`];
      return rowViolations(form, written).map((what) => `${table}, ${kind}: ${what}`);
    });
  });
}

function rowViolations(earlier: RowForm, now: RowForm): readonly string[] {
  return Object.entries(earlier).flatMap(([attribute, types]) => {
    const name = attribute.replace(/\?$/, '');
    const isAlways = name === attribute;
    if (isAlways && !(name in now)) return [`${name} was always there, and may be missing`];
    const before = types.split(' | ');
    const others = (now[name] ?? now[`${name}?`] ?? '')
      .split(' | ')
      .filter((type) => type && !before.includes(type));
    return others.map((type) => `${name} was ${types}, and may be ${type}`);
  });
}
