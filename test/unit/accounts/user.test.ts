import { describe, expect, it } from 'vitest';
import {
  addressKey,
  changeCredentials,
  changeUser,
  createUser,
  endSessions,
  keysOf,
  methodsOf,
  preferredType,
  renameUser,
  sameConfirmations,
  sameMemberships,
  type User,
  userKey,
} from '../../../core/accounts/user.ts';
import type { Condition } from '../../../core/kernel/change.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { accepted } from '../../support/organization-rows.ts';
import { noon, userOf, userWith } from '../../support/users.ts';

const newcomer = {
  userID: 'ada',
  address: 'ada@example.com',
  email: 'Ada@example.com',
  name: 'Ada',
  passwordHash: 'a hash',
  now: noon,
};

function storeOf(user: Parameters<typeof createUser>[0] = newcomer) {
  const store = memoryStore();
  store.commitNow(createUser(user));
  return store;
}

const accountIn = (store: ReturnType<typeof memoryStore>) =>
  store.rowAt({ table: 'users', key: userKey('ada') }) as unknown as User;

describe('a new account', () => {
  it('has no factor and no organization, and its address leads to it', () => {
    const store = storeOf();
    const { userID, address, email, name, passwordHash } = newcomer;
    expect(accountIn(store)).toMatchObject({
      ...{ userID, address, email, name, passwordHash },
      ...{ createdAt: noon, factors: [], organizations: [], codesMailedAt: [], codesMailed: 0 },
    });
    expect(store.rowAt({ table: 'users', key: addressKey(address) })).toMatchObject({ userID });
  });

  it('does not know the places from which an earlier account of the address was signed in to', () => {
    const store = storeOf();
    const claim = store.rowAt({ table: 'users', key: addressKey(newcomer.address) });
    expect(claim).toMatchObject({ placesSince: noon });
  });

  it('takes neither an address nor an id that is taken', () => {
    const store = storeOf();
    for (const taken of [
      { ...newcomer, userID: 'eve' },
      { ...newcomer, address: 'eve@example.com' },
    ])
      expect(store.commitNow(createUser(taken))).toMatchObject({ committed: false });
    expect(store.rows('users')).toHaveLength(2);
  });
});

describe('a change of the account', () => {
  const ada = accountIn(storeOf());

  it('is lost if the credentials change meanwhile', () => {
    const store = storeOf();
    const rename = changeUser(ada, { name: 'Ada L.' });
    expect(store.commitNow([changeCredentials(ada, { passwordHash: 'another hash' })])).toEqual({
      committed: true,
    });
    expect(accountIn(store)).toMatchObject({ passwordHash: 'another hash' });
    expect(store.commitNow([rename])).toMatchObject({ committed: false });
    expect(accountIn(store)).toMatchObject({ name: 'Ada' });
  });

  it('of its name is logged, mails nothing, and leaves the credentials as they are', () => {
    const store = storeOf();
    const decision = accepted(renameUser(ada, 'Ada L.'));
    store.commitNow(decision.commit);
    expect(accountIn(store)).toEqual({ ...ada, name: 'Ada L.' });
    expect(decision).toMatchObject({
      log: [{ subject: 'user#ada', kind: 'name-changed' }],
      notify: [],
      answer: 'Ada L.',
    });
  });

  it('can end all sessions, or all but one', () => {
    const store = storeOf();
    store.commitNow([endSessions(changeUser(ada, { name: 'Ada L.' }), 'mine')]);
    expect(accountIn(store)).toMatchObject({ name: 'Ada L.', sessionGeneration: 1, keptSessionID: 'mine' });
    store.commitNow([endSessions(changeUser(ada, {}))]);
    expect(accountIn(store).sessionGeneration).toBe(2);
    expect(accountIn(store)).not.toHaveProperty('keptSessionID');
  });

  it('that ends sessions still adds what it added', () => {
    const counted = { ...changeUser(ada, {}), add: { codesMailed: 1 } };
    const store = storeOf();
    store.commitNow([endSessions(counted)]);
    expect(accountIn(store)).toMatchObject({ codesMailed: 1, sessionGeneration: 1 });
  });
});

describe.each([
  ['memberships', 'membershipVersion', sameMemberships],
  ['confirmations', 'confirmations', sameConfirmations],
] as const)('that the %s are those that were seen', (_, attribute, same) => {
  const holds = (when: Condition, stored: number | undefined) => {
    const store = memoryStore();
    const row = userWith({ [attribute]: stored });
    store.commitNow([{ table: 'users', key: userKey('ada'), kind: 'put', row: { ...row }, when: [] }]);
    return store.commitNow([changeUser(row, {}, [when])]).committed;
  };

  it('holds until they change, also for the first time', () => {
    expect(same({})).toEqual({ attribute, is: 'absent' });
    expect(holds(same({}), undefined)).toBe(true);
    expect(holds(same({}), 1)).toBe(false);
    expect(holds(same({ [attribute]: 1 }), 1)).toBe(true);
    expect(holds(same({ [attribute]: 1 }), 2)).toBe(false);
    expect(holds(same({ [attribute]: 1 }), undefined)).toBe(false);
  });
});

describe('the factors of an account', () => {
  it('are each a method once, however many of a type there are', () => {
    expect(methodsOf(userOf(['authenticator', 'email', 'authenticator']))).toEqual([
      'authenticator',
      'email',
    ]);
  });

  it('have one that is preferred: the first, where none is named or the named one is gone', () => {
    const user = userOf(['authenticator', 'email']);
    expect(preferredType({ ...user, preferredFactorID: 'email-1' })).toBe('email');
    expect(preferredType({ ...user, preferredFactorID: 'gone' })).toBe('authenticator');
    expect(preferredType({ factors: user.factors })).toBe('authenticator');
    expect(preferredType(userWith())).toBeUndefined();
  });
});

it('an account without SSH keys has an empty list of them', () => {
  const keys = [{ name: 'laptop', fingerprint: 'SHA256:abc' }];
  expect(keysOf({})).toEqual([]);
  expect(keysOf({ keys })).toEqual(keys);
});
