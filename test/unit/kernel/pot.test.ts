import { describe, expect, it } from 'vitest';
import {
  emptyPot,
  giveBackTo,
  isEmptyPot,
  type Pot,
  potOfPeriod,
  potRefusal,
  takeFrom,
} from '../../../core/kernel/pot.ts';
import { problem, waitProblem } from '../../../core/kernel/problem.ts';
import { memoryStore } from '../../support/memory-store.ts';

const noon = Date.UTC(2026, 10, 24, 12);
const pot = (set: Partial<Pick<Pot, 'size' | 'takes' | 'mayExceed'>> = {}, now = noon) =>
  potOfPeriod('mails#x', 3600, now, { size: 5, reason: 'mails-of-the-hour-spent', ...set });

describe('a pot', () => {
  it('has a row for each period, to the millisecond', () => {
    expect(pot({}, noon + 3_599_999)).toEqual(pot());
    expect(pot({}, noon + 3_600_000).id).not.toBe(pot().id);
    expect(pot()).toMatchObject({ endsAt: noon + 3_600_000, takes: 1 });
  });

  it('is charged on the condition that enough is left, and cleaned up after its period', () => {
    expect(takeFrom(pot({ takes: 3 }), 100)).toMatchObject({
      table: 'challenges',
      key: { id: pot().id },
      add: { taken: 3 },
      set: { ttl: expect.any(Number) },
      when: [{ anyOf: [[{ attribute: 'taken', is: 'absent' }], [{ is: 'at-most', value: 2 }]] }],
    });
    const { set } = takeFrom(pot(), 100);
    expect(Number(set['ttl']) * 1000).toBeGreaterThan(pot().endsAt);
  });

  it('of a share of the day is as large as that, rounded down', () => {
    const taking = takeFrom(pot({ size: { shareOfDay: 0.5 } }), 7);
    expect(JSON.stringify(taking.when)).toContain('"value":2');
  });

  it('of nothing gives nothing', () => {
    expect(takeFrom(pot({ size: { shareOfDay: 0.5 } }), 1).when).toEqual([
      { attribute: 'taken', is: 'at-most', value: -1 },
    ]);
  });

  it.each([
    [undefined, undefined],
    [{ taken: 4 }, undefined],
    [{ taken: 5 }, 'mails-of-the-hour-spent'],
    [{ taken: 7 }, 'mails-of-the-hour-spent'],
  ])('whose row is %j refuses for the reason %s', (row, reason) => {
    expect(potRefusal(pot(), row, 100, noon)?.reason).toBe(reason);
  });

  it('that may be exceeded lets the last one take more than is left', () => {
    const large = pot({ takes: 30, mayExceed: true });
    expect(takeFrom(large, 100)).toMatchObject({
      add: { taken: 30 },
      when: [{ anyOf: [[{ attribute: 'taken', is: 'absent' }], [{ is: 'at-most', value: 4 }]] }],
    });
    expect(potRefusal(large, { taken: 4 }, 100, noon)).toBeUndefined();
    expect(potRefusal(large, { taken: 5 }, 100, noon)?.reason).toBe('mails-of-the-hour-spent');
  });

  it('gets back what was taken, and never more', () => {
    expect(giveBackTo(pot({ takes: 3 }))).toMatchObject({
      add: { taken: -3 },
      when: [{ attribute: 'taken', is: 'above', value: 0 }],
    });
  });

  it('that is empty says when the next one is there', () => {
    expect(emptyPot(pot(), noon + 3_540_000)).toMatchObject({
      reason: 'mails-of-the-hour-spent',
      retryAfterSeconds: 60,
    });
  });
});

describe('taking from a pot', () => {
  /** How often something can be taken from one after the other. */
  function takenFrom(of: Pot, dailyMails = 100): number {
    const store = memoryStore();
    let taken = 0;
    while (taken < 20 && store.commitNow([takeFrom(of, dailyMails)]).committed) taken += 1;
    return taken;
  }

  it.each([
    ['five of five', pot(), 5],
    ['two and two of five, but not half of the next two', pot({ takes: 2 }), 2],
    ['once more than is left, where that is allowed', pot({ takes: 30, mayExceed: true }), 1],
    ['nothing of nothing', pot({ size: 0 }), 0],
    ['nothing of less than is needed', pot({ size: 1, takes: 2 }), 0],
    ['nothing of nothing, although it may be exceeded', pot({ size: 0, takes: 2, mayExceed: true }), 0],
    ['a share of the day', pot({ size: { shareOfDay: 0.07 } }), 7],
  ])('gives %s', (_, of, times) => {
    expect(takenFrom(of)).toBe(times);
  });

  it('gives nothing that is less than needed, also if it was larger when others took from it', () => {
    const store = memoryStore();
    const share = pot({ size: { shareOfDay: 0.1 } });
    for (const _ of [1, 2, 3]) store.commitNow([takeFrom(share, 100)]);
    expect(store.commitNow([takeFrom(share, 5)]).committed).toBe(false);
    expect(store.commitNow([takeFrom({ ...share, takes: 2 }, 10)]).committed).toBe(false);
  });

  it('and giving back leaves what was there, and never more than there is', () => {
    const store = memoryStore();
    store.commitNow([takeFrom(pot({ takes: 5 }), 100)]);
    expect(store.commitNow([takeFrom(pot(), 100)]).committed).toBe(false);
    expect(store.commitNow([giveBackTo(pot({ takes: 5 }))]).committed).toBe(true);
    expect(store.commitNow([giveBackTo(pot())]).committed).toBe(false);
    expect(store.commitNow([takeFrom(pot({ takes: 5 }), 100)]).committed).toBe(true);
  });
});

it('a refusal is because of an empty pot, or for another reason', () => {
  for (const reason of [
    'mails-of-the-hour-spent',
    'mails-from-network-spent',
    'mails-of-account-spent',
    'mails-of-the-day-spent',
    'member-lists-spent',
  ] as const)
    expect(isEmptyPot(waitProblem(reason, 1000)), reason).toBe(true);
  expect(isEmptyPot(problem('not-found'))).toBe(false);
  expect(isEmptyPot(waitProblem('mail-not-sent', 1000))).toBe(false);
});
