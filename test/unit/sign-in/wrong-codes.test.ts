import { describe, expect, it } from 'vitest';
import { put } from '../../../core/kernel/change.ts';
import { type Challenge, challengeKey } from '../../../core/sign-in/challenge.ts';
import { newChallenge } from '../../../core/sign-in/challenge-decisions.ts';
import {
  hasEnded,
  noteReported,
  noteWrongCode,
  reportedWrongCode,
  reportWrongCodes,
  type WrongCodes,
  wrongCodeMessage,
  wrongCodesLookBackSeconds,
  wrongCodesPartition,
  wrongCodesSince,
} from '../../../core/sign-in/wrong-codes.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { accepted } from '../../support/organization-rows.ts';
import { circumstances, noon, userOf } from '../../support/users.ts';

const user = userOf(['email']);
const opening = { id: 'ada.1', purpose: 'sign-in', provedMethods: ['password'], keyVersion: 1 } as const;
const challenge: Challenge = newChallenge(user, opening, 'email', undefined, noon).answer.challenge;
const { expiresAt } = challenge;

/** A store with the challenge after so many tries, the first of which is noted. */
function storeWith(set: Partial<Challenge> = {}) {
  const store = memoryStore();
  const row = { ...challenge, ...set };
  store.commitNow([
    put('challenges', challengeKey(challenge.id), { ...row }),
    noteWrongCode(challenge, 'email', circumstances),
  ]);
  return { store, row, noted: store.rows('events')[0] as unknown as WrongCodes };
}

describe('the first wrong code of a challenge', () => {
  it('is noted once, with where it came from', () => {
    const { store, noted } = storeWith();
    const { address, browser } = circumstances;
    expect(noted).toMatchObject({
      ...{ subject: wrongCodesPartition, challengeID: 'ada.1', userID: 'ada', method: 'email' },
      ...{ signedIn: false, byKey: false, at: noon, address, browser },
    });
    expect(noted).not.toHaveProperty('kind');
    expect(noted.ttl * 1000).toBeGreaterThan(expiresAt);
    const again = noteWrongCode(challenge, 'email', { ...circumstances, at: noon + 1000 });
    expect(store.commitNow([again])).toMatchObject({ committed: false });
    const other = noteWrongCode({ ...challenge, id: 'ada.2' }, 'email', circumstances);
    expect(store.commitNow([other])).toEqual({ committed: true });
  });

  it('says whether the user was signed in, or had used an SSH key', () => {
    expect(wrongCodeMessage({ ...challenge, purpose: 'step-up' }, 'email')).toMatchObject({
      kind: 'sign-in-code-failed',
      signedIn: true,
      byKey: false,
    });
    expect(wrongCodeMessage({ ...challenge, provedMethods: ['key'] }, 'authenticator')).toMatchObject({
      method: 'authenticator',
      signedIn: false,
      byKey: true,
    });
  });
});

describe('the job that reports wrong codes', () => {
  it('decides about a challenge once it has ended', () => {
    const { noted } = storeWith();
    expect(hasEnded(noted, expiresAt - 1)).toBe(false);
    expect(hasEnded(noted, expiresAt + 1)).toBe(true);
  });

  it('reads from two hours ago on, so that the next run makes up for one that failed', () => {
    const { noted } = storeWith();
    const lookBack = wrongCodesLookBackSeconds * 1000;
    expect(lookBack).toBe(7_200_000);
    expect(noted.id > wrongCodesSince(expiresAt + lookBack)).toBe(true);
    expect(noted.id > wrongCodesSince(expiresAt + lookBack + 1)).toBe(false);
  });

  const claim = { claimedAt: expiresAt, claimedBy: 'run' };
  const report = (set: Partial<Challenge>) => {
    const { row, noted } = storeWith(set);
    return accepted(reportWrongCodes(noted, row, user, claim));
  };

  it.each<[string, Partial<Challenge>]>([
    ['nobody corrected it', { attempts: 1 }],
    ['it was answered, but only after three wrong codes', { attempts: reportedWrongCode + 1, usedAt: noon }],
  ])('mails about it if %s', (_, set) => {
    expect(report(set).send?.notice).toMatchObject({
      to: { email: 'Ada@example.com' },
      message: { kind: 'sign-in-code-failed', method: 'email', signedIn: false, byKey: false },
    });
  });

  it.each<[string, Partial<Challenge>]>([
    ['its user corrected a slip', { attempts: reportedWrongCode, usedAt: noon }],
    ['it was reported at the third wrong code', { attempts: reportedWrongCode, reportedAt: noon }],
  ])('mails nothing if %s', (_, set) => {
    expect(report(set)).toMatchObject({ commit: [], notify: [] });
    expect(report(set)).not.toHaveProperty('send');
  });

  it('mails it once, whatever runs at the same time', () => {
    const { store, row, noted } = storeWith({ attempts: 1 });
    const decision = accepted(reportWrongCodes(noted, row, user, claim));
    expect(store.commitNow(decision.commit)).toEqual({ committed: true });
    // Repeated, because the answer was lost, it finds its own claim; another run does not get the challenge.
    expect(store.commitNow(decision.commit)).toEqual({ committed: true });
    const other = accepted(reportWrongCodes(noted, row, user, { ...claim, claimedBy: 'other' }));
    expect(store.commitNow(other.commit)).toMatchObject({ committed: false });
    expect(store.commitNow([noteReported(challenge, noon)])).toEqual({ committed: true });
    const muchLater = { claimedAt: expiresAt + 3_600_000, claimedBy: 'later' };
    const later = accepted(reportWrongCodes(noted, row, user, muchLater));
    expect(store.commitNow(later.commit)).toMatchObject({ committed: false });
    expect(decision.ifLost).toEqual({ answer: false });
    expect(decision.notify).toEqual([]);
  });

  it('tries again with its next run if the mail cannot be sent', () => {
    const { store, row, noted } = storeWith({ attempts: 1 });
    const { commit, send } = accepted(reportWrongCodes(noted, row, user, claim));
    store.commitNow(commit);
    expect(store.commitNow(send?.ifUnsent.commit ?? [])).toEqual({ committed: true });
    expect(store.rows('challenges')[0]).not.toHaveProperty('reportedAt');
    expect(store.commitNow(commit)).toEqual({ committed: true });
  });

  it('does not take back a report that was made by somebody else', () => {
    const { store, row, noted } = storeWith({ attempts: 1 });
    const { send } = accepted(reportWrongCodes(noted, row, user, claim));
    store.commitNow([noteReported(challenge, expiresAt + 1)]);
    expect(store.commitNow(send?.ifUnsent.commit ?? [])).toMatchObject({ committed: false });
  });

  it('does not bring back a challenge that is gone', () => {
    expect(memoryStore().commitNow([noteReported(challenge, noon)])).toMatchObject({ committed: false });
  });
});
