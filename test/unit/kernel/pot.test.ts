import { describe, expect, it } from 'vitest';
import {
  emptyPot,
  giveBackTo,
  type Pot,
  potOfPeriod,
  potRefusal,
  takeFrom,
} from '../../../core/kernel/pot.ts';

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
    expect(JSON.stringify(takeFrom(pot({ size: { shareOfDay: 0.5 } }), 1).when)).not.toContain('absent');
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
