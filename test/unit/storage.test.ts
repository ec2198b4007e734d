import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { accountEntryKinds } from '../../core/accounts/security-log.ts';
import { organizationEntryKinds } from '../../core/organizations/organization-log.ts';
import { linkLifetimesSeconds } from '../../core/sign-in/mail-link.ts';
import { jobs } from '../../functions/jobs.ts';
import { type Step, steps, type TableAction, tableNames } from '../../functions/steps.ts';

const page = readFileSync(new URL('../../docs/storage.md', import.meta.url), 'utf8');
const sections = new Map(
  page
    .split(/^## /m)
    .slice(1)
    .map((section) => [/^`(\w+)`/.exec(section)?.[1], section]),
);
const sectionOf = (table: string) => sections.get(table) ?? '';

const core = fileURLToPath(new URL('../../core', import.meta.url));
const sources = readdirSync(core, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(core, name), 'utf8'))
  .join('\n');

/** Literals and templates of row keys: a word and a number sign, or a partition that begins with one. */
const written = [...sources.matchAll(/[`']([a-z-]+#)|'(#[a-z-]+)'/g)].map(
  (found) => found[1] ?? found[2] ?? '',
);
const prefixes = [...written, ...Object.keys(linkLifetimesSeconds).map((purpose) => `${purpose}#`)];

const rows: readonly Pick<Step, 'name' | 'tables'>[] = [...steps, ...jobs];

/** Every operation with a session may move its idle mark, which the page says once. */
const writes = (table: string): readonly TableAction[] =>
  table === 'sessions' ? ['PutItem', 'DeleteItem'] : ['PutItem', 'UpdateItem', 'DeleteItem'];

describe('the page on storage', () => {
  it.each([...new Set(prefixes)])('has the row key %s', (prefix) => {
    expect(page.includes(`\`${prefix}`)).toBe(true);
  });

  it('is compared with the row keys in core', () => {
    expect(prefixes).toEqual(
      expect.arrayContaining(['user#', 'recovery-code#', '#resets', '#deadlines', 'undo#']),
    );
  });

  it('has a section for each table', () => {
    expect([...sections.keys()].filter((name) => name !== undefined)).toEqual([...tableNames]);
  });

  it.each([...tableNames])('names whatever may write to %s, and nothing else', (table) => {
    const section = sectionOf(table);
    const writers = rows.filter(({ tables }) =>
      tables[table]?.some((action) => writes(table).includes(action)),
    );
    const named = rows.filter(({ name }) => section.includes(`\`${name}\``));
    expect(named.map(({ name }) => name).sort()).toEqual(writers.map(({ name }) => name).sort());
  });

  it.each([...new Set([...accountEntryKinds, ...organizationEntryKinds])])(
    'names the log entry %s',
    (kind) => {
      expect(sectionOf('events').includes(`\`${kind}\``)).toBe(true);
    },
  );
});
