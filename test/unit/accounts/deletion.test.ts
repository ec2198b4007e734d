import { describe, expect, it } from 'vitest';
import {
  accountDeletionDelayDays,
  beginAccountDeletion,
  endWaitingDeletion,
  keepAccount,
  planAccountDeletion,
  stopAccountDeletion,
  waitForDeletion,
  waitingAccountDeletionKey,
} from '../../../core/accounts/deletion.ts';
import { type User, userKey } from '../../../core/accounts/user.ts';
import { put } from '../../../core/kernel/change.ts';
import { type MemoryStore, memoryStore } from '../../support/memory-store.ts';
import { accepted, reasonOf } from '../../support/organization-rows.ts';
import { noon, userWith } from '../../support/users.ts';

const week = accountDeletionDelayDays * 86_400_000;
const dueAt = noon + week;
const acme = { id: 'acme', name: 'Acme' };

/** A store with the account alone. */
function storeWith(user: User): MemoryStore {
  const store = memoryStore();
  store.commitNow([put('users', userKey(user.userID), { ...user })]);
  return store;
}

const accountIn = (store: MemoryStore) =>
  store.rowAt({ table: 'users', key: userKey('ada') }) as unknown as User;
const listedIn = (store: MemoryStore) =>
  store.rowAt({ table: 'factors', key: waitingAccountDeletionKey('ada') });
const plan = (user: User) => accepted(planAccountDeletion(user, 'mine', noon));

/** A store in which Ada asked to delete her account, and the account as it is then. */
function asked(): { readonly store: MemoryStore; readonly ada: User } {
  const store = storeWith(userWith());
  store.commitNow(plan(userWith()).commit);
  return { store, ada: accountIn(store) };
}

describe('asking to delete the account', () => {
  it('lists it for the job of a week later, and ends all sessions but the own one', () => {
    const { store, ada } = asked();
    expect(ada).toMatchObject({ deletionDueAt: dueAt, keptSessionID: 'mine', sessionGeneration: 1 });
    expect(listedIn(store)).toMatchObject({ userID: '#deletions', id: 'ada', dueAt });
  });

  it('is logged and answered with the date, which the mail names', () => {
    expect(plan(userWith())).toMatchObject({
      log: [{ subject: 'user#ada', kind: 'account-deletion-requested' }],
      notify: [],
      send: { notice: { message: { kind: 'account-deletion-requested', dueAt } } },
      answer: dueAt,
    });
  });

  it('leaves nothing behind if the mail cannot be sent, and says that it can be tried again at once', () => {
    const { store } = asked();
    const { ifUnsent } = plan(userWith()).send ?? {};
    expect(store.commitNow(ifUnsent?.commit ?? [])).toEqual({ committed: true });
    expect(accountIn(store)).not.toHaveProperty('deletionDueAt');
    expect(listedIn(store)).toBeUndefined();
    expect(ifUnsent).toMatchObject({
      log: [{ subject: 'user#ada', kind: 'account-kept' }],
      refuse: { reason: 'mail-not-sent', retryAfterSeconds: 1 },
    });
  });

  it('again keeps the date and the sessions, and mails it again', () => {
    const { ada } = asked();
    expect(accepted(planAccountDeletion(ada, 'other', noon + 5000))).toMatchObject({
      commit: [],
      notify: [],
      send: {
        notice: { message: { kind: 'account-deletion-requested', dueAt } },
        ifUnsent: { commit: [], refuse: { reason: 'mail-not-sent' } },
      },
      answer: dueAt,
    });
  });

  it('is lost if the credentials change meanwhile', () => {
    const store = storeWith(userWith({ credentialVersion: 2 }));
    expect(store.commitNow(plan(userWith()).commit)).toMatchObject({ committed: false });
  });
});

describe('keeping the account', () => {
  it('takes the deletion back, which the log and a mail say', () => {
    const { store, ada } = asked();
    const decision = accepted(keepAccount(ada));
    expect(store.commitNow(decision.commit)).toEqual({ committed: true });
    expect(accountIn(store)).not.toHaveProperty('deletionDueAt');
    expect(listedIn(store)).toBeUndefined();
    expect(decision).toMatchObject({
      log: [{ subject: 'user#ada', kind: 'account-kept' }],
      notify: [{ audience: 'account', message: { kind: 'account-kept' } }],
    });
  });

  it('changes and mails nothing if no deletion waits', () => {
    expect(accepted(keepAccount(userWith()))).toMatchObject({ commit: [], notify: [] });
  });

  it('is refused once the deletion has begun', () => {
    const { store, ada } = asked();
    store.commitNow(accepted(beginAccountDeletion(ada, dueAt, dueAt)).commit);
    expect(accountIn(store).deletionBegunAt).toBe(dueAt);
    expect(reasonOf(keepAccount(accountIn(store)))).toBe('account-deletion-begun');
  });

  it.each([
    ['begins meanwhile', { deletionBegunAt: dueAt }],
    ['was asked for anew meanwhile', { deletionDueAt: dueAt + 1 }],
  ])('is lost if the deletion %s', (_, meanwhile) => {
    const { store, ada } = asked();
    store.commitNow([put('users', userKey('ada'), { ...ada, ...meanwhile })]);
    expect(store.commitNow(accepted(keepAccount(ada)).commit)).toMatchObject({ committed: false });
  });
});

describe('a deletion that is due', () => {
  it('does not begin once the account was kept, or has another date', () => {
    const { store, ada } = asked();
    const begin = accepted(beginAccountDeletion(ada, dueAt, dueAt)).commit;
    store.commitNow(accepted(keepAccount(ada)).commit);
    expect(store.commitNow(begin)).toMatchObject({ committed: false });
    store.commitNow([put('users', userKey('ada'), { ...ada, deletionDueAt: dueAt + 1 })]);
    expect(store.commitNow(begin)).toMatchObject({ committed: false });
  });

  it('mails nothing when it begins', () => {
    expect(accepted(beginAccountDeletion(userWith(), dueAt, dueAt)).notify).toEqual([]);
  });

  it('is stopped, even when it has begun, for an organization that would lose its only owner', () => {
    const { store, ada } = asked();
    store.commitNow(accepted(beginAccountDeletion(ada, dueAt, dueAt)).commit);
    const decision = accepted(stopAccountDeletion(accountIn(store), dueAt, acme));
    expect(store.commitNow(decision.commit)).toEqual({ committed: true });
    for (const attribute of ['deletionDueAt', 'deletionBegunAt'])
      expect(accountIn(store)).not.toHaveProperty(attribute);
    expect(listedIn(store)).toBeUndefined();
    expect(decision).toMatchObject({
      log: [{ subject: 'user#ada', kind: 'account-kept' }],
      notify: [{ message: { kind: 'account-deletion-stopped', organization: acme } }],
    });
  });

  it('is not stopped in place of one that was asked for later', () => {
    const { store, ada } = asked();
    store.commitNow([put('users', userKey('ada'), { ...ada, deletionDueAt: dueAt + 1 })]);
    const { commit } = accepted(stopAccountDeletion(ada, dueAt, acme));
    expect(store.commitNow(commit)).toMatchObject({ committed: false });
  });

  it('leaves the list only with its own date', () => {
    const store = memoryStore();
    store.commitNow([waitForDeletion('ada', dueAt)]);
    const earlier = endWaitingDeletion({ id: 'ada', dueAt: dueAt - 1 });
    expect(store.commitNow([earlier])).toMatchObject({ committed: false });
    expect(store.commitNow([endWaitingDeletion({ id: 'ada', dueAt })])).toEqual({ committed: true });
    expect(store.rows('factors')).toEqual([]);
  });
});
