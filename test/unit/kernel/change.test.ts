import { describe, expect, it } from 'vitest';
import {
  above,
  absent,
  anyOf,
  atLeast,
  atMost,
  below,
  type Condition,
  equal,
  notEqual,
  present,
  put,
  putNew,
  remove,
  update,
} from '../../../core/kernel/change.ts';
import type { Row } from '../../../core/kernel/rows.ts';
import { memoryStore } from '../../support/memory-store.ts';

const key = { id: 'one' };
const at = { table: 'challenges', key } as const;

/** A store with this row. */
function storeWith(row: Row) {
  const store = memoryStore();
  store.commitNow([put('challenges', key, { ...key, ...row })]);
  return store;
}

const holds = (when: Condition, row: Row): boolean =>
  storeWith(row).commitNow([update('challenges', key, {}, [when])]).committed;

describe('a condition', () => {
  it.each([
    ['below', below('count', 3), [true, false, false]],
    ['at most', atMost('count', 3), [true, true, false]],
    ['equal to', equal('count', 3), [false, true, false]],
    ['at least', atLeast('count', 3), [false, true, true]],
    ['above', above('count', 3), [false, false, true]],
    ['not', notEqual('count', 3), [true, false, true]],
  ])('that a number is %s 3, of 2, 3 and 4', (_, when, expected) => {
    expect([2, 3, 4].map((count) => holds(when, { count }))).toEqual(expected);
  });

  it('that an attribute is there, or is not', () => {
    expect([holds(present('count'), { count: 0 }), holds(present('count'), {})]).toEqual([true, false]);
    expect([holds(absent('count'), { count: 0 }), holds(absent('count'), {})]).toEqual([false, true]);
  });

  it('of which any group has to hold as a whole', () => {
    const when = anyOf([absent('count')], [above('count', 1), below('count', 4)]);
    expect([{}, { count: 1 }, { count: 2 }, { count: 4 }].map((row) => holds(when, row))).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
});

describe('a row that is put', () => {
  it.each([
    ['users', { id: 'user#ada' }],
    ['factors', { userID: 'ada', id: 'email-1' }],
    ['organizations', { organizationID: 'acme', item: 'organization' }],
    ['apps', { id: 'app#1' }],
  ] as const)(
    'in the table %s says which version of the schema it has: it outlives releases',
    (table, rowKey) => {
      const store = memoryStore();
      store.commitNow([put(table, rowKey, rowKey)]);
      expect(store.rows(table)).toEqual([{ ...rowKey, schemaVersion: 1 }]);
    },
  );

  it('says none where rows are short-lived', () => {
    expect(storeWith({ count: 1 }).rows('challenges')).toEqual([{ id: 'one', count: 1 }]);
  });

  it('takes the place of another one, unless it says otherwise', () => {
    const store = storeWith({ count: 1 });
    expect(store.commitNow([put('challenges', key, { ...key, count: 2 })]).committed).toBe(true);
    expect(store.commitNow([put('challenges', key, key, [absent('id')])]).committed).toBe(false);
    expect(store.rowAt(at)).toEqual({ id: 'one', count: 2 });
  });

  it('as a new one may be put twice, but not over what somebody changed meanwhile', () => {
    const store = memoryStore();
    const change = putNew('challenges', key, { ...key, tries: 0 }, [equal('tries', 0)]);
    expect([store.commitNow([change]), store.commitNow([change])]).toEqual([
      { committed: true },
      { committed: true },
    ]);
    store.commitNow([update('challenges', key, {}, [], { tries: 1 })]);
    expect(store.commitNow([change]).committed).toBe(false);
  });
});

describe('an update', () => {
  it('sets, removes and adds, and touches nothing else', () => {
    const store = storeWith({ name: 'a', gone: 1, count: 1, other: 'x' });
    store.commitNow([update('challenges', key, { name: 'b', gone: undefined }, [], { count: 2 })]);
    expect(store.rowAt(at)).toEqual({ id: 'one', name: 'b', count: 3, other: 'x' });
  });

  it('that adds nothing says so by leaving it out', () => {
    expect(update('challenges', key, {}, [])).not.toHaveProperty('add');
  });
});

it('a row is removed, unless a condition of it fails', () => {
  const store = storeWith({ count: 1 });
  expect(store.commitNow([remove('challenges', key, [equal('count', 2)])]).committed).toBe(false);
  expect(store.commitNow([remove('challenges', key)]).committed).toBe(true);
  expect(store.rows('challenges')).toEqual([]);
});
