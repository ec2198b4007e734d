import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Busy } from '../../core/kernel/busy.ts';
import { absent, below, equal, put, putNew, update } from '../../core/kernel/change.ts';
import type { Row } from '../../core/kernel/rows.ts';
import { type Store, store } from '../../functions/adapters/store.ts';
import { lambdaHost } from '../../functions/host.ts';
import { type DynamoDBEmulator, startDynamoDB } from '../../local/emulators/dynamodb/index.ts';
import { createTables } from '../../local/emulators/index.ts';
import { type FaultyDynamoDB, faultyDynamoDB } from '../support/faulty-dynamodb.ts';
import { tableDefinitions, tableEnvironment } from '../support/tables.ts';
import { clientOf } from './dynamodb.ts';

const key = { id: 'one' };
const used = update('challenges', key, { usedAt: 1 }, [absent('usedAt')]);
const counted = update('challenges', key, {}, [below('attempts', 5)], { attempts: 1 });
const besides = put('users', { id: 'two' }, { id: 'two' });

describe('the store, where DynamoDB', () => {
  let emulator: DynamoDBEmulator;
  let faulty: FaultyDynamoDB;
  let kept: Store;
  let waits: number[];
  beforeEach(async () => {
    emulator = await startDynamoDB();
    const client = clientOf(emulator.endpoint);
    await createTables(client, tableDefinitions('t'));
    client.destroy();
    faulty = await faultyDynamoDB(emulator.endpoint);
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_DYNAMODB: faulty.endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'contract',
      AWS_SECRET_ACCESS_KEY: 'local',
    });
    waits = [];
    const wait = async (milliseconds: number) => void waits.push(milliseconds);
    kept = store({ ...lambdaHost, wait, environment: { ...process.env, ...tableEnvironment('t') } });
    await kept.commit([put('challenges', key, { ...key, attempts: 0 })]);
  });
  afterEach(async () => {
    await faulty.close();
    await emulator.close();
  });

  const stored = async () => (await kept.read<[Row]>({ table: 'challenges', key }))[0];
  const sent = (operation: string) => faulty.requests.filter((request) => request.operation === operation);
  const tokens = () => new Set(sent('TransactWriteItems').map(({ body }) => body['ClientRequestToken']));

  describe('meets another transaction', () => {
    it('up to three times, carries the changes out, as one and the same request', async () => {
      emulator.conflictNext(3);
      expect(await kept.commit([used, besides])).toEqual({ committed: true });
      expect(sent('TransactWriteItems')).toHaveLength(4);
      expect(tokens().size).toBe(1);
      expect([...tokens()][0]).toMatch(/^[a-z2-7]{26}$/);
    });

    it('once more, is busy, and nothing was changed', async () => {
      emulator.conflictNext(4);
      await expect(kept.commit([used, besides])).rejects.toBeInstanceOf(Busy);
      expect(await stored()).toEqual({ ...key, attempts: 0 });
    });

    it('waits longer each time, at random, as the host waits', async () => {
      const most = [0, 0, 0];
      for (let time = 0; time < 40; time += 1) {
        waits.length = 0;
        emulator.conflictNext(3);
        await kept.commit([put('users', { id: 'two' }, { id: 'two' }), put('users', key, key)]);
        expect(waits).toHaveLength(3);
        for (const [retry, milliseconds] of waits.entries()) {
          expect(milliseconds).toBeGreaterThanOrEqual(0);
          expect(milliseconds).toBeLessThan(20 * 2 ** retry);
          most[retry] = Math.max(most[retry] ?? 0, milliseconds);
        }
      }
      // Forty times in a row in the lower half: once in 10^12 runs.
      for (const [retry, milliseconds] of most.entries())
        expect(milliseconds).toBeGreaterThan(10 * 2 ** retry - 1);
    });

    it('that is really there, retries until it is over', async () => {
      const settled = async () => emulator.settled();
      const patient = store({
        ...lambdaHost,
        wait: settled,
        environment: { ...process.env, ...tableEnvironment('t') },
      });
      const both = [counted, update('users', { id: 'two' }, { seen: 1 }, [])];
      const rivals = [patient.commit(both), patient.commit(both), patient.commit([counted])];
      const results = await Promise.all(rivals);
      expect(results).toEqual(results.map(() => ({ committed: true })));
      expect(await stored()).toMatchObject({ attempts: 3 });
      expect(sent('TransactWriteItems').length + sent('UpdateItem').length).toBeGreaterThan(3);
    });

    it.each([
      ['PutItem', put('challenges', { id: 'new' }, { id: 'new' }, [absent('id')])],
      ['UpdateItem', used],
      ['DeleteItem', { table: 'challenges', key, kind: 'delete', when: [equal('attempts', 0)] }],
    ] as const)('with a single %s, up to three times, carries it out', async (operation, change) => {
      const before = sent(operation).length;
      faulty.refuseNext(operation, 3, { name: 'TransactionConflictException' });
      expect(await kept.commit([change])).toEqual({ committed: true });
      expect(sent(operation).length - before).toBe(4);
    });

    it('with a single write, once more, is busy, and nothing was changed', async () => {
      faulty.refuseNext('UpdateItem', 4, { name: 'TransactionConflictException' });
      await expect(kept.commit([used])).rejects.toBeInstanceOf(Busy);
      expect(await stored()).toEqual({ ...key, attempts: 0 });
    });

    it('and a condition fails beside it, says the condition: it would fail again', async () => {
      const reasons = [
        { Code: 'ConditionalCheckFailed', Item: { id: { S: 'one' } } },
        { Code: 'TransactionConflict' },
      ];
      const error = { name: 'TransactionCanceledException', more: { CancellationReasons: reasons } };
      faulty.refuseNext('TransactWriteItems', 1, error);
      expect(await kept.commit([used, besides])).toEqual({
        committed: false,
        failed: [{ change: used, old: { id: 'one' } }],
      });
    });
  });

  it.each([
    [
      'TransactionCanceledException',
      { CancellationReasons: [{ Code: 'ThrottlingError' }, { Code: 'None' }] },
    ],
    [
      'TransactionCanceledException',
      { CancellationReasons: [{ Code: 'ValidationError' }, { Code: 'None' }] },
    ],
    ['AccessDeniedException', {}],
    ['ValidationException', {}],
  ])('refuses with %s %j, throws: that is neither done nor a failed condition', async (name, more) => {
    faulty.refuseNext('TransactWriteItems', 5, { name, more });
    await expect(kept.commit([used, besides])).rejects.toThrow();
    expect(await stored()).toEqual({ ...key, attempts: 0 });
  });

  it('loses the answer of a transaction, has it done once and says so', async () => {
    faulty.loseNextAnswer('TransactWriteItems');
    expect(await kept.commit([counted, besides])).toEqual({ committed: true });
    expect(sent('TransactWriteItems')).toHaveLength(2);
    expect(tokens().size).toBe(1);
    expect(await stored()).toEqual({ ...key, attempts: 1 });
  });

  // The SDK repeats a write whose answer was lost. The clients of the bundles do not: it may have been carried out.
  const isBundled = process.env['CLIENTS'] === 'bundled';

  it('loses the answer of a single charge, charges twice at most', async () => {
    faulty.loseNextAnswer('UpdateItem');
    const charge = kept.commit([counted]);
    if (isBundled)
      await expect(charge).rejects.toMatchObject({ name: 'ConnectionError', mayHaveArrived: true });
    else expect(await charge).toEqual({ committed: true });
    expect(await stored()).toEqual({ ...key, attempts: isBundled ? 1 : 2 });
  });

  it('loses the answer of a new row, has it done: the row that it meets is its own', async () => {
    const row = { id: 'new', attempts: 0 };
    faulty.loseNextAnswer('PutItem');
    const fresh = putNew('challenges', { id: 'new' }, row, [equal('attempts', 0), absent('usedAt')]);
    expect(await kept.commit([fresh])).toEqual({ committed: true });
    expect(sent('PutItem').slice(1)).toHaveLength(2);
    await kept.commit([update('challenges', { id: 'new' }, {}, [], { attempts: 1 })]);
    expect(await kept.commit([fresh])).toMatchObject({ committed: false });
  });

  it('loses the answer of a single use, denies it: it may have been another', async () => {
    faulty.loseNextAnswer('UpdateItem');
    const use = kept.commit([used]);
    if (isBundled) await expect(use).rejects.toMatchObject({ name: 'ConnectionError', mayHaveArrived: true });
    else expect(await use).toMatchObject({ committed: false });
    expect(sent('UpdateItem')).toHaveLength(isBundled ? 1 : 2);
    expect(await stored()).toMatchObject({ usedAt: 1 });
  });

  it('leaves keys unread again and again, is busy', async () => {
    const text = 'x'.repeat(390_000);
    const keys = Array.from({ length: 20 }, (_, index) => ({ id: `large-${index}` }));
    for (const large of keys) await kept.commit([put('challenges', large, { ...large, text })]);
    const rows = keys.map((large) => ({ table: 'challenges', key: large }) as const);
    await expect(kept.read(...rows)).rejects.toBeInstanceOf(Busy);
    expect(sent('BatchGetItem')).toHaveLength(5);
  });
});
