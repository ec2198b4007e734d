import { describe, expect, it } from 'vitest';
import {
  clearedMailReturn,
  isReturned,
  markReturned,
  returnedAddressKey,
  returnReason,
} from '../../../core/accounts/undeliverable-mail.ts';
import { changeUser, createUser, type User, userKey } from '../../../core/accounts/user.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { noon } from '../../support/users.ts';

describe("SES's report about a mail", () => {
  it.each([
    ['a permanent bounce', 'Permanent', false, 'bounce'],
    ['a mailbox that is full today', 'Transient', false, undefined],
    ['a bounce of unknown kind', 'Undetermined', false, undefined],
    ['a report that says nothing', undefined, false, undefined],
    ['spam, as its reader says', undefined, true, 'complaint'],
    ['spam, whatever else it says', 'Permanent', true, 'complaint'],
  ])('of %s', (_, bounceType, isComplaint, reason) => {
    expect(returnReason({ bounceType, isComplaint })).toBe(reason);
  });

  it('is about the account of the canonical address, and about none for text that is no address', () => {
    expect(returnedAddressKey('Ada@Example.com')).toEqual({ id: 'address#ada@example.com' });
    expect(returnedAddressKey('no address')).toBeUndefined();
  });
});

describe('an account whose mail came back', () => {
  const store = memoryStore();
  const account = () => store.rowAt({ table: 'users', key: userKey('ada') }) as unknown as User;

  it('is marked with why and since when, until somebody proves that they read a mail', () => {
    const address = 'ada@example.com';
    store.commitNow(
      createUser({ userID: 'ada', address, email: address, name: '', passwordHash: '', now: noon }),
    );
    expect(isReturned(account())).toBe(false);
    store.commitNow([markReturned('ada', 'bounce', noon)]);
    expect(account().mailReturned).toEqual({ reason: 'bounce', at: noon });
    expect(isReturned(account())).toBe(true);
    store.commitNow([changeUser(account(), clearedMailReturn)]);
    expect(isReturned(account())).toBe(false);
  });

  it('is not made by a report that comes after its end', () => {
    expect(memoryStore().commitNow([markReturned('ada', 'complaint', noon)])).toMatchObject({
      committed: false,
    });
  });
});
