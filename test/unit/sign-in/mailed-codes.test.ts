import { describe, expect, it } from 'vitest';
import { changeUser, type User, userKey } from '../../../core/accounts/user.ts';
import { emailCodeLimits } from '../../../core/factors/email.ts';
import { put } from '../../../core/kernel/change.ts';
import {
  activationCodeRefusal,
  codeRefusal,
  codesAnew,
  codesOpenAt,
  codesSpent,
  countMailedCode,
  uncountMailedCode,
} from '../../../core/sign-in/mailed-codes.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { noon, userWith } from '../../support/users.ts';

const minute = 60_000;
const hour = 60 * minute;
/** Codes that were mailed so many minutes before noon. */
const mailed = (...minutesAgo: readonly number[]) =>
  userWith({ codesMailedAt: minutesAgo.map((minutes) => noon - minutes * minute) });
const tenOf = (first: number) => mailed(first, ...Array.from({ length: 9 }, (_, index) => index + 1));

describe('the codes of the hour', () => {
  it('are ten', () => {
    expect(emailCodeLimits.codesPerHour).toBe(10);
    expect(codesSpent(mailed(1, 2, 3, 4, 5, 6, 7, 8, 9), noon)).toBeUndefined();
    expect(codesSpent(tenOf(10), noon)).toMatchObject({ reason: 'codes-of-the-hour-spent' });
  });

  it('are there again an hour after the first of them', () => {
    expect(codesSpent(tenOf(40), noon)?.retryAfterSeconds).toBe(20 * 60);
    expect(codesOpenAt(tenOf(40), noon)).toBe(noon + 20 * minute);
    expect(codesSpent(tenOf(60), noon)).toBeUndefined();
    expect(codesOpenAt(tenOf(60), noon)).toBe(noon);
    expect(codesOpenAt(mailed(1), noon + 5)).toBe(noon + 5);
  });

  it('refuse a code to an account whose mail came back, at a sign-in and at an activation', () => {
    const returned = userWith({ mailReturned: { reason: 'bounce', at: noon } });
    expect(codeRefusal(returned, noon)?.reason).toBe('mail-returned');
    expect(activationCodeRefusal(returned, noon)?.reason).toBe('mail-returned-at-activation');
    for (const refusal of [codeRefusal, activationCodeRefusal]) {
      expect(refusal(userWith(), noon)).toBeUndefined();
      expect(refusal(tenOf(10), noon)?.reason).toBe('codes-of-the-hour-spent');
    }
  });
});

describe('counting a code', () => {
  const storeWith = (user: User) => {
    const store = memoryStore();
    store.commitNow([put('users', userKey('ada'), { ...user })]);
    return store;
  };
  const ada = (store: ReturnType<typeof memoryStore>) =>
    store.rowAt({ table: 'users', key: userKey('ada') }) as unknown as User;

  it('adds it, and forgets those of more than an hour ago', () => {
    const store = storeWith(mailed(90, 30));
    store.commitNow([countMailedCode(mailed(90, 30), noon)]);
    expect(ada(store)).toMatchObject({ codesMailedAt: [noon - 30 * minute, noon], codesMailed: 1 });
  });

  it('is lost if another one was counted meanwhile', () => {
    const store = storeWith(mailed());
    const count = countMailedCode(mailed(), noon);
    expect(store.commitNow([count]).committed).toBe(true);
    expect(store.commitNow([count]).committed).toBe(false);
  });

  it('is taken back if the mail could not be sent', () => {
    const store = storeWith(mailed(30));
    store.commitNow([countMailedCode(mailed(30), noon)]);
    expect(store.commitNow([uncountMailedCode(mailed(30), noon)]).committed).toBe(true);
    expect(ada(store).codesMailedAt).toEqual([noon - 30 * minute]);
    expect(store.commitNow([countMailedCode(mailed(30), noon)]).committed).toBe(false);
  });

  it('is not taken back once another code was counted', () => {
    const store = storeWith(mailed());
    store.commitNow([countMailedCode(mailed(), noon)]);
    store.commitNow([countMailedCode(ada(store), noon)]);
    expect(store.commitNow([uncountMailedCode(mailed(), noon)]).committed).toBe(false);
  });

  it('begins anew after a reset of the password, and what was decided before is lost', () => {
    const spent = tenOf(10);
    const store = storeWith(spent);
    store.commitNow([changeUser(spent, codesAnew(spent))]);
    expect(codesSpent(ada(store), noon)).toBeUndefined();
    expect(store.commitNow([countMailedCode(spent, noon + hour)]).committed).toBe(false);
  });
});
