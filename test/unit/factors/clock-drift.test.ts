import { describe, expect, it } from 'vitest';
import {
  check,
  codeAtStep,
  findClockDrift,
  type OpenAuthenticator,
  retryAfterUse,
  stepAt,
} from '../../../core/factors/authenticator.ts';
import { put } from '../../../core/kernel/change.ts';
import type { Row } from '../../../core/kernel/rows.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { noon } from '../../support/users.ts';

const secret = Buffer.from('12345678901234567890', 'ascii');
const current = stepAt(noon);
const key = { userID: 'ada', id: 'phone' };
const phone: OpenAuthenticator = { ...key, secret, sealedSecret: 'sealed', lastUsedStep: 0 };
const tablet: OpenAuthenticator = {
  ...{ ...phone, id: 'tablet' },
  secret: Buffer.from('09876543210987654321', 'ascii'),
};

const codeOf = (drift: number, of = phone) => codeAtStep(of.secret, current + drift);
const driftOf = (input: string, ...authenticators: readonly OpenAuthenticator[]) =>
  findClockDrift({ input, evidence: { authenticators }, now: noon });

function storeWith(row: Row) {
  const store = memoryStore();
  store.commitNow([put('factors', key, { ...key, ...row })]);
  return store;
}
const phoneIn = (store: ReturnType<typeof memoryStore>) => store.rowAt({ table: 'factors', key });

describe('the clock of a phone', () => {
  it.each([
    [-11, undefined],
    [-10, -300],
    [-2, -60],
    [-1, undefined],
    [0, undefined],
    [1, undefined],
    [2, 60],
    [10, 300],
    [11, undefined],
  ])('that is %i steps off is noticed as %s s, where the code itself is not accepted', (drift, seconds) => {
    expect(driftOf(codeOf(drift), phone)?.seconds).toBe(seconds);
  });

  it('is that of any of the account’s authenticators', () => {
    const fast = driftOf(codeOf(3, tablet), phone, tablet);
    expect(fast).toMatchObject({ seconds: 90, note: { key: { userID: 'ada', id: 'tablet' } } });
    expect(driftOf('000000')).toBeUndefined();
  });

  it('is not told from a code that was used', () => {
    const used = { ...phone, lastUsedStep: current - 3 };
    expect(driftOf(codeOf(-3), used)).toBeUndefined();
    expect(driftOf(codeOf(-2), used)?.seconds).toBe(-60);
  });

  it('is only told during an activation, and not noted', () => {
    expect(driftOf(codeOf(4), { ...phone, isInActivation: true })).toEqual({ seconds: 120 });
  });
});

describe('the note about a wrong clock', () => {
  const noteOf = (drift: number, set: Partial<OpenAuthenticator> = {}) => {
    const note = driftOf(codeOf(drift), { ...phone, ...set })?.note;
    if (!note) throw new Error('the drift is noted');
    return note;
  };

  it('keeps the drift, and rules out the code of the future that it told', () => {
    const store = storeWith({ lastUsedStep: 0 });
    expect(store.commitNow([noteOf(3)])).toEqual({ committed: true });
    expect(phoneIn(store)).toMatchObject({ clockDriftSteps: 3, toldSteps: [current + 3], hints: 1 });
  });

  it('rules out nothing for a code of the past', () => {
    const store = storeWith({ lastUsedStep: 0 });
    store.commitNow([noteOf(-3)]);
    expect(phoneIn(store)).toMatchObject({ clockDriftSteps: -3, toldSteps: [] });
  });

  it('still knows the codes that were told and could be accepted, and forgets those of the past', () => {
    const toldSteps = [current - 2, current - 1, current + 5];
    const store = storeWith({ lastUsedStep: 0, hints: 1 });
    expect(store.commitNow([noteOf(3, { toldSteps, hints: 1 })])).toEqual({ committed: true });
    expect(phoneIn(store)).toMatchObject({
      toldSteps: [current - 1, current + 5, current + 3],
      hints: 2,
    });
  });

  it.each([
    ['another hint was given meanwhile', { lastUsedStep: 0, hints: 1 }],
    ['a later code was used meanwhile', { lastUsedStep: 1 }],
  ])('is lost if %s, and with it the hint', (_, row) => {
    expect(storeWith(row).commitNow([noteOf(3)])).toMatchObject({ committed: false });
  });

  it('is lost if one hint more was given than this one knows', () => {
    expect(storeWith({ lastUsedStep: 0, hints: 2 }).commitNow([noteOf(3, { hints: 1 })])).toMatchObject({
      committed: false,
    });
  });

  it('is lost if the factor was disabled meanwhile', () => {
    expect(memoryStore().commitNow([noteOf(3)])).toMatchObject({ committed: false });
  });
});

describe('a code that a hint told', () => {
  const told = { ...phone, toldSteps: [current, current + 1] };
  const attempt = (drift: number) => ({
    input: codeOf(drift),
    evidence: { authenticators: [told] },
    now: noon,
  });

  it('is never accepted', async () => {
    expect(await check(attempt(0))).toBeUndefined();
    expect(await check(attempt(1))).toBeUndefined();
    expect(await check(attempt(-1))).toBeDefined();
  });

  it('is said to be used, until the first code that was neither used nor told', () => {
    const secondsUntil = (step: number) => Math.ceil((step * 30_000 - noon) / 1000);
    expect(retryAfterUse(attempt(0))).toBe(secondsUntil(current + 2));
    expect(retryAfterUse(attempt(-1))).toBeUndefined();
  });
});

it('a used code of one authenticator is dead, although another one is asked first', () => {
  const used = { ...tablet, lastUsedStep: current };
  const attempt = { input: codeOf(0, tablet), evidence: { authenticators: [phone, used] }, now: noon };
  expect(retryAfterUse(attempt)).toBe(30 - ((noon / 1000) % 30));
});
