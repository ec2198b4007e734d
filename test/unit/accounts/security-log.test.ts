import { describe, expect, it } from 'vitest';
import {
  accountEntry,
  accountOf,
  logRetentionDays,
  recordEntry,
  recordEntryOnce,
} from '../../../core/accounts/security-log.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { circumstances, noon, repeatableRandom } from '../../support/users.ts';

const random = repeatableRandom(1);
const key = { name: 'laptop', fingerprint: 'SHA256:abc' };
const entry = accountEntry('ada', 'key-added', { key });

describe('an entry in the log of an account', () => {
  it('says what was done, to what, when, from where and with which program', () => {
    const store = memoryStore();
    store.commitNow([recordEntry(entry, circumstances, random)]);
    const { address, browser } = circumstances;
    expect(store.rows('events')).toMatchObject([
      { subject: 'user#ada', kind: 'key-added', key, at: noon, address, browser },
    ]);
  });

  it('has no details where there are none', () => {
    expect(accountEntry('ada', 'name-changed').details).toEqual({});
  });

  it('is kept for as long as the log promises, and not a day longer', () => {
    const store = memoryStore();
    store.commitNow([recordEntry(entry, { ...circumstances, at: noon + 1 }, random)]);
    const end = (noon + logRetentionDays * 86_400_000) / 1000;
    expect(store.rows('events')[0]?.['ttl']).toBe(end + 1);
  });

  it('is one more each time, in the order of time', async () => {
    const store = memoryStore();
    for (const at of [noon + 1000, noon, noon])
      store.commitNow([recordEntry(entry, { ...circumstances, at }, random)]);
    const { rows } = await store.list<{ at: number }>('events', { subject: 'user#ada' });
    expect(rows.map(({ at }) => at)).toEqual([noon, noon, noon + 1000]);
  });

  it('that must be written only once is refused the second time, and nobody else’s', () => {
    const store = memoryStore();
    const once = (id: string, now = noon) =>
      store.commitNow([recordEntryOnce(entry, { ...circumstances, at: now }, { at: noon, id })]).committed;
    expect([once('first'), once('first', noon + 5000), once('second')]).toEqual([true, false, true]);
  });
});

describe('the account that entries are about', () => {
  const other = { subject: 'organization#acme', kind: 'name-changed', details: {} };

  it('is that of the first entry in a log of an account', () => {
    expect(accountOf([other, entry, accountEntry('bea', 'signed-in')])).toBe('ada');
  });

  it('is none if they are in no account’s log', () => {
    expect(accountOf([other])).toBeUndefined();
    expect(accountOf([{ subject: 'organization#user#acme' }])).toBeUndefined();
  });
});
