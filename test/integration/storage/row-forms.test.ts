import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { schemaVersions } from '../../../core/kernel/rows.ts';
import { type TableName, tableNames } from '../../../functions/steps.ts';
import { walkEveryOperation } from '../../support/every-operation.ts';
import { formViolations, RowFormReader, type TableForms } from '../../support/row-forms.ts';
import { type Service, startService } from '../../support/service.ts';

/**
 * What this release writes, the previous one can read: docs/data-changes.md. row-forms.json is what the previous release writes; `npm run
 * storage:record` records it anew with a release.
 */

const recordedPath = new URL('./row-forms.json', import.meta.url);
const isRecording = Boolean(process.env['RECORD_ROWS']);
/** Rows of these tables are few, and some of their kinds live for a call or two. */
const smallTables: readonly TableName[] = ['users', 'factors', 'organizations', 'apps', 'keys'];
/** How many calls are made between two looks at all tables: rows change, and may be gone at the end. */
const callsBetweenLooks = isRecording ? 1 : 25;

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

async function readForms(): Promise<TableForms> {
  const reader = new RowFormReader();
  const look = async (tables: readonly TableName[]) => {
    for (const table of tables) reader.add(table, await service.rows(table));
  };
  let calls = 0;
  // Before each call there is what the one before, a job or a command of the operator has written.
  const lookAgain = async () => {
    calls += 1;
    await look(calls % callsBetweenLooks === 0 ? tableNames : smallTables);
  };
  await walkEveryOperation({
    ...service,
    call: async (name, request) => {
      await lookAgain();
      return service.call(name, request);
    },
    run: async (name, event) => {
      await lookAgain();
      await service.run(name, event);
    },
  });
  await look(tableNames);
  return reader.forms(schemaVersions);
}

test('rows have what the previous release expects in them, or another schema version', async () => {
  const now = await readForms();
  if (isRecording) writeFileSync(recordedPath, `${JSON.stringify(now, undefined, 2)}\n`);
  const recorded = JSON.parse(readFileSync(recordedPath, 'utf8')) as TableForms;
  // A new table changes nothing in what the previous release reads.
  expect(tableNames).toEqual(expect.arrayContaining(Object.keys(recorded)));
  expect(Object.keys(recorded).length).toBeGreaterThan(7);
  expect(Object.keys(recorded['users']?.kinds ?? {})).toEqual(['address#', 'ssh-key#', 'user#']);
  expect(formViolations(recorded, now), 'docs/data-changes.md says how rows may change').toEqual([]);
});
