import { describe, expect, it } from 'vitest';
import type { CodeProof } from '../../../core/factors/factor.ts';
import type { StoredPasskey } from '../../../core/factors/passkey.ts';
import { put } from '../../../core/kernel/change.ts';
import { type Challenge, challengeKey } from '../../../core/sign-in/challenge.ts';
import { newChallenge } from '../../../core/sign-in/challenge-decisions.ts';
import { judgePasskey, passkeyRefusal } from '../../../core/sign-in/passkey-attempt.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { reasonOf } from '../../support/organization-rows.ts';
import { circumstances, noon, userOf } from '../../support/users.ts';

const user = userOf(['passkey', 'email']);
const opening = { id: 'ada.1', purpose: 'sign-in', provedMethods: ['password'], keyVersion: 1 } as const;
const challenge: Challenge = {
  ...newChallenge(user, opening, 'passkey', undefined, noon).answer.challenge,
  kept: { signed: 'challenge' },
};
const tried = { challenge, user };
const stored = { ...{ userID: 'ada', id: 'passkey#1' }, type: 'passkey', name: 'YubiKey' } as StoredPasskey;
const proof = { method: 'passkey', uses: [], record: {} } as unknown as CodeProof;
const factor = { type: 'passkey', name: 'YubiKey' };

describe('a passkey', () => {
  it('can be tried where it was requested', () => {
    expect(passkeyRefusal(tried, noon)).toBeUndefined();
  });

  it('cannot be tried where a code was requested, or nothing yet', () => {
    const forCode = { ...challenge, method: 'email' } as const;
    expect(passkeyRefusal({ challenge: forCode, user }, noon)?.reason).toBe('passkey-not-requested');
    const { kept: _, ...unasked } = challenge;
    expect(passkeyRefusal({ challenge: unasked, user }, noon)?.reason).toBe('passkey-not-requested');
  });

  it('has to wait after wrong ones, and is locked after too many', () => {
    const failed = (passkeyFailures: number) =>
      passkeyRefusal({ challenge, user: { ...user, passkeyFailures, passkeyFailedAt: noon } }, noon)?.reason;
    expect(failed(9)).toBeUndefined();
    expect(failed(10)).toBe('too-many-wrong-codes');
    expect(failed(100)).toBe('method-locked');
  });
});

describe('a passkey that was checked', () => {
  it('is proved, which is logged by what it is used for', () => {
    const judged = judgePasskey(tried, { stored, countWentBack: false, proof }, circumstances, 'one');
    expect(judged).toMatchObject({ commit: [], notify: [], answer: proof });
    expect(judged).not.toHaveProperty('log.0');
  });

  it('whose count went back, and can be synced, is proved and logged', () => {
    expect(judgePasskey(tried, { stored, countWentBack: true, proof }, circumstances, 'one')).toMatchObject({
      log: [{ subject: 'user#ada', kind: 'passkey-counter-regressed', details: { factor } }],
      notify: [],
      answer: proof,
    });
  });

  it('is refused if it was wrong, as a wrong code is', () => {
    expect(reasonOf(judgePasskey(tried, undefined, circumstances, 'one'))).toBe('passkey-refused');
  });
});

describe('a passkey that was copied', () => {
  const decision = () => judgePasskey(tried, { stored, countWentBack: true }, circumstances, 'one');
  const storeWith = (set: Partial<Challenge> = {}) => {
    const store = memoryStore();
    store.commitNow([put('challenges', challengeKey(challenge.id), { ...challenge, ...set })]);
    return store;
  };

  it('is refused, logged once for the challenge, and mailed about', () => {
    expect(decision()).toMatchObject({
      refuse: { reason: 'passkey-copied' },
      notify: [{ message: { kind: 'passkey-copied', method: 'passkey', name: 'YubiKey' } }],
    });
    const store = storeWith();
    expect(store.commitNow(decision().commit ?? [])).toEqual({ committed: true });
    expect(store.rows('events')).toMatchObject([{ kind: 'passkey-counter-regressed', factor }]);
    expect(store.commitNow(decision().commit ?? [])).toMatchObject({ committed: false });
  });

  it('is said to be so each time, unless the challenge was answered meanwhile', () => {
    const lost = (store: ReturnType<typeof memoryStore>) => {
      const judged = decision();
      const commit = store.commitNow(judged.commit ?? []);
      if (commit.committed || !('ifLost' in judged) || typeof judged.ifLost !== 'function') return undefined;
      const problem = judged.ifLost(commit.failed);
      return 'reason' in problem ? problem.reason : undefined;
    };
    const store = storeWith();
    store.commitNow(decision().commit ?? []);
    expect(lost(store)).toBe('passkey-copied');
    expect(lost(storeWith({ usedAt: noon }))).toBe('challenge-over');
  });
});
