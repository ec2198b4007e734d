import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  above,
  absent,
  anyOf,
  atLeast,
  atMost,
  below,
  type Change,
  type Condition,
  equal,
  notEqual,
  present,
  put,
  remove,
  update,
} from '../../core/kernel/change.ts';
import type { Row } from '../../core/kernel/rows.ts';
import type { Store } from '../../functions/adapters/store.ts';

/** What every store does, whatever it keeps its rows in. */
export function describeStore(open: () => Promise<{ readonly store: Store; close(): unknown }>): void {
  let kept: Store;
  let close: () => unknown;
  beforeAll(async () => {
    const opened = await open();
    kept = opened.store;
    close = () => opened.close();
  });
  afterAll(() => close());

  const newKey = () => ({ id: randomUUID() });
  const challenge = (key: { readonly id: string }) => ({ table: 'challenges', key }) as const;
  const putRow = (key: { readonly id: string }, row: Row = {}, when: readonly Condition[] = []) =>
    put('challenges', key, { ...key, ...row }, when);

  async function stored(key: { readonly id: string }): Promise<Row | undefined> {
    const [row] = await kept.read<[Row]>(challenge(key));
    return row;
  }

  async function given(row: Row): Promise<{ id: string }> {
    const key = newKey();
    expect(await kept.commit([putRow(key, row)])).toEqual({ committed: true });
    return key;
  }

  /** A change by itself is one write; beside another it is part of a transaction. */
  const ways: readonly (readonly [string, (change: Change) => readonly Change[]])[] = [
    ['alone', (change) => [change]],
    ['in a transaction', (change) => [change, putRow(newKey())]],
  ];

  describe.each(ways)('a change %s', (_, among) => {
    it('puts a row, whole, in place of the old one', async () => {
      const key = await given({ name: 'old', status: 'old' });
      expect(await kept.commit(among(putRow(key, { name: 'new' })))).toEqual({ committed: true });
      expect(await stored(key)).toEqual({ ...key, name: 'new' });
    });

    it('keeps what rows hold: text, numbers, truth, null, lists and maps, and drops what is undefined', async () => {
      const row = {
        text: 'é \u0000 "q"',
        empty: '',
        number: 1_764_000_000_000,
        negative: -0.5,
        yes: true,
        nothing: null,
        list: [{ id: 'a', type: 'email' }, 1, []],
        map: { inner: { deep: 'x' } },
        gone: undefined,
      };
      const key = newKey();
      await kept.commit(among(putRow(key, row)));
      const { gone: __, ...left } = row;
      expect(await stored(key)).toEqual({ ...key, ...left });
    });

    it('sets, removes and adds in one update', async () => {
      const key = await given({ name: 'old', ttl: 5, failures: 2, stays: true });
      const set = { name: 'new', ttl: undefined, status: [{ a: 1 }] };
      const changed = update('challenges', key, set, [], { failures: 1, mails: 1 });
      expect(await kept.commit(among(changed))).toEqual({ committed: true });
      expect(await stored(key)).toEqual({
        ...key,
        name: 'new',
        status: [{ a: 1 }],
        failures: 3,
        mails: 1,
        stays: true,
      });
    });

    it('adds below zero and from nothing', async () => {
      const key = await given({ failures: 1 });
      await kept.commit(among(update('challenges', key, {}, [], { failures: -1, others: -2 })));
      expect(await stored(key)).toEqual({ ...key, failures: 0, others: -2 });
    });

    it('makes a row by an update of none', async () => {
      const key = newKey();
      await kept.commit(among(update('challenges', key, { ttl: 1 }, [absent('id')], { failures: 1 })));
      expect(await stored(key)).toEqual({ ...key, ttl: 1, failures: 1 });
    });

    it('deletes a row, and none', async () => {
      const key = await given({});
      expect(await kept.commit(among(remove('challenges', key)))).toEqual({ committed: true });
      expect(await stored(key)).toBeUndefined();
      expect(await kept.commit(among(remove('challenges', key)))).toEqual({ committed: true });
    });

    it('checks a row and leaves it', async () => {
      const key = await given({ version: 1 });
      const check: Change = { table: 'challenges', key, kind: 'check', when: [equal('version', 1)] };
      expect(await kept.commit(among(check))).toEqual({ committed: true });
      expect(await stored(key)).toEqual({ ...key, version: 1 });
    });

    const row = { text: 'm', number: 10, name: 'reserved' };
    it.each<[string, Condition, boolean]>([
      ['absent', absent('other'), true],
      ['absent, of what is there', absent('text'), false],
      ['present', present('text'), true],
      ['present, of what is not there', present('other'), false],
      ['equal text', equal('text', 'm'), true],
      ['other text', equal('text', 'M'), false],
      ['equal number', equal('number', 10), true],
      ['another number', equal('number', 11), false],
      ['a number as text', equal('number', '10'), false],
      ['a reserved word', equal('name', 'reserved'), true],
      ['below', below('number', 11), true],
      ['below itself', below('number', 10), false],
      ['at most itself', atMost('number', 10), true],
      ['at most less', atMost('number', 9), false],
      ['above', above('number', 9), true],
      ['above itself', above('number', 10), false],
      ['at least itself', atLeast('number', 10), true],
      ['at least more', atLeast('number', 11), false],
      ['below, of what is not there', below('other', 1), false],
      ['at most, of what is not there', atMost('other', 1), false],
      ['above, of what is not there', above('other', -1), false],
      ['at least, of what is not there', atLeast('other', -1), false],
      ['equal, of what is not there', equal('other', 0), false],
      ['not equal', notEqual('number', 11), true],
      ['not equal to itself', notEqual('number', 10), false],
      ['not equal, of what is not there', notEqual('other', 1), true],
      ['any of, by the first', anyOf([present('text')], [absent('text')]), true],
      ['any of, by the last', anyOf([absent('text')], [present('text'), equal('number', 10)]), true],
      ['any of, by none', anyOf([absent('text')], [present('text'), equal('number', 11)]), false],
      ['any of, within any of', anyOf([anyOf([absent('text')], [present('number')]), present('text')]), true],
    ])('is made only where its condition holds: %s', async (_name, condition, holds) => {
      for (const kind of ['put', 'update', 'delete', 'check'] as const) {
        const key = await given(row);
        const changes: Record<typeof kind, Change> = {
          put: putRow(key, { text: 'new' }, [condition]),
          update: update('challenges', key, { text: 'new' }, [condition]),
          delete: remove('challenges', key, [condition]),
          check: { table: 'challenges', key, kind: 'check', when: [condition] },
        };
        const old = { ...key, ...row };
        expect(await kept.commit(among(changes[kind])), kind).toEqual(
          holds ? { committed: true } : { committed: false, failed: [{ change: changes[kind], old }] },
        );
        const left = {
          put: { ...key, text: 'new' },
          update: { ...old, text: 'new' },
          delete: undefined,
          check: old,
        };
        expect(await stored(key), kind).toEqual(holds ? left[kind] : old);
      }
    });

    it('is made only where all its conditions hold', async () => {
      const key = await given(row);
      const both = (number: number) => [
        equal('text', 'm'),
        anyOf([absent('text')], [equal('number', number)]),
      ];
      const changed = (number: number) => among(update('challenges', key, { text: 'm' }, both(number)));
      expect(await kept.commit(changed(10))).toEqual({ committed: true });
      expect(await kept.commit(changed(11))).toMatchObject({ committed: false });
    });

    it('that fails on a row that is not there has no old row to show', async () => {
      const change = update('challenges', newKey(), { a: 1 }, [present('id')]);
      expect(await kept.commit(among(change))).toEqual({ committed: false, failed: [{ change }] });
    });
  });

  describe('several changes', () => {
    it('none are nothing', async () => {
      expect(await kept.commit([])).toEqual({ committed: true });
    });

    it('are made together, over several tables and of every kind', async () => {
      const [old, made, checked] = [await given({ a: 1 }), newKey(), await given({ b: 1 })];
      const factor = { userID: randomUUID(), id: 'phone' };
      const committed = await kept.commit([
        remove('challenges', old, [equal('a', 1)]),
        putRow(made, { c: 1 }, [absent('id')]),
        { table: 'challenges', key: checked, kind: 'check', when: [equal('b', 1)] },
        put('factors', factor, { ...factor, type: 'email' }),
        update('users', { id: `user#${factor.userID}` }, { name: 'Ada' }, []),
      ]);
      expect(committed).toEqual({ committed: true });
      const rows = await kept.read<Row[]>(
        challenge(old),
        challenge(made),
        { table: 'factors', key: factor },
        { table: 'users', key: { id: `user#${factor.userID}` } },
      );
      expect(rows).toEqual([
        undefined,
        { ...made, c: 1 },
        { ...factor, type: 'email', schemaVersion: 1 },
        { id: `user#${factor.userID}`, name: 'Ada' },
      ]);
    });

    it('are none of them made where one fails; which ones is said, in order, with the rows as they were', async () => {
      const [first, second, third] = [await given({ a: 1 }), await given({ a: 2 }), newKey()];
      const changes = [
        update('challenges', first, { a: 9 }, [equal('a', 1)]),
        update('challenges', second, { a: 9 }, [equal('a', 1)]),
        putRow(third, {}, [present('id')]),
      ];
      expect(await kept.commit(changes)).toEqual({
        committed: false,
        failed: [{ change: changes[1], old: { ...second, a: 2 } }, { change: changes[2] }],
      });
      const rows = await kept.read<Row[]>(challenge(first), challenge(second), challenge(third));
      expect(rows).toEqual([{ ...first, a: 1 }, { ...second, a: 2 }, undefined]);
    });

    it('of one row in one decision are a mistake of ours, not a refusal', async () => {
      const key = newKey();
      await expect(kept.commit([putRow(key), update('challenges', key, { a: 1 }, [])])).rejects.toThrow(
        /multiple operations on one item/i,
      );
      expect(await stored(key)).toBeUndefined();
    });

    it('up to a hundred go in one transaction', async () => {
      const keys = Array.from({ length: 100 }, newKey);
      expect(await kept.commit(keys.map((key) => putRow(key)))).toEqual({ committed: true });
      expect(await kept.read<Row[]>(...keys.map(challenge))).toEqual(keys);
    });
  });

  describe('changes at the same time', () => {
    it.each(ways)('%s: 30 tries of one row meet its limit exactly', async (_, among) => {
      const key = await given({ attempts: 0 });
      const tries = Array.from({ length: 30 }, () =>
        kept.commit(among(update('challenges', key, {}, [below('attempts', 5)], { attempts: 1 }))),
      );
      const outcomes = await Promise.allSettled(tries);
      const made = outcomes.filter((it) => it.status === 'fulfilled' && it.value.committed);
      expect(made.length).toBeLessThanOrEqual(5);
      expect(made.length).toBeGreaterThan(0);
      expect(await stored(key)).toEqual({ ...key, attempts: made.length });
    });

    it('a use of something that can be used once is one use, whatever else is written with it', async () => {
      const key = await given({});
      const uses = Array.from({ length: 20 }, (_, index) => {
        const session = { userID: key.id, id: `session-${index}` };
        const used = update('challenges', key, { usedAt: index }, [absent('usedAt')]);
        return kept.commit([used, put('sessions', session, session)]);
      });
      const outcomes = await Promise.allSettled(uses);
      expect(outcomes.filter((it) => it.status === 'fulfilled' && it.value.committed)).toHaveLength(1);
      expect((await kept.list('sessions', { userID: key.id })).rows).toHaveLength(1);
    });
  });

  describe('reading', () => {
    it('answers in the order of the question: what is absent and what is asked for twice has its place', async () => {
      const [one, two] = [await given({ n: 1 }), await given({ n: 2 })];
      const rows = await kept.read<Row[]>(
        challenge(two),
        challenge(newKey()),
        challenge(one),
        challenge(two),
      );
      expect(rows).toEqual([{ ...two, n: 2 }, undefined, { ...one, n: 1 }, { ...two, n: 2 }]);
    });

    it('keeps tables apart whose rows have the same key', async () => {
      const key = await given({ from: 'challenges' });
      await kept.commit([put('users', key, { ...key, from: 'users' })]);
      const rows = await kept.read<Row[]>({ table: 'users', key }, challenge(key));
      expect(rows.map((row) => row?.['from'])).toEqual(['users', 'challenges']);
    });

    it('finds rows by two keys, in whatever order they are named', async () => {
      const key = { userID: randomUUID(), id: 'phone' };
      await kept.commit([put('factors', key, { ...key, name: 'Phone' })]);
      const [row, other] = await kept.read<Row[]>(
        { table: 'factors', key: { id: key.id, userID: key.userID } },
        { table: 'factors', key: { ...key, id: 'tablet' } },
      );
      expect([row?.['name'], other]).toEqual(['Phone', undefined]);
    });

    it('of nothing is nothing', async () => {
      expect(await kept.read()).toEqual([]);
    });

    it('sees what was just written', async () => {
      const key = newKey();
      for (let n = 0; n < 20; n += 1) {
        await kept.commit([putRow(key, { n })]);
        expect(await stored(key)).toEqual({ ...key, n });
      }
    });
  });

  describe('listing', () => {
    const userID = randomUUID();
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const idsOf = (page: { rows: readonly Row[] }) => page.rows.map((row) => row['id']);

    beforeAll(async () => {
      for (const id of [...ids].reverse())
        await kept.commit([put('factors', { userID, id }, { userID, id })]);
      await kept.commit([
        put('factors', { userID: `${userID}x`, id: 'a' }, { userID: `${userID}x`, id: 'a' }),
      ]);
    });

    it('gives the rows of one partition, in order', async () => {
      const page = await kept.list('factors', { userID });
      expect(idsOf(page)).toEqual(ids);
      expect(page.next).toBeUndefined();
    });

    it('gives none of an empty partition', async () => {
      expect(await kept.list('factors', { userID: randomUUID() })).toEqual({ rows: [] });
    });

    it.each([
      [false, ['a', 'b'], ['c', 'd'], ['e']],
      [true, ['e', 'd'], ['c', 'b'], ['a']],
    ])('gives page after page (newest first: %s)', async (newestFirst, ...pages) => {
      let after: string | undefined;
      for (const [index, expected] of pages.entries()) {
        const page = await kept.list(
          'factors',
          { userID },
          { newestFirst, limit: 2, ...(after && { after }) },
        );
        expect(idsOf(page)).toEqual(expected);
        expect(page.next).toBe(index < 2 ? expected.at(-1) : undefined);
        after = page.next;
      }
    });

    it.each([1, 2, 5, 100])('reads all pages of %i rows', async (limit) => {
      const all = await kept.listAll<{ readonly id: string }>('factors', { userID }, { limit });
      expect(all.map(({ id }) => id)).toEqual(ids);
      const rest = await kept.listAll<{ readonly id: string }>('factors', { userID }, { limit, after: 'b' });
      expect(rest.map(({ id }) => id)).toEqual(['c', 'd', 'e']);
    });

    it('goes on after a row that is gone meanwhile', async () => {
      expect(idsOf(await kept.list('factors', { userID }, { after: 'bb' }))).toEqual(['c', 'd', 'e']);
    });
  });
}
