import { describe, expect, it } from 'vitest';
import { update } from '../../../core/kernel/change.ts';
import { claimSeconds, isClaimedBy, isFreeFor, unclaimed } from '../../../core/kernel/claim.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { noon } from '../../support/users.ts';

describe('a claim', () => {
  const key = { id: 'row' };
  const claimOf = (claimedBy: string, claimedAt = noon) => ({ claimedBy, claimedAt });
  const claiming = (claimedBy: string, at = noon) => {
    const claim = claimOf(claimedBy, at);
    return update('challenges', key, { ...claim }, [isFreeFor(claim)]);
  };

  it('is made once, and found by a write that is repeated because its answer was lost', () => {
    const store = memoryStore();
    expect(store.commitNow([claiming('one')]).committed).toBe(true);
    expect(store.commitNow([claiming('one')]).committed).toBe(true);
    expect(store.commitNow([claiming('other')]).committed).toBe(false);
  });

  it('is over after a while, and then for somebody else', () => {
    const store = memoryStore();
    store.commitNow([claiming('one')]);
    expect(store.commitNow([claiming('other', noon + claimSeconds * 1000 - 1)]).committed).toBe(false);
    expect(store.commitNow([claiming('other', noon + claimSeconds * 1000)]).committed).toBe(true);
    const end = update('challenges', key, unclaimed, [isClaimedBy(claimOf('one'))]);
    expect(store.commitNow([end]).committed).toBe(false);
  });

  it('can be ended by whoever made it', () => {
    const store = memoryStore();
    store.commitNow([claiming('one')]);
    store.commitNow([update('challenges', key, unclaimed, [isClaimedBy(claimOf('one'))])]);
    expect(store.commitNow([claiming('other')]).committed).toBe(true);
  });
});
