import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { put } from '../../core/kernel/change.ts';
import type { Row } from '../../core/kernel/rows.ts';
import { type Store, store } from '../../functions/adapters/store.ts';
import { lambdaHost } from '../../functions/host.ts';
import { createTables } from '../../local/emulators/index.ts';
import { tableDefinitions, tableEnvironment } from '../support/tables.ts';
import { openDynamoDB } from './dynamodb.ts';
import { describeStore } from './store-suite.ts';

async function open(): Promise<{ readonly store: Store; close(): Promise<void> }> {
  const dynamodb = await openDynamoDB();
  const prefix = randomUUID();
  await createTables(dynamodb.client, tableDefinitions(prefix));
  // The store's client finds its endpoint as in Lambda: by the environment.
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'contract',
    AWS_SECRET_ACCESS_KEY: 'local',
  });
  const kept = store({ ...lambdaHost, environment: { ...process.env, ...tableEnvironment(prefix) } });
  return { store: kept, close: () => dynamodb.close() };
}

describe('the store', () => describeStore(open));

describe('rows that fill an answer', () => {
  let kept: Store;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const opened = await open();
    kept = opened.store;
    close = () => opened.close();
  });
  afterAll(() => close());

  it('are requested again where an answer leaves them out', async () => {
    const text = 'x'.repeat(390_000);
    const keys = Array.from({ length: 8 }, () => ({ id: randomUUID() }));
    for (const key of keys) await kept.commit([put('challenges', key, { ...key, text })]);
    const rows = await kept.read<Row[]>(...keys.map((key) => ({ table: 'challenges', key }) as const));
    expect(rows.map((row) => row?.['id'])).toEqual(keys.map(({ id }) => id));
  });

  it('of a list are on several pages', async () => {
    const subject = randomUUID();
    const text = 'x'.repeat(300_000);
    const ids = ['a', 'b', 'c', 'd', 'e'];
    for (const id of ids) await kept.commit([put('events', { subject, id }, { subject, id, text })]);
    const found: unknown[] = [];
    let after: string | undefined;
    let pages = 0;
    do {
      const page = await kept.list('events', { subject }, after ? { after } : {});
      found.push(...page.rows.map((row) => row['id']));
      after = page.next;
      pages += 1;
    } while (after !== undefined);
    expect(found).toEqual(ids);
    expect(pages).toBeGreaterThan(1);
  });
});
